using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

sealed record Project(
    string ProjectId,
    string? OrganizationId,
    string Name,
    string? State,
    bool ProjectRoleAssertion,
    bool AuthorizationRequired,
    bool ProjectAccessRequired)
{
    public bool IsInactive => State == "PROJECT_STATE_INACTIVE";
}

sealed record ProjectPage(Pagination? Pagination, List<Project>? Projects) : IPage<Project>
{
    IReadOnlyList<Project>? IPage<Project>.Items => Projects;

    long IPage<Project>.Total => Pagination?.TotalResult ?? 0;
}

sealed record CreatedProject(string ProjectId);

sealed record ProjectRole(string Key, string? DisplayName, string? Group);

sealed record ProjectRolePage(Pagination? Pagination, List<ProjectRole>? ProjectRoles) : IPage<ProjectRole>
{
    IReadOnlyList<ProjectRole>? IPage<ProjectRole>.Items => ProjectRoles;

    long IPage<ProjectRole>.Total => Pagination?.TotalResult ?? 0;
}

sealed partial class ZitadelApi
{
    /// <summary>The organisation's own project of that name; ZITADEL: names are unique regardless of case.</summary>
    public async Task<Project?> FindProjectAsync(string organizationId, string name, CancellationToken cancellationToken)
    {
        var projects = await ListAsync<ProjectPage, Project>(
            ZitadelMethod.ListProjects,
            () => new JsonObject
            {
                ["filters"] = new JsonArray(
                    new JsonObject { ["projectNameFilter"] = new JsonObject { ["projectName"] = name, ["method"] = "TEXT_FILTER_METHOD_EQUALS_IGNORE_CASE" } },
                    new JsonObject { ["organizationIdFilter"] = new JsonObject { ["organizationId"] = organizationId } }),
            },
            ApiJson.Default.ProjectPage,
            cancellationToken);
        // The search lists projects that other organisations granted to this one, too.
        return projects.FirstOrDefault(p => p.OrganizationId == organizationId && string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    public async Task<string> CreateProjectAsync(string organizationId, DesiredProject project, CancellationToken cancellationToken)
    {
        var request = ProjectSettings(project);
        request["organizationId"] = organizationId;
        return (await transport.CallAsync(ZitadelMethod.CreateProject, request, ApiJson.Default.CreatedProject, cancellationToken)).ProjectId;
    }

    public Task UpdateProjectAsync(string projectId, DesiredProject project, CancellationToken cancellationToken)
    {
        var request = ProjectSettings(project);
        request["projectId"] = projectId;
        return DoAsync(ZitadelMethod.UpdateProject, request, cancellationToken);
    }

    static JsonObject ProjectSettings(DesiredProject project) => new()
    {
        ["name"] = project.Name,
        ["projectRoleAssertion"] = project.AssertRolesOnAuthentication,
        ["authorizationRequired"] = project.CheckAuthorizationOnAuthentication,
        ["projectAccessRequired"] = project.CheckProjectOnAuthentication,
    };

    public Task ActivateProjectAsync(string projectId, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.ActivateProject, new JsonObject { ["projectId"] = projectId }, cancellationToken);

    public Task<List<ProjectRole>> ListProjectRolesAsync(string projectId, CancellationToken cancellationToken) =>
        ListAsync<ProjectRolePage, ProjectRole>(
            ZitadelMethod.ListProjectRoles,
            () => new JsonObject { ["projectId"] = projectId, ["sortingColumn"] = "PROJECT_ROLE_FIELD_NAME_KEY" },
            ApiJson.Default.ProjectRolePage,
            cancellationToken);

    public Task AddProjectRoleAsync(string projectId, string key, DesiredRole role, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.AddProjectRole, Role(projectId, key, role), cancellationToken);

    public Task UpdateProjectRoleAsync(string projectId, string key, DesiredRole role, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.UpdateProjectRole, Role(projectId, key, role), cancellationToken);

    static JsonObject Role(string projectId, string key, DesiredRole role) =>
        new() { ["projectId"] = projectId, ["roleKey"] = key, ["displayName"] = role.DisplayName, ["group"] = role.Group };

    public Task RemoveProjectRoleAsync(string projectId, string key, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.RemoveProjectRole, new JsonObject { ["projectId"] = projectId, ["roleKey"] = key }, cancellationToken);
}
