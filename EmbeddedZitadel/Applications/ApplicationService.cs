using System.Collections.Immutable;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using static EmbeddedZitadel.Applications.ApplicationNames;

namespace EmbeddedZitadel.Applications;

/// <summary><c>zitadel.application.v2.ApplicationService</c>; SAML applications are not here.</summary>
internal sealed partial class ApplicationService(ApplicationCommands commands) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.application.v2.ApplicationService", ProtoJson.Options(ApplicationJson.Default))
        .Add<CreateApplicationRequest, CreateApplicationResponse>("CreateApplication", "project.app.write", Create)
        .Add<UpdateApplicationRequest, ChangeDateResponse>("UpdateApplication", "project.app.write", Update)
        .Add<ApplicationIdRequest, GetApplicationResponse>("GetApplication", "project.app.read", Get)
        .Add<ApplicationIdRequest, DeletionDateResponse>("DeleteApplication", "project.app.delete", Delete)
        .Add<ApplicationIdRequest, DeactivationDateResponse>("DeactivateApplication", "project.app.write", Deactivate)
        .Add<ApplicationIdRequest, ReactivationDateResponse>("ReactivateApplication", "project.app.write", Reactivate)
        .Add<ApplicationIdRequest, GenerateClientSecretResponse>("GenerateClientSecret", "project.app.write", GenerateSecret)
        .Add<ListApplicationsRequest, ListApplicationsResponse>("ListApplications", "project.app.read", List)
        .Add<CreateApplicationKeyRequest, CreateApplicationKeyResponse>("CreateApplicationKey", "project.app.write", CreateKey)
        .Add<DeleteApplicationKeyRequest, DeletionDateResponse>("DeleteApplicationKey", "project.app.write", DeleteKey)
        .Add<GetApplicationKeyRequest, GetApplicationKeyResponse>("GetApplicationKey", "project.app.read", GetKey)
        .Add<ListApplicationKeysRequest, ListApplicationKeysResponse>("ListApplicationKeys", "project.app.read", ListKeys);

    private CreateApplicationResponse Create(ApiCall call, CreateApplicationRequest request)
    {
        RefuseSaml(request.SamlConfiguration);
        var project = call.State.Projects.Find(request.ProjectId) ?? throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");
        call.Require(project.OrganizationId, project.Id);
        var id = request.ApplicationId.Length == 0 ? null : request.ApplicationId;
        if (request.OidcConfiguration is { } oidc)
        {
            var (application, secret) = commands.AddOidc(project.Id, id, request.Name, Read(oidc));
            var problems = LocalizedMessage.Of(application.Oidc!);
            return new(application.Id, application.Details.CreationDate, new(application.ClientId, secret, problems.Length > 0, problems), null);
        }

        if (request.ApiConfiguration is { } api)
        {
            var (application, secret) = commands.AddApi(project.Id, id, request.Name, ApiAuth.Value(api.AuthMethodType) ?? default);
            return new(application.Id, application.Details.CreationDate, null, new(application.ClientId, secret));
        }

        throw ZitadelError.InvalidArgument("APP-0iiN46", "Errors.Project.App.Invalid");
    }

    // ZITADEL changes the name first, and then the configuration: an unchanged name stops it.
    private ChangeDateResponse Update(ApiCall call, UpdateApplicationRequest request)
    {
        RefuseSaml(request.SamlConfiguration);
        var name = request.Name.Trim();
        var application = RequireFor(call, request.ProjectId, request.ApplicationId, name.Length > 0 ? "COMMAND-28di9" : "COMMAND-2n8uU");
        if (name.Length > 0)
            application = commands.Rename(request.ProjectId, request.ApplicationId, name);
        if (request.OidcConfiguration is { } oidc)
            application = commands.UpdateOidc(request.ProjectId, request.ApplicationId, now => Read(now, oidc));
        else if (request.ApiConfiguration is { } api)
            application = commands.UpdateApi(request.ProjectId, request.ApplicationId, ApiAuth.Value(api.AuthMethodType) ?? default);
        return new(application.Details.ChangeDate);
    }

    private static GetApplicationResponse Get(ApiCall call, ApplicationIdRequest request)
    {
        var application = call.State.Applications.Find(request.ApplicationId) ?? throw ZitadelError.NotFound("QUERY-pCP8P", "Errors.App.NotFound");
        call.Require(application.Details.ResourceOwner, application.ProjectId);
        return new(Message(application));
    }

    private DeletionDateResponse Delete(ApiCall call, ApplicationIdRequest request)
    {
        RequireFor(call, request.ProjectId, request.ApplicationId, "COMMAND-0po9s");
        return new(commands.Delete(request.ProjectId, request.ApplicationId).Details.ChangeDate);
    }

    private DeactivationDateResponse Deactivate(ApiCall call, ApplicationIdRequest request)
    {
        RequireFor(call, request.ProjectId, request.ApplicationId, "COMMAND-ov9d3");
        return new(commands.Deactivate(request.ProjectId, request.ApplicationId).Details.ChangeDate);
    }

    private ReactivationDateResponse Reactivate(ApiCall call, ApplicationIdRequest request)
    {
        RequireFor(call, request.ProjectId, request.ApplicationId, "COMMAND-ov9d3");
        return new(commands.Reactivate(request.ProjectId, request.ApplicationId).Details.ChangeDate);
    }

    private GenerateClientSecretResponse GenerateSecret(ApiCall call, ApplicationIdRequest request)
    {
        RequireFor(call, request.ProjectId, request.ApplicationId, "COMMAND-Kd92s");
        var (application, secret) = commands.GenerateSecret(request.ProjectId, request.ApplicationId);
        return new(secret, application.Details.ChangeDate);
    }

    private static ListApplicationsResponse List(ApiCall call, ListApplicationsRequest request)
    {
        var found = call.State.Applications.All.Where(application =>
            call.Allows(application.Details.ResourceOwner, application.ProjectId) && (request.Filters ?? []).All(filter => Fits(filter, application)));
        var page = Page<Application>.Of(request.Pagination, request.SortingColumn switch
        {
            "APPLICATION_SORT_BY_NAME" => found.OrderBy(application => application.Name, StringComparer.OrdinalIgnoreCase),
            "APPLICATION_SORT_BY_STATE" => found.OrderBy(application => application.IsActive ? 1 : 2),
            "APPLICATION_SORT_BY_CREATION_DATE" => found.OrderBy(application => application.Details.CreationDate),
            "APPLICATION_SORT_BY_CHANGE_DATE" => found.OrderBy(application => application.Details.ChangeDate),
            _ => found.OrderBy(application => application.Id, StringComparer.Ordinal),
        });
        return new(page.Select(Message), page.Pagination);
    }

    private static bool Fits(ApplicationSearchFilter filter, Application application) => filter switch
    {
        { ProjectIdFilter: { } project } => application.ProjectId == project.ProjectId,
        { NameFilter: { } name } => application.Name.Matches(name.Name, name.Method),
        { StateFilter: { } state } => State(application) == state,
        { TypeFilter: { } type } => type == (application.Oidc is null ? "APPLICATION_TYPE_API" : "APPLICATION_TYPE_OIDC"),
        { ClientIdFilter: { } client } => application.ClientId == client.ClientId,
        { EntityIdFilter: not null } => false,
        _ => true,
    };

    private static Application RequireFor(ApiCall call, string projectId, string id, string notFound)
    {
        if (call.State.Applications.Find(id) is not { } application || application.ProjectId != projectId)
            throw ZitadelError.NotFound(notFound, "Errors.Project.App.NotExisting");
        call.Require(application.Details.ResourceOwner, application.ProjectId);
        return application;
    }

    private static void RefuseSaml(EmptyMessage? saml)
    {
        if (saml is not null)
            throw new ZitadelError(StatusCode.Unimplemented, "", "EmbeddedZitadel has no SAML applications; docs/fidelity.md lists what is covered");
    }

    private static OidcConfiguration Read(CreateOidcConfiguration oidc) => new()
    {
        RedirectUris = [.. oidc.RedirectUris ?? []],
        PostLogoutRedirectUris = [.. oidc.PostLogoutRedirectUris ?? []],
        ResponseTypes = ResponseTypes(oidc.ResponseTypes),
        GrantTypes = GrantTypes(oidc.GrantTypes),
        ApplicationType = ApplicationType.Value(oidc.ApplicationType) ?? default,
        AuthMethod = AuthMethod.Value(oidc.AuthMethodType) ?? default,
        DevelopmentMode = oidc.DevelopmentMode,
        JwtAccessTokens = oidc.AccessTokenType == JwtAccessTokens,
        AccessTokenRoleAssertion = oidc.AccessTokenRoleAssertion,
        IdTokenRoleAssertion = oidc.IdTokenRoleAssertion,
        IdTokenUserinfoAssertion = oidc.IdTokenUserinfoAssertion,
        ClockSkew = oidc.ClockSkew,
        AdditionalOrigins = [.. oidc.AdditionalOrigins ?? []],
        SkipNativeAppSuccessPage = oidc.SkipNativeAppSuccessPage,
        BackChannelLogoutUri = oidc.BackChannelLogoutUri,
        LoginVersion = LoginVersionMessage.Read(oidc.LoginVersion),
    };

    // What is not sent stays, empty lists too; but response types and grants fall back to code and authorization_code (ZITADEL, seen:
    // refresh tokens are lost by a partial update), and the clock skew to none.
    private static OidcConfiguration Read(OidcConfiguration now, UpdateOidcConfiguration oidc) => now with
    {
        RedirectUris = OrNow(oidc.RedirectUris, now.RedirectUris),
        PostLogoutRedirectUris = OrNow(oidc.PostLogoutRedirectUris, now.PostLogoutRedirectUris),
        ResponseTypes = ResponseTypes(oidc.ResponseTypes),
        GrantTypes = GrantTypes(oidc.GrantTypes),
        ApplicationType = ApplicationType.Value(oidc.ApplicationType) ?? now.ApplicationType,
        AuthMethod = AuthMethod.Value(oidc.AuthMethodType) ?? now.AuthMethod,
        DevelopmentMode = oidc.DevelopmentMode ?? now.DevelopmentMode,
        JwtAccessTokens = oidc.AccessTokenType is { } type ? type == JwtAccessTokens : now.JwtAccessTokens,
        AccessTokenRoleAssertion = oidc.AccessTokenRoleAssertion ?? now.AccessTokenRoleAssertion,
        IdTokenRoleAssertion = oidc.IdTokenRoleAssertion ?? now.IdTokenRoleAssertion,
        IdTokenUserinfoAssertion = oidc.IdTokenUserinfoAssertion ?? now.IdTokenUserinfoAssertion,
        ClockSkew = oidc.ClockSkew ?? TimeSpan.Zero,
        AdditionalOrigins = OrNow(oidc.AdditionalOrigins, now.AdditionalOrigins),
        SkipNativeAppSuccessPage = oidc.SkipNativeAppSuccessPage ?? now.SkipNativeAppSuccessPage,
        BackChannelLogoutUri = oidc.BackChannelLogoutUri ?? now.BackChannelLogoutUri,
        LoginVersion = LoginVersionMessage.Read(oidc.LoginVersion) ?? now.LoginVersion,
    };

    private static ImmutableArray<string> OrNow(IReadOnlyList<string>? sent, ImmutableArray<string> now) => sent is { Count: > 0 } ? [.. sent] : now;

    private static string State(Application application) => application.IsActive ? "APPLICATION_STATE_ACTIVE" : "APPLICATION_STATE_INACTIVE";

    private static ApplicationMessage Message(Application application) => new(
        application.Id,
        application.Details.CreationDate,
        application.Details.ChangeDate,
        State(application),
        application.Name,
        application.Oidc is { } oidc ? Message(application.ClientId, oidc) : null,
        application.Api is { } api ? new(application.ClientId, ApiAuth.NameUnlessZero(api.AuthMethod)) : null,
        application.ProjectId);

    private static OidcConfigurationMessage Message(string clientId, OidcConfiguration oidc)
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
