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

sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where T : struct, Enum;
