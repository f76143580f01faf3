using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

/// <summary>The roles of one user in the project (management v1: user grant).</summary>
sealed record Authorization(string Id, AuthorizedUser? User, AuthorizedOrganization? Organization, string? State, List<AuthorizedRole>? Roles)
{
    public bool IsInactive => State == "STATE_INACTIVE";
}

sealed record AuthorizedUser(string Id);

sealed record AuthorizedOrganization(string Id);

sealed record AuthorizedRole(string Key);

sealed record AuthorizationPage(Pagination? Pagination, List<Authorization>? Authorizations) : IPage<Authorization>
{
    IReadOnlyList<Authorization>? IPage<Authorization>.Items => Authorizations;

    long IPage<Authorization>.Total => Pagination?.TotalResult ?? 0;
}

sealed partial class ZitadelApi
{
    public Task<List<Authorization>> ListAuthorizationsAsync(string projectId, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken) =>
        ListAsync<AuthorizationPage, Authorization>(
            ZitadelMethod.ListAuthorizations,
            () => new JsonObject
            {
                ["filters"] = new JsonArray(
                    new JsonObject { ["projectId"] = new JsonObject { ["id"] = projectId } },
                    new JsonObject { ["inUserIds"] = new JsonObject { ["ids"] = Strings(userIds) } }),
            },
            ApiJson.Default.AuthorizationPage,
            cancellationToken);

    public Task CreateAuthorizationAsync(
        string organizationId, string projectId, string userId, IEnumerable<string> roles, CancellationToken cancellationToken) =>
        DoAsync(
            ZitadelMethod.CreateAuthorization,
            new JsonObject { ["userId"] = userId, ["projectId"] = projectId, ["organizationId"] = organizationId, ["roleKeys"] = Strings(roles) },
            cancellationToken);

    public Task UpdateAuthorizationAsync(string id, IEnumerable<string> roles, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.UpdateAuthorization, new JsonObject { ["id"] = id, ["roleKeys"] = Strings(roles) }, cancellationToken);

    public Task ActivateAuthorizationAsync(string id, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.ActivateAuthorization, new JsonObject { ["id"] = id }, cancellationToken);
}
