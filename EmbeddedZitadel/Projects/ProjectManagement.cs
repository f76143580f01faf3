using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Projects;

/// <summary>The projects and roles of <c>zitadel.management.v1.ManagementService</c>.</summary>
internal sealed class ProjectManagement(ProjectCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.management.v1.ManagementService", ProtoJson.Options(ProjectManagementJson.Default))
        .Add<IdRequest, GetProjectV1Response>("GetProjectByID", "project.read", Get)
        .Add<ListProjectsV1Request, ListProjectsV1Response>("ListProjects", "project.read", List)
        .Add<AddProjectV1Request, AddProjectV1Response>("AddProject", "project.create", Add)
        .Add<UpdateProjectV1Request, DetailsResponse>("UpdateProject", "project.write", Update)
        .Add<IdRequest, DetailsResponse>("DeactivateProject", "project.write",
            (call, request) => Change(call, request.Id, "COMMAND-112M9", commands.Deactivate))
        .Add<IdRequest, DetailsResponse>("ReactivateProject", "project.write",
            (call, request) => Change(call, request.Id, "COMMAND-3M9sd", commands.Reactivate))
        .Add<IdRequest, DetailsResponse>("RemoveProject", "project.delete", (call, request) => Change(call, request.Id, "COMMAND-3M9sd", commands.Delete))
        .Add<ListRolesV1Request, ListRolesV1Response>("ListProjectRoles", "project.role.read", ListRoles)
        .Add<AddProjectRoleV1Request, DetailsResponse>("AddProjectRole", "project.role.write", AddRole)
        .Add<BulkAddProjectRolesV1Request, DetailsResponse>("BulkAddProjectRoles", "project.role.write", BulkAddRoles)
        .Add<AddProjectRoleV1Request, DetailsResponse>("UpdateProjectRole", "project.role.write", UpdateRole)
        .Add<RemoveProjectRoleV1Request, DetailsResponse>("RemoveProjectRole", "project.role.delete", RemoveRole);

    private static GetProjectV1Response Get(ApiCall call, IdRequest request) => new(Message(Find(call, request.Id, "QUERY-fk2fs")));

    private ListProjectsV1Response List(ApiCall call, ListProjectsV1Request request)
    {
        var found = call.State.Projects.By(Project.ByOrganization, call.OrganizationId)
            .Where(project => call.Allows(project.OrganizationId, project.Id) && (request.Queries ?? []).All(query => query switch
            {
                { NameQuery: { } name } => project.Name.Matches(name.Name, name.Method),
                { ProjectResourceOwnerQuery: { } owner } => project.OrganizationId == owner.ResourceOwner,
                _ => true,
            }))
            .ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), [.. (request.Query ?? new()).OfV1(found).Select(Message)]);
    }

    private AddProjectV1Response Add(ApiCall call, AddProjectV1Request request)
    {
        var project = commands.Add(call.OrganizationId, null, new(
            request.Name, request.ProjectRoleAssertion, request.ProjectRoleCheck, request.HasProjectCheck, Labeling(request.PrivateLabelingSetting)));
        return new(project.Id, DetailsMessage.Added(project.Details));
    }

    // What is not sent becomes false: this is a replacement, other than in v2.
    private DetailsResponse Update(ApiCall call, UpdateProjectV1Request request) => Change(call, request.Id, "COMMAND-3M9sd", id => commands.Update(id, new(
        request.Name, request.ProjectRoleAssertion, request.ProjectRoleCheck, request.HasProjectCheck, Labeling(request.PrivateLabelingSetting))));

    private ListRolesV1Response ListRoles(ApiCall call, ListRolesV1Request request)
    {
        var project = call.State.Projects.Find(request.ProjectId);
        var found = project is null || project.OrganizationId != call.OrganizationId ? [] : project.Roles.Values
            .Where(role => (request.Queries ?? []).All(query => query switch
            {
                { KeyQuery: { } key } => role.Key.Matches(key.Key, key.Method),
                { DisplayNameQuery: { } name } => role.DisplayName.Matches(name.DisplayName, name.Method),
                _ => true,
            }))
            .OrderBy(role => role.Details.CreationDate)
            .ToList();
        return new(
            new((ulong)found.Count, clock.GetUtcNow()),
            [.. (request.Query ?? new()).OfV1(found).Select(role =>
                new RoleV1Message(role.Key, DetailsMessage.Of(role.Details), role.DisplayName, role.Group))]);
    }

    private DetailsResponse AddRole(ApiCall call, AddProjectRoleV1Request request) =>
        AddRoles(call, request.ProjectId, [(request.RoleKey, request.DisplayName, request.Group)]);

    private DetailsResponse BulkAddRoles(ApiCall call, BulkAddProjectRolesV1Request request)
    {
        var project = commands.AddRoles(InOrganization(call, request.ProjectId), (request.Roles ?? []).Select(role =>
            (role.Key, role.DisplayName, role.Group)));
        return new(DetailsMessage.Changed(project.Details));
    }

    private DetailsResponse AddRoles(ApiCall call, string projectId, IReadOnlyList<(string Key, string DisplayName, string Group)> roles) =>
        new(DetailsMessage.Added(commands.AddRoles(InOrganization(call, projectId), roles).Details));

    private DetailsResponse UpdateRole(ApiCall call, AddProjectRoleV1Request request)
    {
        var project = commands.UpdateRole(InOrganization(call, request.ProjectId), request.RoleKey, request.DisplayName, request.Group);
        return new(DetailsMessage.Changed(project.Details));
    }

    private DetailsResponse RemoveRole(ApiCall call, RemoveProjectRoleV1Request request)
    {
        var project = commands.RemoveRole(InOrganization(call, request.ProjectId), request.RoleKey)
            ?? throw ZitadelError.NotFound("COMMAND-m9vMf", "Errors.Project.Role.NotExisting");
        return new(DetailsMessage.Changed(project.Details));
    }

    private static string InOrganization(ApiCall call, string projectId) =>
        call.State.Projects.Find(projectId) is { } project && project.OrganizationId == call.OrganizationId
            ? projectId
            : throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");

    private static Project Find(ApiCall call, string id, string notFound) =>
        call.State.Projects.Find(id) is { } project && project.OrganizationId == call.OrganizationId
            ? project
            : throw ZitadelError.NotFound(notFound, "Errors.Project.NotFound");

    private static DetailsResponse Change(ApiCall call, string id, string notFound, Func<string, Project> change) =>
        new(DetailsMessage.Changed(change(Find(call, id, notFound).Id).Details));

    private static int Labeling(string name) => Math.Max(0, Array.IndexOf(ProjectService.PrivateLabelingSettings, name));

    private static ProjectV1Message Message(Project project) => new(
        project.Id,
        DetailsMessage.Of(project.Details),
        project.Name,
        project.IsActive ? "PROJECT_STATE_ACTIVE" : "PROJECT_STATE_INACTIVE",
        project.RoleAssertion,
        project.RoleCheck,
        project.HasProjectCheck,
        project.PrivateLabelingSetting == 0 ? null : ProjectService.PrivateLabelingSettings[project.PrivateLabelingSetting]);
}

