using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Projects;

/// <summary><c>zitadel.project.v2.ProjectService</c>.</summary>
internal sealed class ProjectService(ProjectCommands commands, TimeProvider clock) : IApiArea
{
    /// <summary>The names of ZITADEL's <c>PrivateLabelingSetting</c> by their numbers.</summary>
    public static readonly string[] PrivateLabelingSettings =
    [
        "PRIVATE_LABELING_SETTING_UNSPECIFIED",
        "PRIVATE_LABELING_SETTING_ENFORCE_PROJECT_RESOURCE_OWNER_POLICY",
        "PRIVATE_LABELING_SETTING_ALLOW_LOGIN_USER_RESOURCE_OWNER_POLICY",
    ];

    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.project.v2.ProjectService", ProtoJson.Options(ProjectJson.Default))
        .Add<CreateProjectRequest, CreateProjectResponse>("CreateProject", "project.create", Create)
        .Add<UpdateProjectRequest, ChangeDateResponse>("UpdateProject", "project.write", Update)
        .Add<ProjectIdRequest, DeletionDateResponse>("DeleteProject", "project.delete", Delete)
        .Add<ProjectIdRequest, GetProjectResponse>("GetProject", "project.read", Get)
        .Add<ListProjectsRequest, ListProjectsResponse>("ListProjects", "project.read", List)
        .Add<ProjectIdRequest, ChangeDateResponse>("DeactivateProject", "project.write", Deactivate)
        .Add<ProjectIdRequest, ChangeDateResponse>("ActivateProject", "project.write", Activate)
        .Add<AddProjectRoleRequest, CreationDateResponse>("AddProjectRole", "project.role.write", AddRole)
        .Add<UpdateProjectRoleRequest, ChangeDateResponse>("UpdateProjectRole", "project.role.write", UpdateRole)
        .Add<RemoveProjectRoleRequest, RemovalDateResponse>("RemoveProjectRole", "project.role.delete", RemoveRole)
        .Add<ListProjectRolesRequest, ListProjectRolesResponse>("ListProjectRoles", "project.role.read", ListRoles);

    private CreateProjectResponse Create(ApiCall call, CreateProjectRequest request)
    {
        call.Require(request.OrganizationId);
        var project = commands.Add(request.OrganizationId, request.ProjectId, new(
            request.Name, request.ProjectRoleAssertion, request.AuthorizationRequired, request.ProjectAccessRequired,
                Labeling(request.PrivateLabelingSetting)));
        return new(project.Id, project.Details.CreationDate);
    }

    private ChangeDateResponse Update(ApiCall call, UpdateProjectRequest request)
    {
        RequireFor(call, request.ProjectId, "COMMAND-3M9sd");
        return new(commands.Update(request.ProjectId, new(
            request.Name, request.ProjectRoleAssertion, request.AuthorizationRequired, request.ProjectAccessRequired,
            request.PrivateLabelingSetting is { } setting ? Labeling(setting) : null)).Details.ChangeDate);
    }

    // Deleting what is not there is no error in v2.
    private DeletionDateResponse Delete(ApiCall call, ProjectIdRequest request)
    {
        if (call.State.Projects.Find(request.ProjectId) is null)
            return new(clock.GetUtcNow());
        RequireFor(call, request.ProjectId, "COMMAND-3M9sd");
        return new(commands.Delete(request.ProjectId).Details.ChangeDate);
    }

    private GetProjectResponse Get(ApiCall call, ProjectIdRequest request)
    {
        RequireFor(call, request.ProjectId, "QUERY-fk2fs");
        return new(Message(call.State.Projects.Find(request.ProjectId)!));
    }

    private ListProjectsResponse List(ApiCall call, ListProjectsRequest request)
    {
        var found = call.State.Projects.All.Where(project =>
            call.Allows(project.OrganizationId, project.Id) && (request.Filters ?? []).All(filter => Fits(filter, project)));
        var page = Page<Project>.Of(request.Pagination, request.SortingColumn switch
        {
            "PROJECT_FIELD_NAME_ID" => found.OrderBy(project => project.Id, StringComparer.Ordinal),
            "PROJECT_FIELD_NAME_NAME" => found.OrderBy(project => project.Name, StringComparer.OrdinalIgnoreCase),
            "PROJECT_FIELD_NAME_CHANGE_DATE" => found.OrderBy(project => project.Details.ChangeDate),
            _ => found.OrderBy(project => project.Details.CreationDate).ThenBy(project => project.Id, StringComparer.Ordinal),
        });
        return new(page.Pagination, page.Select(Message));
    }

