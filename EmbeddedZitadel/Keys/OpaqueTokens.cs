using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Keys;

/// <summary>What an opaque token is for; one of one kind is never taken for another.</summary>
public enum TokenKind
{
    /// <summary>An authorization code: <c>{request}:{code}</c>.</summary>
    Code,

    /// <summary>An access token: <c>V2_{oidc session}-at_{token}:{user}</c>.</summary>
    Access,

    /// <summary>A refresh token: <c>V2_{oidc session}-rt_{token}:{user}</c>.</summary>
    Refresh,

    /// <summary>A session token: <c>{session}:{token}</c>.</summary>
    Session,

    /// <summary>A personal access token: <c>{token}:{user}</c>.</summary>
    Personal,

    /// <summary>A browser's cookie <c>zitadel.useragent</c>: <c>{agent}</c>.</summary>
    BrowserAgent,

    /// <summary>The token that a form of the login pages carries against request forgery: <c>{agent}</c>.</summary>
    Form,

    /// <summary>What the console says on its next page, in a cookie: a sentence, and after a line break perhaps a secret.</summary>
    Notice,
}

/// <summary>
/// Makes and reads ZITADEL's opaque tokens: compact JWEs (RFC 7516), A256GCMKW and A256GCM, five parts between dots, encrypted with a key of the
/// instance. They say nothing to a client; whether one is still valid is for the store to say.
/// Microsoft.IdentityModel does not write A256GCMKW, so the 40 lines are here.
/// </summary>
public sealed class OpaqueTokens(InstanceStore store)
{
    private const int KeyBytes = 32, IvBytes = 12, TagBytes = 16;

    /// <summary>Encrypts <paramref name="payload"/> into a token of this kind.</summary>
    public string Write(TokenKind kind, string payload)
    {
        Span<byte> contentKey = stackalloc byte[KeyBytes];
        Span<byte> wrappedKey = stackalloc byte[KeyBytes];
        Span<byte> keyIv = stackalloc byte[IvBytes];
        Span<byte> keyTag = stackalloc byte[TagBytes];
        Span<byte> iv = stackalloc byte[IvBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        RandomNumberGenerator.Fill(contentKey);
        RandomNumberGenerator.Fill(keyIv);
        RandomNumberGenerator.Fill(iv);
        using (var wrap = new AesGcm(store.Current.Instance.TokenKey.AsSpan(), TagBytes))
            wrap.Encrypt(keyIv, contentKey, wrappedKey, keyTag);

        // {"alg":"A256GCMKW","enc":"A256GCM","iv":"…","tag":"…"}: RFC 7518 §4.7
        var header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
            $$"""{"alg":"A256GCMKW","enc":"A256GCM","iv":"{{Base64Url.EncodeToString(keyIv)}}","tag":"{{Base64Url.EncodeToString(keyTag)}}"}"""));
        var plain = Encoding.UTF8.GetBytes($"{(int)kind}:{payload}");
        var cipher = new byte[plain.Length];
        using (var encrypt = new AesGcm(contentKey, TagBytes))
            encrypt.Encrypt(iv, plain, cipher, tag, Encoding.ASCII.GetBytes(header));
        return $"{header}.{Base64Url.EncodeToString(wrappedKey)}.{Base64Url.EncodeToString(iv)}.{Base64Url.EncodeToString(cipher)}.{Base64Url.EncodeToString(tag)}";
    }

    /// <summary>Reads a token of this kind back; false for anything else, whatever it is.</summary>
    public bool TryRead(TokenKind kind, string? token, [NotNullWhen(true)] out string? payload)
    {
        payload = null;
        // Our longest payload makes a token of under 400 characters; what is much longer is not worth decoding.
        if (token is null || token.Length > 4096 || token.Split('.') is not [var header, var wrappedKey, var iv, var cipher, var tag])
            return false;

        try
        {
            using var fields = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            var keyIv = Base64Url.DecodeFromChars(fields.RootElement.GetProperty("iv").GetString());
            var keyTag = Base64Url.DecodeFromChars(fields.RootElement.GetProperty("tag").GetString());
            var contentKey = new byte[KeyBytes];
            using (var wrap = new AesGcm(store.Current.Instance.TokenKey.AsSpan(), TagBytes))
                wrap.Decrypt(keyIv, Base64Url.DecodeFromChars(wrappedKey), keyTag, contentKey);

            var plain = new byte[Base64Url.GetMaxDecodedLength(cipher.Length)];
            var bytes = Base64Url.DecodeFromChars(cipher, plain);
            using (var decrypt = new AesGcm(contentKey, TagBytes))
                decrypt.Decrypt(Base64Url.DecodeFromChars(iv), plain.AsSpan(0, bytes), Base64Url.DecodeFromChars(tag), plain.AsSpan(0, bytes), Encoding.ASCII.GetBytes(header));
            var text = Encoding.UTF8.GetString(plain, 0, bytes);
            var prefix = $"{(int)kind}:";
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                return false;
            payload = text[prefix.Length..];
            return true;
        }
        catch (Exception notOurs) when (notOurs is FormatException or JsonException or CryptographicException or ArgumentException or KeyNotFoundException
            or InvalidOperationException)
        {
            return false;
        }
    }
}
