using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

sealed record Application(string ApplicationId, string Name, string? State, OidcConfiguration? OidcConfiguration, ApiConfiguration? ApiConfiguration)
{
    public bool IsInactive => State == "APPLICATION_STATE_INACTIVE";

    public string? ClientId => OidcConfiguration?.ClientId ?? ApiConfiguration?.ClientId;
}

/// <summary>ZITADEL leaves the zero values out: web, Basic, Bearer, false, no list.</summary>
sealed record OidcConfiguration(
    string ClientId,
    List<string>? RedirectUris,
    List<string>? PostLogoutRedirectUris,
    List<string>? ResponseTypes,
    List<string>? GrantTypes,
    string? ApplicationType,
    string? AuthMethodType,
    string? AccessTokenType,
    bool DevelopmentMode,
    bool AccessTokenRoleAssertion,
    bool IdTokenRoleAssertion,
    bool IdTokenUserinfoAssertion,
    List<string>? AdditionalOrigins,
    string? BackChannelLogoutUri);

sealed record ApiConfiguration(string ClientId, string? AuthMethodType);

sealed record ApplicationPage(Pagination? Pagination, List<Application>? Applications) : IPage<Application>
{
    IReadOnlyList<Application>? IPage<Application>.Items => Applications;

    long IPage<Application>.Total => Pagination?.TotalResult ?? 0;
}

/// <summary>The secret is absent for clients that have none.</summary>
sealed record CreatedClient(string ClientId, string? ClientSecret);

sealed record CreatedApplication(string ApplicationId, CreatedClient? OidcConfiguration, CreatedClient? ApiConfiguration)
{
    public CreatedClient? Client => OidcConfiguration ?? ApiConfiguration;
}

sealed partial class ZitadelApi
{
    public Task<List<Application>> ListApplicationsAsync(string projectId, CancellationToken cancellationToken) =>
        ListAsync<ApplicationPage, Application>(
            ZitadelMethod.ListApplications,
            () => new JsonObject
            {
                ["sortingColumn"] = "APPLICATION_SORT_BY_ID",
                ["filters"] = new JsonArray(new JsonObject { ["projectIdFilter"] = new JsonObject { ["projectId"] = projectId } }),
            },
            ApiJson.Default.ApplicationPage,
            cancellationToken);

    public Task<CreatedApplication> CreateApplicationAsync(string projectId, string name, DesiredApplication application, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["projectId"] = projectId, ["name"] = name };
        Configure(request, application, application.AdditionalOrigins ?? []);
        return transport.CallAsync(ZitadelMethod.CreateApplication, request, ApiJson.Default.CreatedApplication, cancellationToken);
    }

    /// <param name="projectId">The project.</param>
    /// <param name="existing">The application as it is; gives the lists that the desired state leaves open.</param>
    /// <param name="application">As it has to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task UpdateApplicationAsync(string projectId, Application existing, DesiredApplication application, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["projectId"] = projectId, ["applicationId"] = existing.ApplicationId };
        Configure(request, application, application.AdditionalOrigins ?? existing.OidcConfiguration?.AdditionalOrigins ?? []);
        return DoAsync(ZitadelMethod.UpdateApplication, request, cancellationToken);
    }

    // All settings and lists each time. ZITADEL: an update is partial, but grant types and response types that are left out fall back to their defaults.
    static void Configure(JsonObject request, DesiredApplication application, IReadOnlyList<string> additionalOrigins)
    {
        if (application.Type == ApplicationType.Api)
        {
            request["apiConfiguration"] = new JsonObject { ["authMethodType"] = EnumNames.ApiAuthMethod(application.AuthMethod) };
            return;
        }

        request["oidcConfiguration"] = new JsonObject
        {
            ["redirectUris"] = Strings(application.RedirectUris),
            ["postLogoutRedirectUris"] = Strings(application.PostLogoutRedirectUris),
            ["responseTypes"] = Strings(application.ResponseTypes.Select(EnumNames.ResponseType)),
            ["grantTypes"] = Strings(application.GrantTypes.Select(EnumNames.GrantType)),
            ["applicationType"] = EnumNames.ApplicationType(application.Type),
            ["authMethodType"] = EnumNames.OidcAuthMethod(application.AuthMethod),
            ["version"] = "OIDC_VERSION_1_0",
            ["accessTokenType"] = EnumNames.OidcTokenType(application.AccessTokenType),
            ["developmentMode"] = application.DevelopmentMode,
            ["accessTokenRoleAssertion"] = application.UserRolesInsideAccessToken,
            ["idTokenRoleAssertion"] = application.UserRolesInsideIdToken,
            ["idTokenUserinfoAssertion"] = application.UserInfoInsideIdToken,
            ["additionalOrigins"] = Strings(additionalOrigins),
            ["backChannelLogoutUri"] = application.BackChannelLogoutUri,
        };
    }

    public Task ReactivateApplicationAsync(string projectId, string applicationId, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.ReactivateApplication, new JsonObject { ["projectId"] = projectId, ["applicationId"] = applicationId }, cancellationToken);

    public Task DeleteApplicationAsync(string projectId, string applicationId, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.DeleteApplication, new JsonObject { ["projectId"] = projectId, ["applicationId"] = applicationId }, cancellationToken);

    public async Task<string> GenerateClientSecretAsync(string projectId, string applicationId, CancellationToken cancellationToken) =>
        (await transport.CallAsync(
            ZitadelMethod.GenerateClientSecret,
            new JsonObject { ["projectId"] = projectId, ["applicationId"] = applicationId },
            ApiJson.Default.IssuedSecret,
            cancellationToken)).ClientSecret;
}
