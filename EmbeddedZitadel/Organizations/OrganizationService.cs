using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Organizations;

/// <summary><c>zitadel.org.v2.OrganizationService</c>: there is one organisation here, and it can be read.</summary>
internal sealed class OrganizationService(TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.org.v2.OrganizationService", ProtoJson.Options(OrganizationJson.Default))
        .Add<ListOrganizationsRequest, ListOrganizationsResponse>("ListOrganizations", "org.read", List);

    private ListOrganizationsResponse List(ApiCall call, ListOrganizationsRequest request)
    {
        var defaultId = call.State.Instance.DefaultOrganizationId;
        var found = call.State.Organizations.All
            .Where(organization => call.Allows(organization.Id) && (request.Queries ?? []).All(query => Fits(query, organization, defaultId)))
            .ToList();
        var paging = request.Query ?? new();
        var page = paging.Of(
            request.SortingColumn == "ORGANIZATION_FIELD_NAME_NAME"
                ? found.OrderBy(organization => organization.Name, StringComparer.OrdinalIgnoreCase)
                : found.OrderBy(organization => organization.Details.CreationDate),
            paging.CheckedLimit);
        return new(
            new((ulong)found.Count, clock.GetUtcNow()),
            [.. page.Select(Message)]);
    }

    private static bool Fits(OrganizationSearchQuery query, Organization organization, string defaultId) => query switch
    {
        { NameQuery: { } name } => organization.Name.Matches(name.Name, name.Method),
        { DomainQuery: { } domain } => organization.PrimaryDomain.Matches(domain.Domain, domain.Method),
        { StateQuery: { } state } => State(organization) == state.State,
        { IdQuery: { } id } => organization.Id == id.Id,
        { DefaultQuery: not null } => organization.Id == defaultId,
        _ => true,
    };

    private static string State(Organization organization) => organization.IsActive ? "ORGANIZATION_STATE_ACTIVE" : "ORGANIZATION_STATE_INACTIVE";

    private static OrganizationMessage Message(Organization organization) =>
        new(organization.Id, DetailsMessage.Of(organization.Details), State(organization), organization.Name, organization.PrimaryDomain);
}

internal sealed record ListOrganizationsRequest(Paging? Query = null, string SortingColumn = "", IReadOnlyList<OrganizationSearchQuery>? Queries = null);

internal sealed record OrganizationSearchQuery(
    OrganizationNameQuery? NameQuery = null, OrganizationDomainQuery? DomainQuery = null, OrganizationStateQuery? StateQuery = null,
    OrganizationIdQuery? IdQuery = null, EmptyMessage? DefaultQuery = null);

internal sealed record OrganizationNameQuery(string Name = "", string Method = "");

internal sealed record OrganizationDomainQuery(string Domain = "", string Method = "");

internal sealed record OrganizationStateQuery(string State = "");

internal sealed record OrganizationIdQuery(string Id = "");

internal sealed record ListOrganizationsResponse(ListDetails Details, IReadOnlyList<OrganizationMessage> Result);

internal sealed record OrganizationMessage(string Id, DetailsMessage Details, string State, string Name, string PrimaryDomain);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListOrganizationsRequest))]
[JsonSerializable(typeof(ListOrganizationsResponse))]
internal sealed partial class OrganizationJson : JsonSerializerContext;
