using System.Security.Cryptography;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Keys;

/// <summary>Makes the keys that sign tokens.</summary>
public static class WebKeys
{
    /// <summary>Makes a key pair for a JWS algorithm: RS256/384/512 or ES256/384/512. Takes up to half a second for RSA: not inside a change.</summary>
    public static WebKey Create(string id, string algorithm, int rsaBits, string owner, DateTimeOffset now) => new()
    {
        Id = id,
        Details = Details.New(owner, now),
        State = WebKeyState.Initial,
        Algorithm = algorithm,
        RsaBits = algorithm.StartsWith("RS", StringComparison.Ordinal) ? rsaBits : 0,
        PrivateKey = [.. PrivateKey(algorithm, rsaBits)],
    };

    private static byte[] PrivateKey(string algorithm, int rsaBits)
    {
        using AsymmetricAlgorithm key = algorithm switch
        {
            "RS256" or "RS384" or "RS512" => RSA.Create(rsaBits),
            "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            "ES512" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
            _ => throw new ArgumentException($"Keys for '{algorithm}' cannot be made here; use RS256 to RS512 or ES256 to ES512.", nameof(algorithm)),
        };
        return key.ExportPkcs8PrivateKey();
    }
}
