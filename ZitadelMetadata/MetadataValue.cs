using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ZitadelMetadata;

/// <summary>What the bytes of a metadata value are.</summary>
public enum MetadataValueKind
{
    /// <summary>Base64 of UTF-8 text: <see cref="MetadataValue.Text"/> has it.</summary>
    Text,

    /// <summary>Base64 of bytes that are no UTF-8 text, a picture for example: <see cref="MetadataValue.Bytes"/> has them.</summary>
    Binary,

    /// <summary>No base64: something other than ZITADEL wrote the claim. <see cref="MetadataValue.Raw"/> has it as it came.</summary>
    NotBase64,
}

/// <summary>
/// One value of a user's metadata, as it came and decoded. Two values are equal when they mean the same bytes: <c>-_8</c> (base64url, as in ZITADEL's
/// claim) and <c>+/8=</c> (standard, as in ZITADEL's API) are.
/// </summary>
public sealed class MetadataValue : IEquatable<MetadataValue>
{
    static readonly SearchValues<char> UrlAlphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly byte[] _bytes;

    MetadataValue(string raw, byte[] bytes, MetadataValueKind kind, string? text)
    {
        Raw = raw;
        _bytes = bytes;
        Kind = kind;
        Text = text;
    }

    /// <summary>The value as it stands in the claim: <c>MTIzNA</c>. A claim that holds something else than a string gives its JSON: <c>12</c>.</summary>
    public string Raw { get; }

    /// <summary>What <see cref="Bytes"/> are.</summary>
    public MetadataValueKind Kind { get; }

    /// <summary>The decoded text, <c>1234</c> for <c>MTIzNA</c>; null unless <see cref="Kind"/> is <see cref="MetadataValueKind.Text"/>.</summary>
    public string? Text { get; }

    /// <summary>The decoded bytes; those of <see cref="Raw"/> in UTF-8 when it is no base64.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// <see cref="Text"/> without one layer of JSON quotes. ZITADEL's Actions V1 store a string as JSON, so <c>1234</c> set by an action arrives as
    /// <c>"1234"</c> (https://github.com/zitadel/zitadel/issues/8338). Any other text is given as it is.
    /// </summary>
    public string? UnquotedText => Text is ['"', .., '"'] && ReadJsonString(Text) is { } unquoted ? unquoted : Text;

    /// <summary>
    /// Decodes one value: base64url without padding as ZITADEL writes it into the claim, and the standard alphabet and padding of its API too
    /// (RFC 4648 sections 4 and 5). Never throws: what cannot be decoded is kept and marked in <see cref="Kind"/>.
    /// </summary>
    public static MetadataValue Decode(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (DecodeBase64(raw) is not { } bytes)
            return NotBase64(raw);
        try
        {
            return new(raw, bytes, MetadataValueKind.Text, StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new(raw, bytes, MetadataValueKind.Binary, text: null);
        }
    }

    internal static MetadataValue NotBase64(string raw)
    {
        MetadataTelemetry.ValueIsNotBase64();
        return new(raw, Encoding.UTF8.GetBytes(raw), MetadataValueKind.NotBase64, text: null);
    }

    /// <inheritdoc />
    public bool Equals(MetadataValue? other) =>
        other is not null && (Kind == MetadataValueKind.NotBase64) == (other.Kind == MetadataValueKind.NotBase64) && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as MetadataValue);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The decoded text, or the raw value where there is none.</summary>
    public override string ToString() => Text ?? Raw;

    static byte[]? DecodeBase64(string raw)
    {
        // `MTIzNA==`: padding fills up to a multiple of four or is not there at all; `MTIzNA=` is neither.
        var digits = raw.AsSpan().TrimEnd('=');
        var padding = raw.Length - digits.Length;
        if (padding > 2 || (padding > 0 && raw.Length % 4 != 0))
            return null;

        // One alphabet or the other: a mix is neither.
        if (digits.ContainsAny('+', '/'))
        {
            if (digits.ContainsAny('-', '_'))
                return null;
            digits = digits.ToString().Replace('+', '-').Replace('/', '_');
        }

        // The framework's decoder skips white space and takes `%` for padding: neither is base64 here.
        return !digits.ContainsAnyExcept(UrlAlphabet) && Base64Url.IsValid(digits) ? Base64Url.DecodeFromChars(digits) : null;
    }

    static string? ReadJsonString(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Quotes around something that is no JSON string, or half of a surrogate pair in it: the text stays as it is.
            return null;
        }
    }
}
