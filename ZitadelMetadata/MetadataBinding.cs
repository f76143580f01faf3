using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ZitadelMetadata;

/// <summary>Metadata as a record of one's own.</summary>
public static class MetadataBinding
{
    static JsonSerializerOptions? _options;

    /// <summary>
    /// Reads metadata into a type, key by key: text as strings, numbers, booleans, enums and dates, bytes as <c>byte[]</c>.
    /// Keys without a member are left out; a parameter without a default that has no key is an error.
    /// <code>
    /// record Customer(int ContractNumber, string? Region = null);
    /// var customer = user.GetZitadelMetadata().Bind&lt;Customer&gt;();
    /// </code>
    /// </summary>
    /// <exception cref="FormatException">A key is missing or its value does not fit; the message names it.</exception>
    [RequiresUnreferencedCode("Reads the members of T by reflection.")]
    [RequiresDynamicCode("Reads the members of T by reflection.")]
    public static T Bind<T>(this UserMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var values = new JsonObject();
        foreach (var (key, value) in metadata)
            values[key] = value.Text ?? Convert.ToBase64String(value.Bytes.Span);
        try
        {
            return values.Deserialize<T>(_options ??= Options())!;
        }
        catch (JsonException exception)
        {
            // `$.ContractNumber`: the key. A missing one is named in the message alone.
            throw new FormatException(exception.Path is { Length: > 2 } path
                ? $"The metadata key {path[2..]} does not fit {typeof(T).Name}: {exception.Message}"
                : $"The metadata does not fit {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    [RequiresUnreferencedCode("Enums are read by reflection.")]
    [RequiresDynamicCode("Enums are read by reflection.")]
    static JsonSerializerOptions Options() => new()
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new BooleanFromText(), new JsonStringEnumConverter() },
    };

    /// <summary>Metadata knows no booleans, only the text <c>true</c>.</summary>
    sealed class BooleanFromText : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            bool.TryParse(reader.GetString(), out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}
