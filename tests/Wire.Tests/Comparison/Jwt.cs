using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Comparison;

/// <summary>A signed token taken apart. Read by hand: a library would refuse the odd ones, and those are what is compared.</summary>
sealed record Jwt(JsonObject Header, JsonObject Payload, string SignedPart, byte[] Signature)
{
    /// <summary>False for anything but three parts of which the first two are JSON objects, such as ZITADEL's opaque tokens.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Jwt? jwt)
    {
        jwt = null;
        var parts = text.Split('.');
        if (parts.Length != 3 || !TryDecode(parts[2], out var signature)) return false;
        if (Object(parts[0]) is not { } header || Object(parts[1]) is not { } payload) return false;
        jwt = new Jwt(header, payload, $"{parts[0]}.{parts[1]}", signature);
        return true;
    }

    /// <summary>RS256 (RFC 7518 section 3.3), the one algorithm that the recorded ZITADEL signs with.</summary>
    public bool IsSignedBy(JsonObject key)
    {
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string)key["n"]!),
            Exponent = Base64Url.DecodeFromChars((string)key["e"]!),
        });
        return rsa.VerifyData(Encoding.ASCII.GetBytes(SignedPart), Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>OpenID Connect Core section 3.1.3.6: the left half of the access token's hash.</summary>
    public static string AccessTokenHash(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    static JsonObject? Object(string part)
    {
        try
        {
            return TryDecode(part, out var bytes) ? JsonNode.Parse(bytes) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(part)) return false;
        bytes = Base64Url.DecodeFromChars(part);
        return true;
    }
}