    private ChangeDateResponse Deactivate(ApiCall call, ProjectIdRequest request)
    {
        RequireFor(call, request.ProjectId, "COMMAND-112M9");
        return new(commands.Deactivate(request.ProjectId).Details.ChangeDate);
    }

    private ChangeDateResponse Activate(ApiCall call, ProjectIdRequest request)
    {
        RequireFor(call, request.ProjectId, "COMMAND-3M9sd");
        return new(commands.Reactivate(request.ProjectId).Details.ChangeDate);
    }

    private CreationDateResponse AddRole(ApiCall call, AddProjectRoleRequest request)
    {
        RequireForRoles(call, request.ProjectId);
        var project = commands.AddRoles(request.ProjectId, [(request.RoleKey, request.DisplayName, request.Group ?? "")]);
        return new(project.Roles[request.RoleKey].Details.CreationDate);
    }

    // What is not sent becomes empty, other than in a project (ZITADEL: internal/api/grpc/project/v2/project_role.go).
    private ChangeDateResponse UpdateRole(ApiCall call, UpdateProjectRoleRequest request)
    {
        RequireForRoles(call, request.ProjectId);
        var project = commands.UpdateRole(request.ProjectId, request.RoleKey, request.DisplayName ?? "", request.Group ?? "");
        return new(project.Roles[request.RoleKey].Details.ChangeDate);
    }

    private RemovalDateResponse RemoveRole(ApiCall call, RemoveProjectRoleRequest request)
    {
        if (call.State.Projects.Find(request.ProjectId) is not null)
            RequireForRoles(call, request.ProjectId);
        return new(commands.RemoveRole(request.ProjectId, request.RoleKey)?.Details.ChangeDate ?? clock.GetUtcNow());
    }

    private static ListProjectRolesResponse ListRoles(ApiCall call, ListProjectRolesRequest request)
    {
        var project = call.State.Projects.Find(request.ProjectId);
        var found = project is null || !call.Allows(project.OrganizationId, project.Id)
            ? []
            : project.Roles.Values.Where(role => (request.Filters ?? []).All(filter => Fits(filter, role)));
        var page = Page<ProjectRole>.Of(request.Pagination, request.SortingColumn switch
        {
            "PROJECT_ROLE_FIELD_NAME_KEY" => found.OrderBy(role => role.Key, StringComparer.Ordinal),
            "PROJECT_ROLE_FIELD_NAME_CHANGE_DATE" => found.OrderBy(role => role.Details.ChangeDate),
            _ => found.OrderBy(role => role.Details.CreationDate),
        });
        return new(page.Pagination, page.Select(role => new ProjectRoleMessage(
            request.ProjectId, role.Key, role.Details.CreationDate, role.Details.ChangeDate, role.DisplayName, role.Group)));
    }

    private static void RequireFor(ApiCall call, string projectId, string notFound)
    {
        var project = call.State.Projects.Find(projectId) ?? throw ZitadelError.NotFound(notFound, "Errors.Project.NotFound");
        call.Require(project.OrganizationId, project.Id);
    }

    private static void RequireForRoles(ApiCall call, string projectId)
    {
        var project = call.State.Projects.Find(projectId) ?? throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");
        call.Require(project.OrganizationId, project.Id);
    }

    private static bool Fits(ProjectSearchFilter filter, Project project) => filter switch
    {
        { ProjectNameFilter: { } name } => project.Name.Matches(name.ProjectName, name.Method),
        { InProjectIdsFilter: { } ids } => ids.Has(project.Id),
        // Projects granted to other organisations do not exist here, so only the owner counts.
        { OrganizationIdFilter: { } organization } => organization.Type != "GRANTED" && project.OrganizationId == organization.OrganizationId,
        _ => true,
    };

    private static bool Fits(ProjectRoleSearchFilter filter, ProjectRole role) => filter switch
    {
        { RoleKeyFilter: { } key } => role.Key.Matches(key.Key, key.Method),
        { DisplayNameFilter: { } name } => role.DisplayName.Matches(name.DisplayName, name.Method),
        _ => true,
    };

    private static ProjectMessage Message(Project project) => new(
        project.Id,
        project.OrganizationId,
        project.Details.CreationDate,
        project.Details.ChangeDate,
        project.Name,
        project.IsActive ? "PROJECT_STATE_ACTIVE" : "PROJECT_STATE_INACTIVE",
        project.RoleAssertion,
        project.RoleCheck,
        project.HasProjectCheck,
        project.PrivateLabelingSetting == 0 ? null : PrivateLabelingSettings[project.PrivateLabelingSetting]);

    private static int Labeling(string name) => Math.Max(0, Array.IndexOf(PrivateLabelingSettings, name));
}
