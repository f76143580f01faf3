using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using static EmbeddedZitadel.Applications.ApplicationNames;

namespace EmbeddedZitadel.Applications;

/// <summary>The applications of <c>zitadel.management.v1.ManagementService</c>.</summary>
internal sealed class ApplicationManagement(ApplicationCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.management.v1.ManagementService", ProtoJson.Options(ApplicationManagementJson.Default))
        .Add<AppIdRequest, GetAppResponse>("GetAppByID", "project.app.read", Get)
        .Add<ListAppsRequest, ListAppsResponse>("ListApps", "project.app.read", List)
        .Add<OidcAppRequest, AddOidcAppResponse>("AddOIDCApp", "project.app.write", AddOidc)
        .Add<ApiAppRequest, AddApiAppResponse>("AddAPIApp", "project.app.write", AddApi)
        .Add<UpdateAppRequest, DetailsResponse>("UpdateApp", "project.app.write", Rename)
        .Add<OidcAppRequest, DetailsResponse>("UpdateOIDCAppConfig", "project.app.write", UpdateOidc)
        .Add<ApiAppRequest, DetailsResponse>("UpdateAPIAppConfig", "project.app.write", UpdateApi)
        .Add<AppIdRequest, DetailsResponse>("DeactivateApp", "project.app.write",
            (call, request) => Change(call, request, "COMMAND-ov9d3", commands.Deactivate))
        .Add<AppIdRequest, DetailsResponse>("ReactivateApp", "project.app.write",
            (call, request) => Change(call, request, "COMMAND-ov9d3", commands.Reactivate))
        .Add<AppIdRequest, DetailsResponse>("RemoveApp", "project.app.delete", (call, request) => Change(call, request, "COMMAND-0po9s", commands.Delete))
        .Add<AppIdRequest, GenerateSecretResponse>("RegenerateOIDCClientSecret", "project.app.write", GenerateOidcSecret)
        .Add<AppIdRequest, GenerateSecretResponse>("RegenerateAPIClientSecret", "project.app.write", GenerateApiSecret)
        .Add<AppKeyIdRequest, GetAppKeyResponse>("GetAppKey", "project.app.read", GetKey)
        .Add<ListAppKeysRequest, ListAppKeysResponse>("ListAppKeys", "project.app.read", ListKeys)
        .Add<AddAppKeyRequest, AddAppKeyResponse>("AddAppKey", "project.app.write", AddKey)
        .Add<AppKeyIdRequest, DetailsResponse>("RemoveAppKey", "project.app.write", RemoveKey);

    private static GetAppResponse Get(ApiCall call, AppIdRequest request) =>
        new(Message(Find(call, request.ProjectId, request.AppId, "QUERY-pCP8P", "Errors.App.NotFound")));

    private ListAppsResponse List(ApiCall call, ListAppsRequest request)
    {
        var found = call.State.Applications.By(Application.ByProject, request.ProjectId)
            .Where(application => application.Details.ResourceOwner == call.OrganizationId
                && (request.Queries ?? []).All(query => query.NameQuery is not { } name || application.Name.Matches(name.Name, name.Method)))
            .ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), [.. (request.Query ?? new()).OfV1(found).Select(Message)]);
    }

    private AddOidcAppResponse AddOidc(ApiCall call, OidcAppRequest request)
    {
        var (application, secret) = commands.AddOidc(InOrganization(call, request.ProjectId), null, request.Name, Read(new(), request));
        var problems = LocalizedMessage.Of(application.Oidc!);
        return new(application.Id, DetailsMessage.Added(application.Details), application.ClientId, secret, problems.Length > 0, problems);
    }

    private AddApiAppResponse AddApi(ApiCall call, ApiAppRequest request)
    {
        var (application, secret) = commands.AddApi(InOrganization(call, request.ProjectId), null, request.Name,
            ApiAuth.Value(request.AuthMethodType) ?? default);
        return new(application.Id, DetailsMessage.Added(application.Details), application.ClientId, secret);
    }

    private DetailsResponse Rename(ApiCall call, UpdateAppRequest request) =>
        Change(call, new(request.ProjectId, request.AppId), "COMMAND-28di9", (project, id) => commands.Rename(project, id, request.Name));

    private DetailsResponse UpdateOidc(ApiCall call, OidcAppRequest request) =>
        Change(call, new(request.ProjectId, request.AppId), "COMMAND-2n8uU", (project, id) => commands.UpdateOidc(project, id, now => Read(now, request)));

    private DetailsResponse UpdateApi(ApiCall call, ApiAppRequest request) =>
        Change(call, new(request.ProjectId, request.AppId), "COMMAND-2n8uU", (project, id) =>
            commands.UpdateApi(project, id, ApiAuth.Value(request.AuthMethodType) ?? default));

    private GenerateSecretResponse GenerateOidcSecret(ApiCall call, AppIdRequest request) =>
        Find(call, request.ProjectId, request.AppId, "COMMAND-2g66f").Oidc is null
            ? throw ZitadelError.InvalidArgument("COMMAND-Ghrh3", "Errors.Project.App.IsNotOIDC")
            : GenerateSecret(request);

    private GenerateSecretResponse GenerateApiSecret(ApiCall call, AppIdRequest request) =>
        Find(call, request.ProjectId, request.AppId, "COMMAND-H6htb").Api is null
            ? throw ZitadelError.InvalidArgument("COMMAND-aeH4", "Errors.Project.App.IsNotAPI")
            : GenerateSecret(request);

    private GenerateSecretResponse GenerateSecret(AppIdRequest request)
    {
        var (application, secret) = commands.GenerateSecret(request.ProjectId, request.AppId);
        return new(secret, DetailsMessage.Changed(application.Details));
    }

    private static GetAppKeyResponse GetKey(ApiCall call, AppKeyIdRequest request) =>
        Find(call, request.ProjectId, request.AppId, "QUERY-Tho4n").Keys.Find(key => key.Id == request.KeyId) is { } key
            ? new(new(key.Id, DetailsMessage.Of(key.Details), "KEY_TYPE_JSON", key.ExpirationDate))
            : throw ZitadelError.NotFound("QUERY-Tho4n", "Errors.AuthNKey.NotFound");

    private ListAppKeysResponse ListKeys(ApiCall call, ListAppKeysRequest request)
    {
        var keys = call.State.Applications.Find(request.AppId) is { } application && application.ProjectId == request.ProjectId ? application.Keys : [];
        return new(
            new((ulong)keys.Count, clock.GetUtcNow()),
            [.. (request.Query ?? new()).OfV1(keys).Select(key =>
                new AppKeyMessage(key.Id, DetailsMessage.Of(key.Details), "KEY_TYPE_JSON", key.ExpirationDate))]);
    }

    private AddAppKeyResponse AddKey(ApiCall call, AddAppKeyRequest request)
    {
        var (key, file) = commands.AddKey(InOrganization(call, request.ProjectId), request.AppId, request.ExpirationDate);
        return new(key.Id, DetailsMessage.Added(key.Details), file);
    }

    private DetailsResponse RemoveKey(ApiCall call, AppKeyIdRequest request) =>
        Change(call, new(request.ProjectId, request.AppId), "COMMAND-4m77G", (project, id) => commands.RemoveKey(project, id, request.KeyId));

    private static DetailsResponse Change(ApiCall call, AppIdRequest request, string notFound, Func<string, string, Application> change)
    {
        Find(call, request.ProjectId, request.AppId, notFound);
        return new(DetailsMessage.Changed(change(request.ProjectId, request.AppId).Details));
    }

    private static Application Find(ApiCall call, string projectId, string id, string notFound, string key = "Errors.Project.App.NotExisting") =>
        call.State.Applications.Find(id) is { } application && application.ProjectId == projectId && application.Details.ResourceOwner == call.OrganizationId
            ? application
            : throw ZitadelError.NotFound(notFound, key);

    private static string InOrganization(ApiCall call, string projectId) =>
        call.State.Projects.Find(projectId) is { } project && project.OrganizationId == call.OrganizationId
            ? projectId
            : throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");

    // A replacement: flags that are not sent become false. Lists that are not sent stay, as in v2, which shares ZITADEL's command.
    private static OidcConfiguration Read(OidcConfiguration now, OidcAppRequest request) => new()
    {
        RedirectUris = request.RedirectUris is { Count: > 0 } redirects ? [.. redirects] : now.RedirectUris,
        PostLogoutRedirectUris = request.PostLogoutRedirectUris is { Count: > 0 } logouts ? [.. logouts] : now.PostLogoutRedirectUris,
        AdditionalOrigins = request.AdditionalOrigins is { Count: > 0 } origins ? [.. origins] : now.AdditionalOrigins,
        ResponseTypes = ResponseTypes(request.ResponseTypes),
        GrantTypes = GrantTypes(request.GrantTypes),
        ApplicationType = ApplicationType.Value(request.AppType) ?? default,
        AuthMethod = AuthMethod.Value(request.AuthMethodType) ?? default,
        DevelopmentMode = request.DevMode,
        JwtAccessTokens = request.AccessTokenType == JwtAccessTokens,
        AccessTokenRoleAssertion = request.AccessTokenRoleAssertion,
        IdTokenRoleAssertion = request.IdTokenRoleAssertion,
        IdTokenUserinfoAssertion = request.IdTokenUserinfoAssertion,
        ClockSkew = request.ClockSkew,
        SkipNativeAppSuccessPage = request.SkipNativeAppSuccessPage,
        BackChannelLogoutUri = request.BackChannelLogoutUri,
        LoginVersion = LoginVersionMessage.Read(request.LoginVersion),
    };

    private static AppMessage Message(Application application) => new(
        application.Id,
        DetailsMessage.Of(application.Details),
        application.IsActive ? "APP_STATE_ACTIVE" : "APP_STATE_INACTIVE",
        application.Name,
        application.Oidc is { } oidc ? Message(application.ClientId, oidc) : null,
        application.Api is { } api ? new(application.ClientId, ApiAuth.NameUnlessZero(api.AuthMethod)) : null);

    private static OidcConfigMessage Message(string clientId, OidcConfiguration oidc)
    {
        var problems = LocalizedMessage.Of(oidc);
        return new(
            oidc.RedirectUris,
            [.. oidc.ResponseTypes.Select(ResponseType.Name)],
            [.. oidc.GrantTypes.Select(GrantType.Name)],
            ApplicationType.NameUnlessZero(oidc.ApplicationType),
            clientId,
            AuthMethod.NameUnlessZero(oidc.AuthMethod),
            oidc.PostLogoutRedirectUris,
            problems.Length > 0,
            problems,
            oidc.DevelopmentMode,
            oidc.JwtAccessTokens ? JwtAccessTokens : null,
            oidc.AccessTokenRoleAssertion,
            oidc.IdTokenRoleAssertion,
            oidc.IdTokenUserinfoAssertion,
            ProtoJson.Duration(oidc.ClockSkew),
            oidc.AdditionalOrigins,
            Origins.Allowed(oidc),
            oidc.SkipNativeAppSuccessPage,
            oidc.BackChannelLogoutUri,
            LoginVersionMessage.Write(oidc.LoginVersion));
    }
}
