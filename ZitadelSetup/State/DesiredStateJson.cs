using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZitadelSetup;

/// <summary>How a desired state is written: camelCase, enums in snake_case (<c>authorization_code</c>), nothing that the set-up doesn't know.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(SnakeCaseEnumConverter<ApplicationType>), typeof(SnakeCaseEnumConverter<AuthMethod>), typeof(SnakeCaseEnumConverter<ResponseType>),
        typeof(SnakeCaseEnumConverter<GrantType>), typeof(SnakeCaseEnumConverter<AccessTokenType>),
    ])]
[JsonSerializable(typeof(DesiredState))]
sealed partial class DesiredStateJson : JsonSerializerContext;

/// <summary>As <see cref="JsonStringEnumConverter{T}"/>, but says what would have been right.</summary>
sealed class SnakeCaseEnumConverter<T> : JsonConverter<T> where T : struct, Enum
{
    static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return Values.TryGetValue(text, out var value) ? value : throw new JsonException($"'{text}' is none of {string.Join(", ", Values.Keys)}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