internal sealed record GetProjectV1Response(ProjectV1Message Project);

internal sealed record ProjectV1Message(
    string Id, DetailsMessage Details, string Name, string State, bool ProjectRoleAssertion, bool ProjectRoleCheck, bool HasProjectCheck,
    string? PrivateLabelingSetting);

internal sealed record ListProjectsV1Request(Paging? Query = null, IReadOnlyList<ProjectV1Query>? Queries = null);

internal sealed record ProjectV1Query(ProjectNameV1Query? NameQuery = null, ProjectResourceOwnerQuery? ProjectResourceOwnerQuery = null);

internal sealed record ProjectNameV1Query(string Name = "", string Method = "");

internal sealed record ProjectResourceOwnerQuery(string ResourceOwner = "");

internal sealed record ListProjectsV1Response(ListDetailsV1 Details, IReadOnlyList<ProjectV1Message> Result);

internal sealed record AddProjectV1Request(
    string Name = "", bool ProjectRoleAssertion = false, bool ProjectRoleCheck = false, bool HasProjectCheck = false, string PrivateLabelingSetting = "");

internal sealed record AddProjectV1Response(string Id, DetailsMessage Details);

internal sealed record UpdateProjectV1Request(
    string Id = "", string Name = "", bool ProjectRoleAssertion = false, bool ProjectRoleCheck = false, bool HasProjectCheck = false,
    string PrivateLabelingSetting = "");

internal sealed record ListRolesV1Request(string ProjectId = "", Paging? Query = null, IReadOnlyList<RoleV1Query>? Queries = null);

internal sealed record RoleV1Query(RoleKeyV1Query? KeyQuery = null, RoleDisplayNameV1Query? DisplayNameQuery = null);

internal sealed record RoleKeyV1Query(string Key = "", string Method = "");

internal sealed record RoleDisplayNameV1Query(string DisplayName = "", string Method = "");

internal sealed record ListRolesV1Response(ListDetailsV1 Details, IReadOnlyList<RoleV1Message> Result);

internal sealed record RoleV1Message(string Key, DetailsMessage Details, string DisplayName, string Group);

internal sealed record AddProjectRoleV1Request(string ProjectId = "", string RoleKey = "", string DisplayName = "", string Group = "");

internal sealed record BulkAddProjectRolesV1Request(string ProjectId = "", IReadOnlyList<BulkRole>? Roles = null);

internal sealed record BulkRole(string Key = "", string DisplayName = "", string Group = "");

internal sealed record RemoveProjectRoleV1Request(string ProjectId = "", string RoleKey = "");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdRequest))]
[JsonSerializable(typeof(GetProjectV1Response))]
[JsonSerializable(typeof(ListProjectsV1Request))]
[JsonSerializable(typeof(ListProjectsV1Response))]
[JsonSerializable(typeof(AddProjectV1Request))]
[JsonSerializable(typeof(AddProjectV1Response))]
[JsonSerializable(typeof(UpdateProjectV1Request))]
[JsonSerializable(typeof(DetailsResponse))]
[JsonSerializable(typeof(ListRolesV1Request))]
[JsonSerializable(typeof(ListRolesV1Response))]
[JsonSerializable(typeof(AddProjectRoleV1Request))]
[JsonSerializable(typeof(BulkAddProjectRolesV1Request))]
[JsonSerializable(typeof(RemoveProjectRoleV1Request))]
internal sealed partial class ProjectManagementJson : JsonSerializerContext;
