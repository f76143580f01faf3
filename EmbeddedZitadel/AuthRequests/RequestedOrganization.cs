using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>The organisation that an application insists on, by ZITADEL's reserved scopes: by its id, or else by its primary domain.</summary>
public static class RequestedOrganization
{
    /// <summary>Its id, or null where any will do. One that is not there is refused before a login begins; one that goes away later has no users.</summary>
    public static string? Of(IReadOnlyCollection<string> scopes, InstanceState state)
    {
        if (Scopes.Suffixes(scopes, Scopes.OrganizationIdPrefix).FirstOrDefault() is { } id)
            return id;
        return Scopes.Suffixes(scopes, Scopes.OrganizationDomainPrefix).FirstOrDefault() is { } domain
            ? state.Organizations.All.FirstOrDefault(o => o.PrimaryDomain.Equals(domain, StringComparison.OrdinalIgnoreCase))?.Id ?? ""
            : null;
    }

    /// <summary>Whether the scopes name none, or one that is there.</summary>
    public static bool IsThere(IReadOnlyCollection<string> scopes, InstanceState state) =>
        Of(scopes, state) is not { } id || state.Organizations.Find(id) is not null;
}
