using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Authorizations;

/// <summary>The role grants of <c>zitadel.management.v1.ManagementService</c>, which calls them user grants.</summary>
internal sealed class UserGrantManagement(AuthorizationCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.management.v1.ManagementService", ProtoJson.Options(UserGrantJson.Default))
        .Add<UserGrantIdRequest, GetUserGrantResponse>("GetUserGrantByID", "user.grant.read", Get)
        .Add<ListUserGrantsRequest, ListUserGrantsResponse>("ListUserGrants", "user.grant.read", List)
        .Add<AddUserGrantRequest, AddUserGrantResponse>("AddUserGrant", "user.grant.write", Add)
        .Add<UpdateUserGrantRequest, DetailsResponse>("UpdateUserGrant", "user.grant.write", Update)
        .Add<UserGrantIdRequest, DetailsResponse>("DeactivateUserGrant", "user.grant.write",
            (call, request) => Change(call, request, "COMMAND-3M9sd", id => commands.Deactivate(id, unchangedIsError: true)))
        .Add<UserGrantIdRequest, DetailsResponse>("ReactivateUserGrant", "user.grant.write",
            (call, request) => Change(call, request, "COMMAND-Lp0gs", id => commands.Reactivate(id, unchangedIsError: true)))
        .Add<UserGrantIdRequest, DetailsResponse>("RemoveUserGrant", "user.grant.delete",
            (call, request) => Change(call, request, "COMMAND-1My0t", id => commands.Delete([id])[0]))
        .Add<BulkRemoveUserGrantRequest, EmptyMessage>("BulkRemoveUserGrant", "user.grant.delete", BulkRemove);

    private static GetUserGrantResponse Get(ApiCall call, UserGrantIdRequest request) => new(Message(call, Find(call, request, "QUERY-wIPkA")));

    private ListUserGrantsResponse List(ApiCall call, ListUserGrantsRequest request)
    {
        var found = call.State.Authorizations.All
            .Where(grant => grant.OrganizationId == call.OrganizationId)
            .Select(grant => Message(call, grant))
            .Where(grant => (request.Queries ?? []).All(query => query.Fits(grant)))
            .OrderBy(grant => grant.Details.CreationDate)
            .ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), (request.Query ?? new()).OfV1(found));
    }

    private AddUserGrantResponse Add(ApiCall call, AddUserGrantRequest request)
    {
        if (request.ProjectGrantId.Length > 0)
            throw new ZitadelError(StatusCode.Unimplemented, "", "EmbeddedZitadel has no project grants; docs/fidelity.md lists what is covered");
        var grant = commands.Add(call.OrganizationId, request.UserId, request.ProjectId, request.RoleKeys ?? []);
        return new(grant.Id, DetailsMessage.Added(grant.Details));
    }

    private DetailsResponse Update(ApiCall call, UpdateUserGrantRequest request) =>
        Change(call, new(request.UserId, request.GrantId), "COMMAND-3M9sd", id => commands.Update(id, request.RoleKeys ?? [], unchangedIsError: true));

    private EmptyMessage BulkRemove(ApiCall call, BulkRemoveUserGrantRequest request)
    {
        var ids = request.GrantId ?? [];
        if (ids.Count == 0)
            throw ZitadelError.InvalidArgument("COMMAND-5M0sd", "Errors.UserGrant.IDMissing");
        if (ids.Any(id => call.State.Authorizations.Find(id)?.OrganizationId != call.OrganizationId))
            throw ZitadelError.NotFound("COMMAND-1My0t", "Errors.UserGrant.NotFound");
        commands.Delete(ids);
        return new();
    }

    private static DetailsResponse Change(ApiCall call, UserGrantIdRequest request, string notFound, Func<string, Authorization> change) =>
        new(DetailsMessage.Changed(change(Find(call, request, notFound).Id).Details));

    private static Authorization Find(ApiCall call, UserGrantIdRequest request, string notFound) =>
        call.State.Authorizations.Find(request.GrantId) is { } grant && grant.UserId == request.UserId && grant.OrganizationId == call.OrganizationId
            ? grant
            : throw ZitadelError.NotFound(notFound, "Errors.UserGrant.NotFound");

    private static UserGrantMessage Message(ApiCall call, Authorization grant)
    {
        var user = call.State.Users.Find(grant.UserId)!;
        var userOrganization = call.State.Organizations.Find(user.OrganizationId);
        var organization = call.State.Organizations.Find(grant.OrganizationId);
        return new(
            grant.Id,
            DetailsMessage.Of(grant.Details),
            grant.Roles,
            grant.IsActive ? "USER_GRANT_STATE_ACTIVE" : "USER_GRANT_STATE_INACTIVE",
            user.Id,
            user.Username,
            user.Human?.GivenName ?? "",
            user.Human?.FamilyName ?? "",
            user.Human?.Email ?? "",
            user.Human?.DisplayName ?? "",
            grant.OrganizationId,
            organization?.Name ?? "",
            organization?.PrimaryDomain ?? "",
            grant.ProjectId,
            call.State.Projects.Find(grant.ProjectId)?.Name ?? "",
            user.PreferredLoginName,
            user.Human is null ? "TYPE_MACHINE" : "TYPE_HUMAN",
            user.OrganizationId,
            userOrganization?.Name ?? "",
            userOrganization?.PrimaryDomain ?? "");
    }
}

