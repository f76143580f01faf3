using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Applications;

// The messages of zitadel.application.v2.ApplicationService.
internal sealed record CreateApplicationRequest(
    string ProjectId = "", string ApplicationId = "", string Name = "", CreateOidcConfiguration? OidcConfiguration = null,
    EmptyMessage? SamlConfiguration = null, CreateApiConfiguration? ApiConfiguration = null);

internal sealed record CreateOidcConfiguration(
    IReadOnlyList<string>? RedirectUris = null, IReadOnlyList<string>? ResponseTypes = null, IReadOnlyList<string>? GrantTypes = null,
    string ApplicationType = "", string AuthMethodType = "", IReadOnlyList<string>? PostLogoutRedirectUris = null, bool DevelopmentMode = false,
    string AccessTokenType = "", bool AccessTokenRoleAssertion = false, bool IdTokenRoleAssertion = false, bool IdTokenUserinfoAssertion = false,
    TimeSpan ClockSkew = default, IReadOnlyList<string>? AdditionalOrigins = null, bool SkipNativeAppSuccessPage = false,
    string BackChannelLogoutUri = "", LoginVersionMessage? LoginVersion = null);

internal sealed record CreateApiConfiguration(string AuthMethodType = "");

internal sealed record LoginVersionMessage(EmptyMessage? LoginV1 = null, LoginV2Message? LoginV2 = null)
{
    public static LoginVersion? Read(LoginVersionMessage? message) => message switch
    {
        { LoginV2: { } v2 } => new(true, v2.BaseUri),
        { LoginV1: not null } => new(false, ""),
        _ => null,
    };

    public static LoginVersionMessage? Write(LoginVersion? version) => version switch
    {
        { IsV2: true } => new(null, new(version.BaseUri)),
        { } => new(new EmptyMessage()),
        _ => null,
    };
}

internal sealed record LoginV2Message(string BaseUri = "");

internal sealed record CreateApplicationResponse(
    string ApplicationId, DateTimeOffset CreationDate, CreatedOidcConfiguration? OidcConfiguration, CreatedApiConfiguration? ApiConfiguration);

internal sealed record CreatedOidcConfiguration(string ClientId, string? ClientSecret, bool NonCompliant, IReadOnlyList<LocalizedMessage> ComplianceProblems);

internal sealed record CreatedApiConfiguration(string ClientId, string? ClientSecret);

internal sealed record LocalizedMessage(string Key, string Message)
{
    [JsonPropertyName("localizedMessage")]
    public string Message { get; init; } = Message;

    public static LocalizedMessage[] Of(OidcConfiguration oidc) => [.. Compliance.Problems(oidc).Select(key =>
        new LocalizedMessage(key, Errors.Messages.Of(key)))];
}

internal sealed record UpdateApplicationRequest(
    string ApplicationId = "", string ProjectId = "", string Name = "", UpdateOidcConfiguration? OidcConfiguration = null,
    EmptyMessage? SamlConfiguration = null, CreateApiConfiguration? ApiConfiguration = null);

internal sealed record UpdateOidcConfiguration(
    IReadOnlyList<string>? RedirectUris = null, IReadOnlyList<string>? ResponseTypes = null, IReadOnlyList<string>? GrantTypes = null,
    string? ApplicationType = null, string? AuthMethodType = null, IReadOnlyList<string>? PostLogoutRedirectUris = null, bool? DevelopmentMode = null,
    string? AccessTokenType = null, bool? AccessTokenRoleAssertion = null, bool? IdTokenRoleAssertion = null, bool? IdTokenUserinfoAssertion = null,
    TimeSpan? ClockSkew = null, IReadOnlyList<string>? AdditionalOrigins = null, bool? SkipNativeAppSuccessPage = null,
    string? BackChannelLogoutUri = null, LoginVersionMessage? LoginVersion = null);

internal sealed record ApplicationIdRequest(string ApplicationId = "", string ProjectId = "");

internal sealed record GetApplicationResponse(ApplicationMessage Application);

internal sealed record DeactivationDateResponse(DateTimeOffset DeactivationDate);

internal sealed record ReactivationDateResponse(DateTimeOffset ReactivationDate);

internal sealed record GenerateClientSecretResponse(string ClientSecret, DateTimeOffset CreationDate);

internal sealed record ListApplicationsRequest(Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<ApplicationSearchFilter>? Filters = null);

internal sealed record ApplicationSearchFilter(
    ProjectIdFilter? ProjectIdFilter = null, ApplicationNameFilter? NameFilter = null, string? StateFilter = null, string? TypeFilter = null,
    ClientIdFilter? ClientIdFilter = null, EntityIdFilter? EntityIdFilter = null);

