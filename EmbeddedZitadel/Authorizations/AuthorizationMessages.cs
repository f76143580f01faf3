using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Authorizations;

// The messages of zitadel.authorization.v2.AuthorizationService.
internal sealed record CreateAuthorizationRequest(
    string UserId = "", string ProjectId = "", string OrganizationId = "", IReadOnlyList<string>? RoleKeys = null);

internal sealed record CreateAuthorizationResponse(string Id, DateTimeOffset CreationDate);

internal sealed record UpdateAuthorizationRequest(string Id = "", IReadOnlyList<string>? RoleKeys = null);

internal sealed record AuthorizationIdRequest(string Id = "");

internal sealed record ListAuthorizationsRequest(
    Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<AuthorizationSearchFilter>? Filters = null);

internal sealed record AuthorizationSearchFilter(
    InIdsFilter? AuthorizationIds = null, IdFilter? OrganizationId = null, AuthorizationStateQuery? State = null, InIdsFilter? InUserIds = null,
    IdFilter? UserOrganizationId = null, UserPreferredLoginNameQuery? UserPreferredLoginName = null, UserDisplayNameQuery? UserDisplayName = null,
    IdFilter? ProjectId = null, ProjectNameQuery? ProjectName = null, RoleKeyQuery? RoleKey = null, IdFilter? ProjectGrantId = null);

internal sealed record AuthorizationStateQuery(string State = "");

internal sealed record UserPreferredLoginNameQuery(string LoginName = "", string Method = "");

internal sealed record UserDisplayNameQuery(string DisplayName = "", string Method = "");

internal sealed record ProjectNameQuery(string Name = "", string Method = "");

internal sealed record RoleKeyQuery(string Key = "", string Method = "");

internal sealed record ListAuthorizationsResponse(PaginationResponse Pagination, IReadOnlyList<AuthorizationMessage> Authorizations);

internal sealed record AuthorizationMessage(
    string Id, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, AuthorizedProject Project, AuthorizingOrganization Organization,
    AuthorizedUser User, string State, IReadOnlyList<RoleMessage> Roles);

internal sealed record AuthorizedProject(string Id, string Name, string OrganizationId);

internal sealed record AuthorizingOrganization(string Id, string Name);

internal sealed record AuthorizedUser(string Id, string PreferredLoginName, string DisplayName, string OrganizationId);

internal sealed record RoleMessage(string Key, string DisplayName, string Group);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateAuthorizationRequest))]
[JsonSerializable(typeof(CreateAuthorizationResponse))]
[JsonSerializable(typeof(UpdateAuthorizationRequest))]
[JsonSerializable(typeof(AuthorizationIdRequest))]
[JsonSerializable(typeof(ListAuthorizationsRequest))]
[JsonSerializable(typeof(ListAuthorizationsResponse))]
[JsonSerializable(typeof(ChangeDateResponse))]
[JsonSerializable(typeof(DeletionDateResponse))]
internal sealed partial class AuthorizationJson : JsonSerializerContext;
