using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Applications;

// The messages of the applications of management v1. Some names differ from v2's: appType, devMode, noneCompliant.
internal sealed record AppIdRequest(string ProjectId = "", string AppId = "");

internal sealed record GetAppResponse(AppMessage App);

internal sealed record ListAppsRequest(string ProjectId = "", Paging? Query = null, IReadOnlyList<AppQuery>? Queries = null);

internal sealed record AppQuery(AppNameQuery? NameQuery = null);

internal sealed record AppNameQuery(string Name = "", string Method = "");

internal sealed record ListAppsResponse(ListDetailsV1 Details, IReadOnlyList<AppMessage> Result);

internal sealed record AppMessage(
    string Id, DetailsMessage Details, string State, string Name, OidcConfigMessage? OidcConfig, ApiConfigurationMessage? ApiConfig);

internal sealed record OidcConfigMessage(
    IReadOnlyList<string> RedirectUris, IReadOnlyList<string> ResponseTypes, IReadOnlyList<string> GrantTypes, string? AppType, string ClientId,
    string? AuthMethodType, IReadOnlyList<string> PostLogoutRedirectUris, bool NoneCompliant, IReadOnlyList<LocalizedMessage> ComplianceProblems,
    bool DevMode, string? AccessTokenType, bool AccessTokenRoleAssertion, bool IdTokenRoleAssertion, bool IdTokenUserinfoAssertion, string ClockSkew,
    IReadOnlyList<string> AdditionalOrigins, IReadOnlyList<string> AllowedOrigins, bool SkipNativeAppSuccessPage, string BackChannelLogoutUri,
    LoginVersionMessage? LoginVersion);

internal sealed record OidcAppRequest(
    string ProjectId = "", string AppId = "", string Name = "", IReadOnlyList<string>? RedirectUris = null, IReadOnlyList<string>? ResponseTypes = null,
    IReadOnlyList<string>? GrantTypes = null, string AppType = "", string AuthMethodType = "", IReadOnlyList<string>? PostLogoutRedirectUris = null,
    bool DevMode = false, string AccessTokenType = "", bool AccessTokenRoleAssertion = false, bool IdTokenRoleAssertion = false,
    bool IdTokenUserinfoAssertion = false, TimeSpan ClockSkew = default, IReadOnlyList<string>? AdditionalOrigins = null,
    bool SkipNativeAppSuccessPage = false, string BackChannelLogoutUri = "", LoginVersionMessage? LoginVersion = null);

internal sealed record AddOidcAppResponse(
    string AppId, DetailsMessage Details, string ClientId, string? ClientSecret, bool NoneCompliant, IReadOnlyList<LocalizedMessage> ComplianceProblems);

internal sealed record ApiAppRequest(string ProjectId = "", string AppId = "", string Name = "", string AuthMethodType = "");

internal sealed record AddApiAppResponse(string AppId, DetailsMessage Details, string ClientId, string? ClientSecret);

internal sealed record UpdateAppRequest(string ProjectId = "", string AppId = "", string Name = "");

internal sealed record GenerateSecretResponse(string ClientSecret, DetailsMessage Details);

internal sealed record AppKeyIdRequest(string ProjectId = "", string AppId = "", string KeyId = "");

internal sealed record GetAppKeyResponse(AppKeyMessage Key);

internal sealed record AppKeyMessage(string Id, DetailsMessage Details, string Type, DateTimeOffset ExpirationDate);

internal sealed record ListAppKeysRequest(string ProjectId = "", string AppId = "", Paging? Query = null);

internal sealed record ListAppKeysResponse(ListDetailsV1 Details, IReadOnlyList<AppKeyMessage> Result);

internal sealed record AddAppKeyRequest(string ProjectId = "", string AppId = "", DateTimeOffset? ExpirationDate = null);

internal sealed record AddAppKeyResponse(string Id, DetailsMessage Details, byte[] KeyDetails);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AppIdRequest))]
[JsonSerializable(typeof(GetAppResponse))]
[JsonSerializable(typeof(ListAppsRequest))]
[JsonSerializable(typeof(ListAppsResponse))]
[JsonSerializable(typeof(OidcAppRequest))]
[JsonSerializable(typeof(AddOidcAppResponse))]
[JsonSerializable(typeof(ApiAppRequest))]
[JsonSerializable(typeof(AddApiAppResponse))]
[JsonSerializable(typeof(UpdateAppRequest))]
[JsonSerializable(typeof(GenerateSecretResponse))]
[JsonSerializable(typeof(AppKeyIdRequest))]
[JsonSerializable(typeof(GetAppKeyResponse))]
[JsonSerializable(typeof(ListAppKeysRequest))]
[JsonSerializable(typeof(ListAppKeysResponse))]
[JsonSerializable(typeof(AddAppKeyRequest))]
[JsonSerializable(typeof(AddAppKeyResponse))]
[JsonSerializable(typeof(DetailsResponse))]
internal sealed partial class ApplicationManagementJson : JsonSerializerContext;
