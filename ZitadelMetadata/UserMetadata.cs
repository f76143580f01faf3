using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ZitadelMetadata;

/// <summary>
/// A user's metadata from ZITADEL's claim <c>urn:zitadel:iam:user:metadata</c>, decoded: keys are case-sensitive and in the order of the claim.
/// <code>
/// {"urn:zitadel:iam:user:metadata":{"ContractNumber":"MTIzNA"}}      metadata.GetText("ContractNumber") == "1234"
/// </code>
/// The claim is in userinfo, in the ID token, in JWT access tokens and in introspection when the scope of the same name was requested, and absent when
/// the user has no metadata (https://zitadel.com/docs/guides/manage/customize/user-metadata).
/// </summary>
public sealed class UserMetadata : IReadOnlyDictionary<string, MetadataValue>
{
    /// <summary>The name of the claim.</summary>
    public const string ClaimType = "urn:zitadel:iam:user:metadata";

    /// <summary>The reserved scope that asks for the claim.</summary>
    public const string Scope = "urn:zitadel:iam:user:metadata";

    readonly OrderedDictionary<string, MetadataValue> _values = new(StringComparer.Ordinal);
    readonly List<string> _unreadable = [];

    UserMetadata() { }

    /// <summary>No metadata.</summary>
    public static UserMetadata Empty { get; } = new();

    /// <summary>Claims that are no JSON object, as they came. ZITADEL sends none; an action or another issuer may.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <inheritdoc />
    public int Count => _values.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc />
    public IEnumerable<MetadataValue> Values => _values.Values;

    /// <inheritdoc />
    public MetadataValue this[string key] => _values[key];

    /// <summary>Decodes the claim as it stands in a JSON document, a userinfo response for example. Never throws on what it finds there.</summary>
    /// <param name="claim">The claim's value: an object, or its string form.</param>
    public static UserMetadata FromClaim(JsonElement claim)
    {
        using var span = MetadataTelemetry.Decoding();
        var metadata = new UserMetadata();
        metadata.Add(claim, text: null);
        span.Describe(metadata);
        return metadata;
    }

    /// <summary>Decodes the claim's string form, as a <see cref="System.Security.Claims.Claim"/> has it.</summary>
    /// <param name="json"><c>{"ContractNumber":"MTIzNA"}</c>; null or empty is no metadata.</param>
    public static UserMetadata FromClaim(string? json) => FromClaims(json is null ? [] : [json]);

    /// <summary>
    /// Decodes several claims into one: an ID token and a userinfo response both carry it. Where they differ the later one counts, which is
    /// userinfo with ASP.NET Core's OpenID Connect handler, and the newer state of ZITADEL.
    /// </summary>
    public static UserMetadata FromClaims(IEnumerable<string> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        using var span = MetadataTelemetry.Decoding();
        var metadata = new UserMetadata();
        foreach (var claim in claims)
            metadata.AddText(claim);
        span.Describe(metadata);
        return metadata;
    }

    /// <summary>The decoded text of a key; null when the user has no such key or its value is no text.</summary>
    public string? GetText(string key) => _values.GetValueOrDefault(key)?.Text;

    /// <inheritdoc />
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out MetadataValue value) => _values.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, MetadataValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <param name="claim">The value to read.</param>
    /// <param name="text">The text that <paramref name="claim"/> was parsed from, or null when it stands in a document of its own.</param>
    void Add(JsonElement claim, string? text)
    {
        switch (claim.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in claim.EnumerateObject())
                    _values[Name(property)] = Value(property.Value);
                break;
            // ZITADEL's page on reserved claims shows an array of objects, its code writes one object: both are read.
            case JsonValueKind.Array:
                foreach (var element in claim.EnumerateArray())
                    Add(element, text: null);
                break;
            // `"{\"ContractNumber\":\"MTIzNA\"}"`: the string form inside of a document.
            case JsonValueKind.String when TryGetString(claim, out var json):
                AddText(json);
                break;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                break;
            default:
                AddUnreadable(text ?? claim.GetRawText());
                break;
        }
    }

    void AddText(string json)
    {
        if (json.Length == 0)
            return;
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(document.RootElement, json);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // ArgumentException: half of a surrogate pair, which UTF-8 and therefore JSON cannot hold.
            AddUnreadable(json);
        }
    }

    void AddUnreadable(string claim)
    {
        MetadataTelemetry.ClaimIsNotAnObject();
        _unreadable.Add(claim);
    }

    static MetadataValue Value(JsonElement value) => value.ValueKind == JsonValueKind.String && TryGetString(value, out var raw)
        ? MetadataValue.Decode(raw)
        : MetadataValue.NotBase64(value.GetRawText());

    static bool TryGetString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // `"\ud800"`: half of a surrogate pair, escaped. Legal in JSON's grammar, not a string in .NET.
            text = "";
            return false;
        }
    }

    static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // As above: the key is kept as it was escaped.
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }
}
