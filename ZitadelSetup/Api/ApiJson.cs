using System.Text.Json.Serialization;

namespace ZitadelSetup.Api;

/// <summary>
/// ZITADEL's answers (protojson): lowerCamelCase, zero values left out, 64-bit numbers as strings, bytes in base64. What isn't listed is ignored.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Discovery))]
[JsonSerializable(typeof(MyOrganization))]
[JsonSerializable(typeof(OrganizationPage))]
[JsonSerializable(typeof(ProjectPage))]
[JsonSerializable(typeof(CreatedProject))]
[JsonSerializable(typeof(ProjectRolePage))]
[JsonSerializable(typeof(ApplicationPage))]
[JsonSerializable(typeof(CreatedApplication))]
[JsonSerializable(typeof(IssuedSecret))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(CreatedUser))]
[JsonSerializable(typeof(MetadataPage))]
[JsonSerializable(typeof(AuthorizationPage))]
[JsonSerializable(typeof(AdministratorPage))]
[JsonSerializable(typeof(Acknowledged))]
sealed partial class ApiJson : JsonSerializerContext;

/// <summary>An answer whose fields nobody needs: <c>{"changeDate":"…"}</c>.</summary>
sealed record Acknowledged;

/// <summary><c>{"clientSecret":"…","creationDate":"…"}</c></summary>
sealed record IssuedSecret(string ClientSecret);

/// <summary>One page of a search; without hits there is neither a list nor a total.</summary>
interface IPage<T>
{
    IReadOnlyList<T>? Items { get; }

    long Total { get; }
}

/// <summary><c>"pagination":{"totalResult":"1","appliedLimit":"100"}</c></summary>
sealed record Pagination(long TotalResult);
