using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Sessions;

/// <summary>
/// What one code (or device code, or service login) was exchanged for: one access token and perhaps a refresh token, which replace each other at
/// every refresh. Whatever ends an access token (logout, deactivated user, revocation, refresh) takes it away here, so that a later
/// reactivation does not bring it back; the refresh token outlives logout and deactivation, as it does in ZITADEL.
/// </summary>
public sealed record OidcSession : IRecord
{
    /// <summary>Finds the tokens of a user.</summary>
    public static readonly Index<OidcSession> ByUser = new(session => [session.UserId]);

    /// <summary>Finds the tokens that a login session gave rise to, by <see cref="SessionId"/>.</summary>
    public static readonly Index<OidcSession> BySession = new(session => session.SessionId is { } id ? [id] : []);

    /// <summary><c>V2_</c> and 18 digits.</summary>
    public required string Id { get; init; }

    /// <summary>Who the tokens are about.</summary>
    public required string UserId { get; init; }

    /// <summary>The application they were given to; for a service user its own login name.</summary>
    public required string ClientId { get; init; }

    /// <summary>The project of that application, or null for a service user.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The session (digits) or browser session (<c>V1_…</c>) behind it: the claim <c>sid</c>. Null for service users.</summary>
    public string? SessionId { get; init; }

    /// <summary>The granted scopes.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>The audience of the tokens.</summary>
    public required ImmutableArray<string> Audience { get; init; }

    /// <summary>The nonce of the authorization request, repeated in every ID token; null or empty for none.</summary>
    public string? Nonce { get; init; }

    /// <summary>When the user signed in.</summary>
    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>How: ZITADEL's <c>amr</c> values.</summary>
    public ImmutableArray<string> AuthMethods { get; init; } = [];

    /// <summary>The access token, or null where it was revoked or its login ended.</summary>
    public AccessToken? AccessToken { get; init; }

    /// <summary>The refresh token, or null.</summary>
    public RefreshToken? RefreshToken { get; init; }
}

/// <summary>An access token that was given out.</summary>
/// <param name="Id">The second part of its <c>jti</c>: <c>V2_{session}-at_{id}</c>.</param>
/// <param name="CreationDate">When.</param>
/// <param name="ExpirationDate">Until when.</param>
public sealed record AccessToken(string Id, DateTimeOffset CreationDate, DateTimeOffset ExpirationDate);

/// <summary>A refresh token that was given out.</summary>
/// <param name="Id">Changes with every use.</param>
/// <param name="IdleExpirationDate">Until when it must be used.</param>
/// <param name="ExpirationDate">Until when it can be used at all; does not move.</param>
public sealed record RefreshToken(string Id, DateTimeOffset IdleExpirationDate, DateTimeOffset ExpirationDate);
