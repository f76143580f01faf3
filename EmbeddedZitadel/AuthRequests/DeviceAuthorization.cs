using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>A device that waits for its user (RFC 8628); its id is the device code.</summary>
public sealed record DeviceAuthorization : IRecord
{
    /// <summary>Finds a device by the code that the user types.</summary>
    public static readonly Index<DeviceAuthorization> ByUserCode = new(device => [device.UserCode]);

    /// <summary>The device code.</summary>
    public required string Id { get; init; }

    /// <summary>The code that the user types, e.g. <c>BCDF-GHJK</c>.</summary>
    public required string UserCode { get; init; }

    /// <summary>The application.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes it asked for.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>The audience of its tokens.</summary>
    public ImmutableArray<string> Audience { get; init; } = [];

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpirationDate { get; init; }

    /// <summary>What the user said.</summary>
    public DeviceAuthorizationState State { get; init; }

    /// <summary>Who allowed it.</summary>
    public string? UserId { get; init; }

    /// <summary>The login session in which that happened.</summary>
    public string? SessionId { get; init; }

    /// <summary>When that user signed in.</summary>
    public DateTimeOffset? AuthTime { get; init; }
}

/// <summary>What became of a device authorization.</summary>
public enum DeviceAuthorizationState
{
    /// <summary>Nobody answered yet.</summary>
    Initiated,

    /// <summary>The user allowed it.</summary>
    Approved,

    /// <summary>The user denied it.</summary>
    Denied,

    /// <summary>The tokens were fetched.</summary>
    Done,
}