internal sealed record ProjectIdFilter(string ProjectId = "");

internal sealed record ApplicationNameFilter(string Name = "", string Method = "");

internal sealed record ClientIdFilter(string ClientId = "");

internal sealed record EntityIdFilter(string EntityId = "");

internal sealed record ListApplicationsResponse(IReadOnlyList<ApplicationMessage> Applications, PaginationResponse Pagination);

internal sealed record ApplicationMessage(
    string ApplicationId, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string State, string Name, OidcConfigurationMessage? OidcConfiguration,
    ApiConfigurationMessage? ApiConfiguration, string ProjectId);

internal sealed record OidcConfigurationMessage(
    IReadOnlyList<string> RedirectUris, IReadOnlyList<string> ResponseTypes, IReadOnlyList<string> GrantTypes, string? ApplicationType, string ClientId,
    string? AuthMethodType, IReadOnlyList<string> PostLogoutRedirectUris, bool NonCompliant, IReadOnlyList<LocalizedMessage> ComplianceProblems,
    bool DevelopmentMode, string? AccessTokenType, bool AccessTokenRoleAssertion, bool IdTokenRoleAssertion, bool IdTokenUserinfoAssertion, string ClockSkew,
    IReadOnlyList<string> AdditionalOrigins, IReadOnlyList<string> AllowedOrigins, bool SkipNativeAppSuccessPage, string BackChannelLogoutUri,
    LoginVersionMessage? LoginVersion);

internal sealed record ApiConfigurationMessage(string ClientId, string? AuthMethodType);

internal sealed record CreateApplicationKeyRequest(string ApplicationId = "", string ProjectId = "", DateTimeOffset? ExpirationDate = null);

internal sealed record CreateApplicationKeyResponse(string KeyId, DateTimeOffset CreationDate, byte[] KeyDetails);

internal sealed record DeleteApplicationKeyRequest(string KeyId = "", string ApplicationId = "", string ProjectId = "");

internal sealed record GetApplicationKeyRequest(string KeyId = "");

internal sealed record GetApplicationKeyResponse(string KeyId, DateTimeOffset CreationDate, DateTimeOffset ExpirationDate);

internal sealed record ListApplicationKeysRequest(Paging? Pagination = null, string SortingColumn = "",
    IReadOnlyList<ApplicationKeySearchFilter>? Filters = null);

internal sealed record ApplicationKeySearchFilter(
    ApplicationIdFilter? ApplicationIdFilter = null, ProjectIdFilter? ProjectIdFilter = null, KeyOrganizationIdFilter? OrganizationIdFilter = null);

internal sealed record ApplicationIdFilter(string ApplicationId = "");

internal sealed record KeyOrganizationIdFilter(string OrganizationId = "");

internal sealed record ListApplicationKeysResponse(IReadOnlyList<ApplicationKeyMessage> Keys, PaginationResponse Pagination);

internal sealed record ApplicationKeyMessage(
    string KeyId, string ApplicationId, string ProjectId, DateTimeOffset CreationDate, string OrganizationId, DateTimeOffset ExpirationDate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateApplicationRequest))]
[JsonSerializable(typeof(CreateApplicationResponse))]
[JsonSerializable(typeof(UpdateApplicationRequest))]
[JsonSerializable(typeof(ApplicationIdRequest))]
[JsonSerializable(typeof(GetApplicationResponse))]
[JsonSerializable(typeof(ChangeDateResponse))]
[JsonSerializable(typeof(DeletionDateResponse))]
[JsonSerializable(typeof(DeactivationDateResponse))]
[JsonSerializable(typeof(ReactivationDateResponse))]
[JsonSerializable(typeof(GenerateClientSecretResponse))]
[JsonSerializable(typeof(ListApplicationsRequest))]
[JsonSerializable(typeof(ListApplicationsResponse))]
[JsonSerializable(typeof(CreateApplicationKeyRequest))]
[JsonSerializable(typeof(CreateApplicationKeyResponse))]
[JsonSerializable(typeof(DeleteApplicationKeyRequest))]
[JsonSerializable(typeof(GetApplicationKeyRequest))]
[JsonSerializable(typeof(GetApplicationKeyResponse))]
[JsonSerializable(typeof(ListApplicationKeysRequest))]
[JsonSerializable(typeof(ListApplicationKeysResponse))]
internal sealed partial class ApplicationJson : JsonSerializerContext;
