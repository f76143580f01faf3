using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>
/// A login in progress: an authorization request (or a device waiting for its user) between <c>/oauth/v2/authorize</c> and the callback.
/// Login V1's have digits as their id and belong to a browser; Login V2's begin with <c>V2_</c> and are finished through <c>OIDCService</c>.
/// </summary>
public sealed record AuthRequest : IRecord
{
    /// <summary>The prefix of the ids of requests that Login V2 handles.</summary>
    public const string V2Prefix = "V2_";

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>How often it changed (ZITADEL shows it as <c>sequence</c>).</summary>
    public ulong Sequence { get; init; } = 1;

    /// <summary>The browser it came from, which alone may go on with it; null with Login V2.</summary>
    public string? AgentId { get; init; }

    /// <summary>The login client that Login V2 was asked for (header <c>x-zitadel-login-client</c>), or empty.</summary>
    public string LoginClient { get; init; } = "";

    /// <summary>The application.</summary>
    public required string ClientId { get; init; }

    /// <summary>Where the answer goes; empty for a device.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The client's state, or empty.</summary>
    public string State { get; init; } = "";

    /// <summary>The client's nonce, or empty.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>The scopes that are allowed, in the order they were asked for.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>The audience of its tokens: fixed when the request is made, so a later application of the project is not in it.</summary>
    public ImmutableArray<string> Audience { get; init; } = [];

    /// <summary><c>code</c>, <c>id_token</c> or <c>id_token token</c>.</summary>
    public string ResponseType { get; init; } = "code";

    /// <summary><c>query</c>, <c>fragment</c>, <c>form_post</c>, or empty for the response type's own.</summary>
    public string ResponseMode { get; init; } = "";

    /// <summary>The prompts: none, login, select_account, create, consent.</summary>
    public ImmutableArray<string> Prompts { get; init; } = [];

    /// <summary>How old the login may be, or null for any age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The login name that the client expects, or empty.</summary>
    public string LoginHint { get; init; } = "";

    /// <summary>The user of the ID token that the client gave as a hint.</summary>
    public string? HintUserId { get; init; }

    /// <summary>The languages the client asks for.</summary>
    public ImmutableArray<string> UiLocales { get; init; } = [];

    /// <summary>The PKCE challenge (RFC 7636), or null.</summary>
    public CodeChallenge? CodeChallenge { get; init; }

    /// <summary>The device that waits for this login (RFC 8628), or null.</summary>
    public string? DeviceAuthorizationId { get; init; }

    /// <summary>The user who was found by login name, picked, or registered in this request; null until then.</summary>
    public string? UserId { get; init; }

    /// <summary>The login name as it was typed, for the password page.</summary>
    public string TypedLoginName { get; init; } = "";

    /// <summary>The login session that the request ended with: <c>V1_…</c> or the id of a session of the session API.</summary>
    public string? SessionId { get; init; }

    /// <summary>When the user of that session signed in.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>The id of the code that was given out; a new callback replaces it. Null before.</summary>
    public string? CodeId { get; init; }

    /// <summary>Whether Login V2 said that the login failed.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether the code was exchanged. Login V1's requests are deleted then, Login V2's stay.</summary>
    public bool CodeExchanged { get; init; }

    /// <summary>The spans of this login so far (<see cref="LoginTrace"/>), each as W3C Trace Context has it: <c>00-{trace}-{span}-01</c>.</summary>
    public ImmutableArray<string> Spans { get; init; } = [];

    /// <summary>Whether the request is handled by Login V2.</summary>
    public bool IsV2 => Id.StartsWith(V2Prefix, StringComparison.Ordinal);
}

/// <summary>A PKCE challenge.</summary>
/// <param name="Challenge">The challenge as it came.</param>
/// <param name="Method">The method as it came; everything but <c>S256</c> counts as plain in ZITADEL.</param>
public sealed record CodeChallenge(string Challenge, string Method);
