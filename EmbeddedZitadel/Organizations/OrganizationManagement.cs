using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Organizations;

/// <summary>The organisation and the instance in management and admin v1.</summary>
internal sealed class OrganizationManagement(TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods)
    {
        var json = ProtoJson.Options(OrganizationManagementJson.Default);
        methods.Service("zitadel.management.v1.ManagementService", json)
            .Add<EmptyMessage, OrgResponse>("GetMyOrg", "org.read", (call, _) => new(Message(call.State.Organizations.Find(call.OrganizationId)!)))
            .Add<EmptyMessage, GetIamResponse>("GetIAM", null, (call, _) =>
                new(call.State.Instance.DefaultOrganizationId, call.State.Instance.ZitadelProjectId, call.State.Instance.DefaultOrganizationId))
            .Add<EmptyMessage, OidcInformationResponse>("GetOIDCInformation", null, (call, _) =>
                new(call.Issuer, call.Issuer + "/.well-known/openid-configuration"));
        methods.Service("zitadel.admin.v1.AdminService", json)
            .Add<IdRequest, OrgResponse>("GetOrgByID", "iam.read", (call, request) => new(Message(Find(call, request.Id))))
            .Add<ListOrgsRequest, ListOrgsResponse>("ListOrgs", "iam.read", List)
            .Add<EmptyMessage, OrgResponse>("GetDefaultOrg", "iam.read", (call, _) => new(Message(Find(call, call.State.Instance.DefaultOrganizationId))));
    }

    private ListOrgsResponse List(ApiCall call, ListOrgsRequest request)
    {
        var found = call.State.Organizations.All
            .Where(organization => (request.Queries ?? []).All(query => query switch
            {
                { NameQuery: { } name } => organization.Name.Matches(name.Name, name.Method),
                { DomainQuery: { } domain } => organization.PrimaryDomain.Matches(domain.Domain, domain.Method),
                { StateQuery: { } state } => Message(organization).State == state.State,
                { IdQuery: { } id } => organization.Id == id.Id,
                _ => true,
            }))
            .OrderBy(organization => organization.Details.CreationDate)
            .ToList();
        return new(new((ulong)found.Count, clock.GetUtcNow()), [.. (request.Query ?? new()).OfV1(found).Select(Message)]);
    }

    private static Organization Find(ApiCall call, string id) =>
        call.State.Organizations.Find(id) ?? throw Errors.ZitadelError.NotFound("QUERY-iTTGJ", "Errors.Org.NotFound");

    private static OrgMessage Message(Organization organization) => new(
        organization.Id,
        DetailsMessage.Of(organization.Details),
        organization.IsActive ? "ORG_STATE_ACTIVE" : "ORG_STATE_INACTIVE",
        organization.Name,
        organization.PrimaryDomain);
}

internal sealed record ListOrgsRequest(Paging? Query = null, IReadOnlyList<OrganizationSearchQuery>? Queries = null);

internal sealed record ListOrgsResponse(ListDetailsV1 Details, IReadOnlyList<OrgMessage> Result);

internal sealed record OrgResponse(OrgMessage Org);

internal sealed record OrgMessage(string Id, DetailsMessage Details, string State, string Name, string PrimaryDomain);

internal sealed record GetIamResponse(string GlobalOrgId, string IamProjectId, string DefaultOrgId);

internal sealed record OidcInformationResponse(string Issuer, string DiscoveryEndpoint);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(IdRequest))]
[JsonSerializable(typeof(ListOrgsRequest))]
[JsonSerializable(typeof(ListOrgsResponse))]
[JsonSerializable(typeof(OrgResponse))]
[JsonSerializable(typeof(GetIamResponse))]
[JsonSerializable(typeof(OidcInformationResponse))]
internal sealed partial class OrganizationManagementJson : JsonSerializerContext;
