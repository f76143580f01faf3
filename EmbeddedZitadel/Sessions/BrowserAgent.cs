using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Sessions;

/// <summary>A browser, known by its cookie <c>zitadel.useragent</c>, and who is signed in there through Login V1.</summary>
public sealed record BrowserAgent : IRecord
{
    /// <summary>Finds the browsers in which a user has a session.</summary>
    public static readonly Index<BrowserAgent> ByUser = new(agent => agent.Sessions.Select(session => session.UserId));

    /// <summary>Finds the browser of a session.</summary>
    public static readonly Index<BrowserAgent> BySession = new(agent => agent.Sessions.Select(session => session.Id));

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>The users who signed in here, in the order of their first login. One entry a user; it stays after the logout ("Signed out").</summary>
    public ImmutableList<BrowserSession> Sessions { get; init; } = [];

    /// <summary>When one of its sessions last changed; browsers that are silent for long are forgotten.</summary>
    public required DateTimeOffset ChangeDate { get; init; }
}

/// <summary>One user in one browser.</summary>
public sealed record BrowserSession
{
    /// <summary>What the ids of these sessions begin with; those of the session API are digits only.</summary>
    public const string IdPrefix = "V1_";

    /// <summary>The <c>sid</c> of ID tokens: <c>V1_</c> and 18 digits. A login after a logout starts a new one.</summary>
    public required string Id { get; init; }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>Whether the user is signed in.</summary>
    public required bool IsActive { get; init; }

    /// <summary>When the password was last checked: the <c>auth_time</c> of the tokens.</summary>
    public required DateTimeOffset PasswordVerifiedAt { get; init; }
}
