using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Administrators;

/// <summary><c>zitadel.internal_permission.v2.InternalPermissionService</c>.</summary>
internal sealed class InternalPermissionService(AdministratorCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods
        .Service("zitadel.internal_permission.v2.InternalPermissionService", ProtoJson.Options(InternalPermissionJson.Default))
        .Add<ListAdministratorsRequest, ListAdministratorsResponse>("ListAdministrators", "member.read", List)
        .Add<ChangeAdministratorRequest, CreationDateResponse>("CreateAdministrator", "member.write", Create)
        .Add<ChangeAdministratorRequest, ChangeDateResponse>("UpdateAdministrator", "member.write", Update)
        .Add<ChangeAdministratorRequest, DeletionDateResponse>("DeleteAdministrator", "member.delete", Delete);

    private CreationDateResponse Create(ApiCall call, ChangeAdministratorRequest request) =>
        new(commands.Add(request.UserId, Require(call, request.Resource, "ADMIN-IbPp47HDP5"), request.Roles ?? []).Details.CreationDate);

    private ChangeDateResponse Update(ApiCall call, ChangeAdministratorRequest request) =>
        new(commands.Update(request.UserId, Require(call, request.Resource, "ADMIN-i0V2IbdloZ"), request.Roles ?? []).Details.ChangeDate);

    private DeletionDateResponse Delete(ApiCall call, ChangeAdministratorRequest request) =>
        new(commands.Delete(request.UserId, Require(call, request.Resource, "ADMIN-3UOjLtuohh"))?.Details.ChangeDate ?? clock.GetUtcNow());

    private static ListAdministratorsResponse List(ApiCall call, ListAdministratorsRequest request)
    {
        var found = call.State.Administrators.All
            .Where(one => one.UserId == call.Caller.Id || Allows(call, new(one.Resource, one.ResourceId)))
            .Where(one => (request.Filters ?? []).All(filter => filter.Fits(one, call.State)));
        var page = Page<Administrator>.Of(request.Pagination, request.SortingColumn switch
        {
            "ADMINISTRATOR_FIELD_NAME_USER_ID" => found.OrderBy(one => one.UserId, StringComparer.Ordinal),
            "ADMINISTRATOR_FIELD_NAME_CHANGE_DATE" => found.OrderBy(one => one.Details.ChangeDate),
            _ => found.OrderBy(one => one.Details.CreationDate).ThenBy(one => one.Id, StringComparer.Ordinal),
        });
        return new(page.Pagination, page.Select(one => Message(call, one)));
    }

    private static Administered Require(ApiCall call, ResourceMessage? resource, string invalid)
    {
        Administered administered = resource switch
        {
            { OrganizationId: { Length: > 0 } organization } => new(AdministeredResource.Organization, organization),
            { ProjectId: { Length: > 0 } project } => new(AdministeredResource.Project, project),
            { ProjectGrant: not null } => throw new ZitadelError(StatusCode.Unimplemented, "",
                "EmbeddedZitadel has no project grants; docs/fidelity.md lists what is covered"),
            { Instance: true } => new(AdministeredResource.Instance, call.State.Instance.Id),
            _ => throw ZitadelError.InvalidArgument(invalid, "Errors.Invalid.Argument"),
        };
        var (permission, organizationId, projectId) = RightOver(call, administered);
        (call with { Method = call.Method with { Permission = permission } }).Require(organizationId, projectId);
        return administered;
    }

    private static bool Allows(ApiCall call, Administered administered)
    {
        var (permission, organizationId, projectId) = RightOver(call, administered);
        return call.Allows(permission, organizationId, projectId);
    }

    private static (string Permission, string OrganizationId, string? ProjectId) RightOver(ApiCall call, Administered administered) =>
        administered.Resource switch
    {
        AdministeredResource.Instance => ("iam." + call.Method.Permission, "", null),
        AdministeredResource.Organization => ("org." + call.Method.Permission, administered.Id, null),
        _ => ("project." + call.Method.Permission, call.State.Projects.Find(administered.Id)?.OrganizationId ?? "", administered.Id),
    };

    private static AdministratorMessage Message(ApiCall call, Administrator administrator)
    {
        var user = call.State.Users.Find(administrator.UserId)!;
        var organization = administrator.Resource == AdministeredResource.Organization ? call.State.Organizations.Find(administrator.ResourceId) : null;
        var project = administrator.Resource == AdministeredResource.Project ? call.State.Projects.Find(administrator.ResourceId) : null;
        return new(
            administrator.Details.CreationDate,
            administrator.Details.ChangeDate,
            new(user.Id, user.PreferredLoginName, user.Human?.DisplayName ?? "", user.OrganizationId),
            administrator.Resource == AdministeredResource.Instance,
            organization is null ? null : new(organization.Id, organization.Name),
            project is null ? null : new(project.Id, project.Name, project.OrganizationId),
            administrator.Roles);
    }
}
