using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Instances;

/// <summary>The ZITADEL instance: what there is one of.</summary>
public sealed record Instance : IRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>The host name under which the instance answers; any other gets 404 (ZITADEL's <c>ExternalDomain</c>).</summary>
    public required string Domain { get; init; }

    /// <summary>The organisation that people register in, and that v1 calls fall back to.</summary>
    public required string DefaultOrganizationId { get; init; }

    /// <summary>The project whose audience gives a user's token access to ZITADEL's own API (<c>urn:zitadel:iam:org:project:id:zitadel:aud</c>).</summary>
    public required string ZitadelProjectId { get; init; }

    /// <summary>The key (32 bytes, A256GCMKW) that wraps the keys of all opaque tokens.</summary>
    public required ImmutableArray<byte> TokenKey { get; init; }

    /// <summary>The client id of the application that the console is; ZITADEL's instances know theirs, too.</summary>
    public string ConsoleClientId { get; init; } = "";

    /// <summary>Whether applications that do not choose get the separate Login V2 application (ZITADEL's feature <c>loginV2.required</c>).</summary>
    public bool LoginV2Required { get; init; }

    /// <summary>Where Login V2 lives: <c>/ui/v2/login</c>, or an address of its own.</summary>
    public string LoginV2BaseUri { get; init; } = "/ui/v2/login";

    /// <summary>The lifetimes of tokens.</summary>
    public OidcSettings Oidc { get; init; } = new();
}

/// <summary>How long tokens live; ZITADEL's defaults (<c>DefaultInstance.OIDCSettings</c>).</summary>
public sealed record OidcSettings
{
    /// <summary>12 hours.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>12 hours.</summary>
    public TimeSpan IdTokenLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>30 days without use.</summary>
    public TimeSpan RefreshTokenIdleExpiration { get; init; } = TimeSpan.FromHours(720);

    /// <summary>90 days in all.</summary>
    public TimeSpan RefreshTokenExpiration { get; init; } = TimeSpan.FromHours(2160);
}
