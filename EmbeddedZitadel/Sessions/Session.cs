using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Sessions;

/// <summary>A session of the session API (<c>/v2/sessions</c>): what Login V2 and logins without a browser are made of.</summary>
public sealed record Session : IRecord
{
    /// <summary>Finds the sessions of a user.</summary>
    public static readonly Index<Session> ByUser = new(session => session.UserId is { } user ? [user] : []);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed; the instance owns it.</summary>
    public required Details Details { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatorId { get; init; }

    /// <summary>The user whose login name was checked, or null as long as none was.</summary>
    public string? UserId { get; init; }

    /// <summary>When the login name was checked.</summary>
    public DateTimeOffset? UserVerifiedAt { get; init; }

    /// <summary>When the password was checked.</summary>
    public DateTimeOffset? PasswordVerifiedAt { get; init; }

    /// <summary>Anything the creator wants to keep with it.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<byte>> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<byte>>(StringComparer.Ordinal);

    /// <summary>What the creator said about the browser.</summary>
    public SessionUserAgent? UserAgent { get; init; }

    /// <summary>The id of the newest session token; only that one is valid.</summary>
    public required string TokenId { get; init; }

    /// <summary>When it ends by itself, or null for never.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Whether somebody ended it. It is kept for a while, so that whoever still names it is told so.</summary>
    public bool IsEnded { get; init; }

    /// <summary>When the user last proved who they are.</summary>
    public DateTimeOffset? AuthenticatedAt => PasswordVerifiedAt ?? UserVerifiedAt;
}

/// <summary>What the creator of a session said about the browser, given back as it came.</summary>
public sealed record SessionUserAgent(string FingerprintId, string Ip, string Description, ImmutableSortedDictionary<string, ImmutableArray<string>> Header);
