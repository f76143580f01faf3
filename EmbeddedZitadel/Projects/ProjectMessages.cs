using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Projects;

// The messages of zitadel.project.v2.ProjectService.
internal sealed record CreateProjectRequest(
    string OrganizationId = "", string? ProjectId = null, string Name = "", bool ProjectRoleAssertion = false, bool AuthorizationRequired = false,
    bool ProjectAccessRequired = false, string PrivateLabelingSetting = "");

internal sealed record CreateProjectResponse(string ProjectId, DateTimeOffset CreationDate);

internal sealed record UpdateProjectRequest(
    string ProjectId = "", string? Name = null, bool? ProjectRoleAssertion = null, bool? AuthorizationRequired = null, bool? ProjectAccessRequired = null,
    string? PrivateLabelingSetting = null);

internal sealed record ProjectIdRequest(string ProjectId = "");

internal sealed record GetProjectResponse(ProjectMessage Project);

internal sealed record ListProjectsRequest(Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<ProjectSearchFilter>? Filters = null);

internal sealed record ProjectSearchFilter(
    ProjectNameFilter? ProjectNameFilter = null, InIdsFilter? InProjectIdsFilter = null, ProjectOrganizationIdFilter? OrganizationIdFilter = null);

internal sealed record ProjectNameFilter(string ProjectName = "", string Method = "");

internal sealed record ProjectOrganizationIdFilter(string OrganizationId = "", string Type = "");

internal sealed record ListProjectsResponse(PaginationResponse Pagination, IReadOnlyList<ProjectMessage> Projects);

internal sealed record ProjectMessage(
    string ProjectId, string OrganizationId, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string Name, string State, bool ProjectRoleAssertion,
    bool AuthorizationRequired, bool ProjectAccessRequired, string? PrivateLabelingSetting);

internal sealed record AddProjectRoleRequest(string ProjectId = "", string RoleKey = "", string DisplayName = "", string? Group = null);

internal sealed record UpdateProjectRoleRequest(string ProjectId = "", string RoleKey = "", string? DisplayName = null, string? Group = null);

internal sealed record RemoveProjectRoleRequest(string ProjectId = "", string RoleKey = "");

internal sealed record ListProjectRolesRequest(
    string ProjectId = "", Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<ProjectRoleSearchFilter>? Filters = null);

internal sealed record ProjectRoleSearchFilter(ProjectRoleKeyFilter? RoleKeyFilter = null, ProjectRoleDisplayNameFilter? DisplayNameFilter = null);

internal sealed record ProjectRoleKeyFilter(string Key = "", string Method = "");

internal sealed record ProjectRoleDisplayNameFilter(string DisplayName = "", string Method = "");

internal sealed record ListProjectRolesResponse(PaginationResponse Pagination, IReadOnlyList<ProjectRoleMessage> ProjectRoles);

internal sealed record ProjectRoleMessage(
    string ProjectId, string Key, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string DisplayName, string Group);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateProjectRequest))]
[JsonSerializable(typeof(CreateProjectResponse))]
[JsonSerializable(typeof(UpdateProjectRequest))]
[JsonSerializable(typeof(ProjectIdRequest))]
[JsonSerializable(typeof(GetProjectResponse))]
[JsonSerializable(typeof(ListProjectsRequest))]
[JsonSerializable(typeof(ListProjectsResponse))]
[JsonSerializable(typeof(AddProjectRoleRequest))]
[JsonSerializable(typeof(UpdateProjectRoleRequest))]
[JsonSerializable(typeof(RemoveProjectRoleRequest))]
[JsonSerializable(typeof(ListProjectRolesRequest))]
[JsonSerializable(typeof(ListProjectRolesResponse))]
[JsonSerializable(typeof(CreationDateResponse))]
[JsonSerializable(typeof(ChangeDateResponse))]
[JsonSerializable(typeof(DeletionDateResponse))]
[JsonSerializable(typeof(RemovalDateResponse))]
internal sealed partial class ProjectJson : JsonSerializerContext;
