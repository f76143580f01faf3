using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Store;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedZitadel.Keys;

/// <summary>Signs the instance's JWTs with the active key and checks signatures with any key that is published.</summary>
public sealed class JwtSigner(InstanceStore store)
{
    private readonly ConcurrentDictionary<string, SecurityKey> _keys = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The algorithm of the active key, e.g. <c>RS256</c>.</summary>
    public string Algorithm => Active().Algorithm;

    /// <summary>Signs these claims: header <c>{"alg":…,"kid":…,"typ":"JWT"}</c>, in ID tokens, JWT access tokens and logout tokens alike.</summary>
    public string Sign(JsonObject claims)
    {
        var key = Active();
        return _handler.CreateToken(claims.ToJsonString(), new SigningCredentials(SecurityKeyOf(key), key.Algorithm));
    }

    /// <summary>Checks the signature of a JWT against the published keys. Says nothing about its issuer, audience or lifetime.</summary>
    public SignatureCheck Check(string token, out JsonWebToken? jwt)
    {
        jwt = Parse(token);
        if (jwt?.Alg is not ("RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512" or "EdDSA"))
            return SignatureCheck.Malformed;
        if (store.Current.WebKeys.Find(jwt.Kid) is not { } key)
            return SignatureCheck.UnknownKey;
        return key.Algorithm == jwt.Alg && Verify(SecurityKeyOf(key), jwt) ? SignatureCheck.Valid : SignatureCheck.Wrong;
    }

    /// <summary>Takes a JWT apart, or answers null for anything else.</summary>
    public static JsonWebToken? Parse(string token)
    {
        try
        {
            return token.Count(c => c == '.') == 2 ? new JsonWebToken(token) : null;
        }
        catch (Exception notAJwt) when (notAJwt is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a JWT was signed with this key by the algorithm that its header names.</summary>
    public static bool Verify(SecurityKey key, JsonWebToken jwt)
    {
        try
        {
            var provider = key.CryptoProviderFactory.CreateForVerifying(key, jwt.Alg);
            try
            {
                return provider.Verify(
                    Encoding.ASCII.GetBytes($"{jwt.EncodedHeader}.{jwt.EncodedPayload}"), Base64UrlEncoder.DecodeBytes(jwt.EncodedSignature));
            }
            finally
            {
                key.CryptoProviderFactory.ReleaseSignatureProvider(provider);
            }
        }
        catch (Exception unusable) when (unusable is NotSupportedException or FormatException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private WebKey Active() => store.Current.WebKeys.All.Single(key => key.State == WebKeyState.Active);

    private SecurityKey SecurityKeyOf(WebKey key) => _keys.GetOrAdd(key.Id, static (id, key) =>
    {
        if (key.RsaBits > 0)
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.PrivateKey.AsSpan(), out _);
            return new RsaSecurityKey(rsa) { KeyId = id };
        }

        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey.AsSpan(), out _);
        return new ECDsaSecurityKey(ecdsa) { KeyId = id };
    }, key);
}

/// <summary>What a look at a JWT's signature found; ZITADEL answers each differently.</summary>
public enum SignatureCheck
{
    /// <summary>Signed by a key of ours.</summary>
    Valid,

    /// <summary>No JWT, or of an algorithm that we never use.</summary>
    Malformed,

    /// <summary>The key is not (or no longer) known.</summary>
    UnknownKey,

    /// <summary>The signature does not fit.</summary>
    Wrong,
}
