using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Administrators;

/// <summary>The members (administrators) of organisations, projects and the instance in v1, and what users are members of.</summary>
internal sealed class MemberManagement(AdministratorCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods)
    {
        var json = ProtoJson.Options(MemberJson.Default);
        methods.Service("zitadel.management.v1.ManagementService", json)
            .Add<EmptyMessage, ListMemberRolesResponse>("ListOrgMemberRoles", null, (_, _) => Roles(AdministeredResource.Organization))
            .Add<ListMembersRequest, ListMembersResponse>("ListOrgMembers", "org.member.read", (call, request) => List(call, Organization(call), request))
            .Add<MemberRequest, DetailsResponse>("AddOrgMember", "org.member.write", (call, request) => Add(Organization(call), request))
            .Add<MemberRequest, DetailsResponse>("UpdateOrgMember", "org.member.write", (call, request) => Update(Organization(call), request))
            .Add<MemberRequest, DetailsResponse>("RemoveOrgMember", "org.member.delete", (call, request) => Remove(call, Organization(call), request))
            .Add<EmptyMessage, ListMemberRolesResponse>("ListProjectMemberRoles", null, (_, _) => Roles(AdministeredResource.Project))
            .Add<ListMembersRequest, ListMembersResponse>("ListProjectMembers", "project.member.read",
                (call, request) => List(call, Project(call, request.ProjectId), request))
            .Add<MemberRequest, DetailsResponse>("AddProjectMember", "project.member.write",
                (call, request) => Add(Project(call, request.ProjectId), request))
            .Add<MemberRequest, DetailsResponse>("UpdateProjectMember", "project.member.write",
                (call, request) => Update(Project(call, request.ProjectId), request))
            .Add<MemberRequest, DetailsResponse>("RemoveProjectMember", "project.member.delete",
                (call, request) => Remove(call, Project(call, request.ProjectId), request))
            .Add<ListMembersRequest, ListMembershipsResponse>("ListUserMemberships", "user.membership.read", (call, request) =>
                Memberships(call, request.UserId, request.Query));
        methods.Service("zitadel.admin.v1.AdminService", json)
            .Add<EmptyMessage, ListIamMemberRolesResponse>("ListIAMMemberRoles", "iam.member.read", (_, _) => IamRoles())
            .Add<ListMembersRequest, ListMembersResponse>("ListIAMMembers", "iam.member.read", (call, request) => List(call, Instance(call), request))
            .Add<MemberRequest, DetailsResponse>("AddIAMMember", "iam.member.write", (call, request) => Add(Instance(call), request))
            .Add<MemberRequest, DetailsResponse>("UpdateIAMMember", "iam.member.write", (call, request) => Update(Instance(call), request))
            .Add<MemberRequest, DetailsResponse>("RemoveIAMMember", "iam.member.delete", (call, request) => Remove(call, Instance(call), request));
        methods.Service("zitadel.auth.v1.AuthService", json)
            .Add<ListMembersRequest, ListMembershipsResponse>("ListMyMemberships", null, (call, request) => Memberships(call, call.Caller.Id, request.Query))
            .Add<EmptyMessage, ListPermissionsResponse>("ListMyZitadelPermissions", null, ListMyPermissions);
    }

    private static Administered Instance(ApiCall call) => new(AdministeredResource.Instance, call.State.Instance.Id);

    private static Administered Organization(ApiCall call) => new(AdministeredResource.Organization, call.OrganizationId);

    private static Administered Project(ApiCall call, string id) =>
        call.State.Projects.Find(id) is { } project && project.OrganizationId == call.OrganizationId
            ? new(AdministeredResource.Project, id)
            : throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");

    private static ListMemberRolesResponse Roles(AdministeredResource resource) => new(Permissions.RolesOf(resource));

    private ListIamMemberRolesResponse IamRoles()
    {
        var roles = Permissions.RolesOf(AdministeredResource.Instance);
        return new(new((ulong)roles.Count, clock.GetUtcNow()), roles);
    }

    private DetailsResponse Add(Administered administered, MemberRequest request) =>
        new(DetailsMessage.Added(commands.Add(request.UserId, administered, request.Roles ?? []).Details));

    private DetailsResponse Update(Administered administered, MemberRequest request) =>
        new(DetailsMessage.Changed(commands.Update(request.UserId, administered, request.Roles ?? []).Details));

    private DetailsResponse Remove(ApiCall call, Administered administered, MemberRequest request) =>
        new(commands.Delete(request.UserId, administered) is { } removed ? DetailsMessage.Changed(removed.Details) : new(0, null, clock.GetUtcNow(),
            call.OrganizationId));

    private ListMembersResponse List(ApiCall call, Administered administered, ListMembersRequest request)
    {
        var found = call.State.Administrators.All
            .Where(one => one.Resource == administered.Resource && one.ResourceId == administered.Id)
            .Select(one => Message(one, call.State.Users.Find(one.UserId)!))
            .Where(member => (request.Queries ?? []).All(query => query.Fits(member)))
            .OrderBy(member => member.Details.CreationDate)
            .ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), (request.Query ?? new()).OfV1(found));
    }

    private ListMembershipsResponse Memberships(ApiCall call, string userId, Paging? query)
    {
        var found = call.State.Administrators.By(Administrator.ByUser, userId).OrderBy(one => one.Details.CreationDate).ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), [.. (query ?? new()).OfV1(found).Select(one => new MembershipMessage(
            one.UserId,
            DetailsMessage.Of(one.Details),
            one.Roles,
            call.State.Users.Find(one.UserId)?.DisplayName ?? "",
            one.Resource == AdministeredResource.Instance,
            one.Resource == AdministeredResource.Organization ? one.ResourceId : null,
            one.Resource == AdministeredResource.Project ? one.ResourceId : null))]);
    }

    private static ListPermissionsResponse ListMyPermissions(ApiCall call, EmptyMessage request) => new([.. call.State.Administrators
        .By(Administrator.ByUser, call.Caller.Id)
        .SelectMany(one => one.Roles.SelectMany(Permissions.Of).Select(permission =>
            one.Resource == AdministeredResource.Project ? $"{permission}:{one.ResourceId}" : permission))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)]);

    private static MemberMessage Message(Administrator one, User user) => new(
        user.Id,
        DetailsMessage.Of(one.Details),
        one.Roles,
        user.PreferredLoginName,
        user.Human?.Email ?? "",
        user.Human?.GivenName ?? "",
        user.Human?.FamilyName ?? "",
        user.DisplayName,
        user.Human is null ? "TYPE_MACHINE" : "TYPE_HUMAN",
        user.OrganizationId);
}
