using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Administrators;

// The messages of the members of v1.
internal sealed record MemberRequest(string ProjectId = "", string UserId = "", IReadOnlyList<string>? Roles = null);

internal sealed record ListMembersRequest(
    string ProjectId = "", string UserId = "", Paging? Query = null, IReadOnlyList<MemberQuery>? Queries = null);

internal sealed record MemberQuery(
    MemberFirstNameQuery? FirstNameQuery = null, MemberLastNameQuery? LastNameQuery = null, MemberEmailQuery? EmailQuery = null,
    MemberUserIdQuery? UserIdQuery = null)
{
    public bool Fits(MemberMessage member) => this switch
    {
        { FirstNameQuery: { } query } => member.FirstName.Matches(query.FirstName, query.Method),
        { LastNameQuery: { } query } => member.LastName.Matches(query.LastName, query.Method),
        { EmailQuery: { } query } => member.Email.Matches(query.Email, query.Method),
        { UserIdQuery: { } query } => member.UserId == query.UserId,
        _ => true,
    };
}

internal sealed record MemberFirstNameQuery(string FirstName = "", string Method = "");

internal sealed record MemberLastNameQuery(string LastName = "", string Method = "");

internal sealed record MemberEmailQuery(string Email = "", string Method = "");

internal sealed record MemberUserIdQuery(string UserId = "");

internal sealed record ListMemberRolesResponse(IReadOnlyList<string> Result);

internal sealed record ListIamMemberRolesResponse(ListDetailsV1 Details, IReadOnlyList<string> Roles);

internal sealed record ListMembersResponse(ListDetailsV1 Details, IReadOnlyList<MemberMessage> Result);

internal sealed record MemberMessage(
    string UserId, DetailsMessage Details, IReadOnlyList<string> Roles, string PreferredLoginName, string Email, string FirstName, string LastName,
    string DisplayName, string UserType, string UserResourceOwner);

internal sealed record ListMembershipsResponse(ListDetailsV1 Details, IReadOnlyList<MembershipMessage> Result);

internal sealed record MembershipMessage(
    string UserId, DetailsMessage Details, IReadOnlyList<string> Roles, string DisplayName, bool Iam, string? OrgId, string? ProjectId);

internal sealed record ListPermissionsResponse(IReadOnlyList<string> Result);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(ListMembersRequest))]
[JsonSerializable(typeof(ListMemberRolesResponse))]
[JsonSerializable(typeof(ListIamMemberRolesResponse))]
[JsonSerializable(typeof(ListMembersResponse))]
[JsonSerializable(typeof(ListMembershipsResponse))]
[JsonSerializable(typeof(ListPermissionsResponse))]
[JsonSerializable(typeof(DetailsResponse))]
internal sealed partial class MemberJson : JsonSerializerContext;
