using System.Buffers.Text;
using System.Security.Cryptography;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc;

/// <summary>The public keys (RFC 7517): the one in use, the next one, and the retired ones whose tokens may still be about.</summary>
public static class KeysEndpoint
{
    /// <summary>Answers the key set; the one OIDC answer that may be cached.</summary>
    public static Task HandleAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "max-age=300, must-revalidate";
        headers.Remove("Pragma");
        headers.Remove("Expires");
        var keys = context.RequestServices.GetRequiredService<InstanceStore>().Current.WebKeys.All.OrderBy(key => key.Id, StringComparer.Ordinal);
        return OidcEndpoint.WriteJsonAsync(context, new JsonWebKeys([.. keys.Select(Public)]), OidcJson.Default.JsonWebKeys);
    }

    private static PublicJsonWebKey Public(WebKey key)
    {
        if (key.Algorithm.StartsWith("RS", StringComparison.Ordinal))
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.PrivateKey.AsSpan(), out _);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return new("sig", "RSA", key.Id, key.Algorithm, N: Base64Url.EncodeToString(parameters.Modulus), E: Base64Url.EncodeToString(parameters.Exponent));
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey.AsSpan(), out _);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        var curve = key.Algorithm switch { "ES256" => "P-256", "ES384" => "P-384", _ => "P-521" };
        return new("sig", "EC", key.Id, key.Algorithm, curve, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }
}

/// <summary>A key set.</summary>
public sealed record JsonWebKeys(IReadOnlyList<PublicJsonWebKey> Keys);

/// <summary>A public key; members as in RFC 7518 §6.</summary>
public sealed record PublicJsonWebKey(
    string Use, string Kty, string Kid, string Alg, string? Crv = null, string? X = null, string? Y = null, string? N = null, string? E = null);
