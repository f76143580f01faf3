using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Administrators;

// The messages of zitadel.internal_permission.v2.InternalPermissionService.
internal sealed record ChangeAdministratorRequest(string UserId = "", ResourceMessage? Resource = null, IReadOnlyList<string>? Roles = null);

internal sealed record ResourceMessage(bool Instance = false, string? OrganizationId = null, string? ProjectId = null,
    ProjectGrantMessage? ProjectGrant = null);

internal sealed record ProjectGrantMessage(string ProjectId = "", string OrganizationId = "");

internal sealed record ListAdministratorsRequest(
    Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<AdministratorSearchFilter>? Filters = null);

internal sealed record AdministratorSearchFilter(
    TimestampFilter? CreationDate = null, TimestampFilter? ChangeDate = null, InIdsFilter? InUserIdsFilter = null, IdFilter? UserOrganizationId = null,
    PreferredLoginNameFilter? UserPreferredLoginName = null, DisplayNameFilter? UserDisplayName = null, ResourceMessage? Resource = null,
    RoleFilter? Role = null, AdministratorFilters? And = null, AdministratorFilters? Or = null, NotFilter? Not = null)
{
    public bool Fits(Administrator one, InstanceState state) => this switch
    {
        { CreationDate: { } date } => date.Matches(one.Details.CreationDate),
        { ChangeDate: { } date } => date.Matches(one.Details.ChangeDate),
        { InUserIdsFilter: { } users } => users.Has(one.UserId),
        { UserOrganizationId: { } organization } => state.Users.Find(one.UserId)?.OrganizationId == organization.Id,
        { UserPreferredLoginName: { } name } => state.Users.Find(one.UserId)?.PreferredLoginName.Matches(name.PreferredLoginName, name.Method) == true,
        { UserDisplayName: { } name } => state.Users.Find(one.UserId)?.DisplayName.Matches(name.DisplayName, name.Method) == true,
        { Resource: { } resource } => Fits(resource, one),
        { Role: { } role } => one.Roles.Contains(role.RoleKey),
        { And: { } and } => and.Queries?.All(filter => filter.Fits(one, state)) != false,
        { Or: { } or } => or.Queries?.Any(filter => filter.Fits(one, state)) == true,
        { Not: { } not } => not.Query?.Fits(one, state) != true,
        _ => true,
    };

    private static bool Fits(ResourceMessage resource, Administrator one) => one.Resource switch
    {
        AdministeredResource.Instance => resource.Instance,
        AdministeredResource.Organization => resource.OrganizationId == one.ResourceId,
        AdministeredResource.Project => resource.ProjectId == one.ResourceId,
        _ => false,
    };
}

internal sealed record PreferredLoginNameFilter(string PreferredLoginName = "", string Method = "");

internal sealed record DisplayNameFilter(string DisplayName = "", string Method = "");

internal sealed record RoleFilter(string RoleKey = "");

internal sealed record AdministratorFilters(IReadOnlyList<AdministratorSearchFilter>? Queries = null);

internal sealed record NotFilter(AdministratorSearchFilter? Query = null);

internal sealed record ListAdministratorsResponse(PaginationResponse Pagination, IReadOnlyList<AdministratorMessage> Administrators);

internal sealed record AdministratorMessage(
    DateTimeOffset CreationDate, DateTimeOffset ChangeDate, AdministratorUser User, bool Instance, AdministeredOrganization? Organization,
    AdministeredProject? Project, IReadOnlyList<string> Roles);

internal sealed record AdministratorUser(string Id, string PreferredLoginName, string DisplayName, string OrganizationId);

internal sealed record AdministeredOrganization(string Id, string Name);

internal sealed record AdministeredProject(string Id, string Name, string OrganizationId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChangeAdministratorRequest))]
[JsonSerializable(typeof(ListAdministratorsRequest))]
[JsonSerializable(typeof(ListAdministratorsResponse))]
[JsonSerializable(typeof(CreationDateResponse))]
[JsonSerializable(typeof(ChangeDateResponse))]
[JsonSerializable(typeof(DeletionDateResponse))]
internal sealed partial class InternalPermissionJson : JsonSerializerContext;
