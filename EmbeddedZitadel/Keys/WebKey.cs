using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Keys;

/// <summary>A key that signs ID tokens and JWT access tokens; its id is the <c>kid</c>.</summary>
public sealed record WebKey : IRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed.</summary>
    public required Details Details { get; init; }

    /// <summary>Next, in use, or retired.</summary>
    public required WebKeyState State { get; init; }

    /// <summary>The JWS algorithm, e.g. <c>RS256</c> or <c>ES384</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The size of an RSA key in bits; 0 for the others.</summary>
    public int RsaBits { get; init; }

    /// <summary>The private key, PKCS#8.</summary>
    public required ImmutableArray<byte> PrivateKey { get; init; }
}

/// <summary>The life of a key. Exactly one is <see cref="Active"/>; all that are there are published.</summary>
public enum WebKeyState
{
    /// <summary>Published, so that clients know it before it signs.</summary>
    Initial,

    /// <summary>Signs.</summary>
    Active,

    /// <summary>Has signed; still published for the tokens it signed.</summary>
    Inactive,
}
