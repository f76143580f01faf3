using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

sealed record Discovery(string Issuer);

sealed record Organization(string Id, string? Name);

/// <summary><c>{"org":{"id":"…","name":"ZitadelAspire",…}}</c></summary>
sealed record MyOrganization(Organization Org);

sealed record ListDetails(long TotalResult);

sealed record OrganizationPage(ListDetails? Details, List<Organization>? Result) : IPage<Organization>
{
    IReadOnlyList<Organization>? IPage<Organization>.Items => Result;

    long IPage<Organization>.Total => Details?.TotalResult ?? 0;
}

sealed partial class ZitadelApi
{
    public Task<Discovery> GetDiscoveryAsync(CancellationToken cancellationToken) =>
        transport.CallAsync(ZitadelMethod.GetDiscovery, null, ApiJson.Default.Discovery, cancellationToken);

    /// <summary>The organisation of the token's user.</summary>
    public async Task<Organization> GetMyOrganizationAsync(CancellationToken cancellationToken) =>
        (await transport.CallAsync(ZitadelMethod.GetMyOrganization, null, ApiJson.Default.MyOrganization, cancellationToken)).Org;

    /// <summary>The organisations that the token's user may see.</summary>
    public Task<List<Organization>> ListOrganizationsAsync(CancellationToken cancellationToken) =>
        ListAsync<OrganizationPage, Organization>(
            ZitadelMethod.ListOrganizations,
            () => new JsonObject { ["sortingColumn"] = "ORGANIZATION_FIELD_NAME_NAME" },
            "query",
            ApiJson.Default.OrganizationPage,
            cancellationToken);
}