internal sealed record UserGrantIdRequest(string UserId = "", string GrantId = "");

internal sealed record GetUserGrantResponse(UserGrantMessage UserGrant);

internal sealed record UserGrantMessage(
    string Id, DetailsMessage Details, IReadOnlyList<string> RoleKeys, string State, string UserId, string UserName, string FirstName, string LastName,
    string Email, string DisplayName, string OrgId, string OrgName, string OrgDomain, string ProjectId, string ProjectName, string PreferredLoginName,
    string UserType, string GrantedOrgId, string GrantedOrgName, string GrantedOrgDomain);

internal sealed record ListUserGrantsRequest(Paging? Query = null, IReadOnlyList<UserGrantQuery>? Queries = null);

internal sealed record UserGrantQuery(
    UserGrantText? ProjectIdQuery = null, UserGrantText? UserIdQuery = null, UserGrantText? RoleKeyQuery = null, UserGrantText? ProjectGrantIdQuery = null,
    UserGrantText? UserNameQuery = null, UserGrantText? FirstNameQuery = null, UserGrantText? LastNameQuery = null, UserGrantText? EmailQuery = null,
    UserGrantText? OrgNameQuery = null, UserGrantText? OrgDomainQuery = null, UserGrantText? ProjectNameQuery = null, UserGrantText? DisplayNameQuery = null,
    UserGrantText? UserTypeQuery = null)
{
    public bool Fits(UserGrantMessage grant) => this switch
    {
        { ProjectIdQuery: { } query } => grant.ProjectId == query.ProjectId,
        { UserIdQuery: { } query } => grant.UserId == query.UserId,
        { RoleKeyQuery: { } query } => grant.RoleKeys.Contains(query.RoleKey),
        { ProjectGrantIdQuery: not null } => false,
        { UserNameQuery: { } query } => grant.UserName.Matches(query.UserName, query.Method),
        { FirstNameQuery: { } query } => grant.FirstName.Matches(query.FirstName, query.Method),
        { LastNameQuery: { } query } => grant.LastName.Matches(query.LastName, query.Method),
        { EmailQuery: { } query } => grant.Email.Matches(query.Email, query.Method),
        { OrgNameQuery: { } query } => grant.OrgName.Matches(query.OrgName, query.Method),
        { OrgDomainQuery: { } query } => grant.OrgDomain.Matches(query.OrgDomain, query.Method),
        { ProjectNameQuery: { } query } => grant.ProjectName.Matches(query.ProjectName, query.Method),
        { DisplayNameQuery: { } query } => grant.DisplayName.Matches(query.DisplayName, query.Method),
        { UserTypeQuery: { } query } => grant.UserType == query.Type,
        _ => true,
    };
}

// One record for all of v1's UserGrant…Query messages: each has one of these texts, and most a method.
internal sealed record UserGrantText(
    string ProjectId = "", string UserId = "", string RoleKey = "", string UserName = "", string FirstName = "", string LastName = "", string Email = "",
    string OrgName = "", string OrgDomain = "", string ProjectName = "", string DisplayName = "", string Type = "", string Method = "");

internal sealed record ListUserGrantsResponse(ListDetailsV1 Details, IReadOnlyList<UserGrantMessage> Result);

internal sealed record AddUserGrantRequest(string UserId = "", string ProjectId = "", string ProjectGrantId = "", IReadOnlyList<string>? RoleKeys = null);

internal sealed record AddUserGrantResponse(string UserGrantId, DetailsMessage Details);

internal sealed record UpdateUserGrantRequest(string UserId = "", string GrantId = "", IReadOnlyList<string>? RoleKeys = null);

internal sealed record BulkRemoveUserGrantRequest(IReadOnlyList<string>? GrantId = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UserGrantIdRequest))]
[JsonSerializable(typeof(GetUserGrantResponse))]
[JsonSerializable(typeof(ListUserGrantsRequest))]
[JsonSerializable(typeof(ListUserGrantsResponse))]
[JsonSerializable(typeof(AddUserGrantRequest))]
[JsonSerializable(typeof(AddUserGrantResponse))]
[JsonSerializable(typeof(UpdateUserGrantRequest))]
[JsonSerializable(typeof(BulkRemoveUserGrantRequest))]
[JsonSerializable(typeof(DetailsResponse))]
[JsonSerializable(typeof(EmptyMessage))]
internal sealed partial class UserGrantJson : JsonSerializerContext;
