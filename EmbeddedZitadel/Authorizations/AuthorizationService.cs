using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Authorizations;

/// <summary><c>zitadel.authorization.v2.AuthorizationService</c>.</summary>
internal sealed class AuthorizationService(AuthorizationCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.authorization.v2.AuthorizationService", ProtoJson.Options(AuthorizationJson.Default))
        .Add<ListAuthorizationsRequest, ListAuthorizationsResponse>("ListAuthorizations", "user.grant.read", List)
        .Add<CreateAuthorizationRequest, CreateAuthorizationResponse>("CreateAuthorization", "user.grant.write", Create)
        .Add<UpdateAuthorizationRequest, ChangeDateResponse>("UpdateAuthorization", "user.grant.write", Update)
        .Add<AuthorizationIdRequest, DeletionDateResponse>("DeleteAuthorization", "user.grant.delete", Delete)
        .Add<AuthorizationIdRequest, ChangeDateResponse>("ActivateAuthorization", "user.grant.write", Activate)
        .Add<AuthorizationIdRequest, ChangeDateResponse>("DeactivateAuthorization", "user.grant.write", Deactivate);

    private CreateAuthorizationResponse Create(ApiCall call, CreateAuthorizationRequest request)
    {
        var organizationId = request.OrganizationId.Length > 0 ? request.OrganizationId : call.State.Projects.Find(request.ProjectId)?.OrganizationId ?? "";
        call.Require(organizationId, request.ProjectId);
        var authorization = commands.Add(organizationId, request.UserId, request.ProjectId, request.RoleKeys ?? []);
        return new(authorization.Id, authorization.Details.CreationDate);
    }

    private ChangeDateResponse Update(ApiCall call, UpdateAuthorizationRequest request)
    {
        RequireFor(call, request.Id, "COMMAND-3M9sd");
        return new(commands.Update(request.Id, request.RoleKeys ?? [], unchangedIsError: false).Details.ChangeDate);
    }

    // Taking away what is not there is no error in v2.
    private DeletionDateResponse Delete(ApiCall call, AuthorizationIdRequest request)
    {
        if (call.State.Authorizations.Find(request.Id) is null)
            return new(clock.GetUtcNow());
        RequireFor(call, request.Id, "COMMAND-1My0t");
        return new(commands.Delete([request.Id])[0].Details.ChangeDate);
    }

    private ChangeDateResponse Activate(ApiCall call, AuthorizationIdRequest request)
    {
        RequireFor(call, request.Id, "COMMAND-Lp0gs");
        return new(commands.Reactivate(request.Id, unchangedIsError: false).Details.ChangeDate);
    }

    private ChangeDateResponse Deactivate(ApiCall call, AuthorizationIdRequest request)
    {
        RequireFor(call, request.Id, "COMMAND-3M9sd");
        return new(commands.Deactivate(request.Id, unchangedIsError: false).Details.ChangeDate);
    }

    // Users see what they were granted themselves.
    private static ListAuthorizationsResponse List(ApiCall call, ListAuthorizationsRequest request)
    {
        var found = call.State.Authorizations.All
            .Where(authorization => authorization.UserId == call.Caller.Id || call.Allows(authorization.OrganizationId, authorization.ProjectId))
            .Select(authorization => Message(call, authorization))
            .Where(authorization => (request.Filters ?? []).All(filter => Fits(filter, authorization)));
        var page = Page<AuthorizationMessage>.Of(request.Pagination, request.SortingColumn switch
        {
            "AUTHORIZATION_FIELD_NAME_CHANGED_DATE" => found.OrderBy(one => one.ChangeDate),
            "AUTHORIZATION_FIELD_NAME_ID" => found.OrderBy(one => one.Id, StringComparer.Ordinal),
            "AUTHORIZATION_FIELD_NAME_USER_ID" => found.OrderBy(one => one.User.Id, StringComparer.Ordinal),
            "AUTHORIZATION_FIELD_NAME_PROJECT_ID" => found.OrderBy(one => one.Project.Id, StringComparer.Ordinal),
            "AUTHORIZATION_FIELD_NAME_ORGANIZATION_ID" => found.OrderBy(one => one.Organization.Id, StringComparer.Ordinal),
            "AUTHORIZATION_FIELD_NAME_USER_ORGANIZATION_ID" => found.OrderBy(one => one.User.OrganizationId, StringComparer.Ordinal),
            _ => found.OrderBy(one => one.CreationDate).ThenBy(one => one.Id, StringComparer.Ordinal),
        });
        return new(page.Pagination, page.Rows);
    }

    // ZITADEL compares role keys as they are, whatever the method.
    private static bool Fits(AuthorizationSearchFilter filter, AuthorizationMessage one) => filter switch
    {
        { AuthorizationIds: { } ids } => ids.Has(one.Id),
        { OrganizationId: { } organization } => one.Organization.Id == organization.Id,
        { State: { } state } => one.State == state.State,
        { InUserIds: { } users } => users.Has(one.User.Id),
        { UserOrganizationId: { } organization } => one.User.OrganizationId == organization.Id,
        { UserPreferredLoginName: { } name } => one.User.PreferredLoginName.Matches(name.LoginName, name.Method),
        { UserDisplayName: { } name } => one.User.DisplayName.Matches(name.DisplayName, name.Method),
        { ProjectId: { } project } => one.Project.Id == project.Id,
        { ProjectName: { } name } => one.Project.Name.Matches(name.Name, name.Method),
        { RoleKey: { } role } => one.Roles.Any(granted => granted.Key == role.Key),
        { ProjectGrantId: not null } => false,
        _ => true,
    };

    private static void RequireFor(ApiCall call, string id, string notFound)
    {
        var authorization = call.State.Authorizations.Find(id) ?? throw ZitadelError.NotFound(notFound, "Errors.UserGrant.NotFound");
        call.Require(authorization.OrganizationId, authorization.ProjectId);
    }

    private static AuthorizationMessage Message(ApiCall call, Authorization authorization)
    {
        var user = call.State.Users.Find(authorization.UserId)!;
        var project = call.State.Projects.Find(authorization.ProjectId)!;
        return new(
            authorization.Id,
            authorization.Details.CreationDate,
            authorization.Details.ChangeDate,
            new(project.Id, project.Name, project.OrganizationId),
            new(authorization.OrganizationId, call.State.Organizations.Find(authorization.OrganizationId)?.Name ?? ""),
            new(user.Id, user.PreferredLoginName, user.Human?.DisplayName ?? "", user.OrganizationId),
            authorization.IsActive ? "STATE_ACTIVE" : "STATE_INACTIVE",
            [.. authorization.Roles.Select(key => project.Roles[key]).Select(role => new RoleMessage(role.Key, role.DisplayName, role.Group))]);
    }
}
