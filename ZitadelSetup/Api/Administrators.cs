using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

/// <summary>What a user may do in ZITADEL itself (management v1: member).</summary>
sealed record Administrator(AuthorizedUser? User, AuthorizedOrganization? Organization, List<string>? Roles);

sealed record AdministratorPage(Pagination? Pagination, List<Administrator>? Administrators) : IPage<Administrator>
{
    IReadOnlyList<Administrator>? IPage<Administrator>.Items => Administrators;

    long IPage<Administrator>.Total => Pagination?.TotalResult ?? 0;
}

sealed partial class ZitadelApi
{
    public Task<List<Administrator>> ListAdministratorsAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellationToken) =>
        ListAsync<AdministratorPage, Administrator>(
            ZitadelMethod.ListAdministrators,
            () => new JsonObject
            {
                ["filters"] = new JsonArray(new JsonObject { ["inUserIdsFilter"] = new JsonObject { ["ids"] = Strings(userIds) } }),
            },
            ApiJson.Default.AdministratorPage,
            cancellationToken);

    public Task CreateAdministratorAsync(string organizationId, string userId, IEnumerable<string> roles, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.CreateAdministrator, Administrator(organizationId, userId, roles), cancellationToken);

    public Task UpdateAdministratorAsync(string organizationId, string userId, IEnumerable<string> roles, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.UpdateAdministrator, Administrator(organizationId, userId, roles), cancellationToken);

    static JsonObject Administrator(string organizationId, string userId, IEnumerable<string> roles) => new()
    {
        ["userId"] = userId,
        ["resource"] = new JsonObject { ["organizationId"] = organizationId },
        ["roles"] = Strings(roles),
    };
}
