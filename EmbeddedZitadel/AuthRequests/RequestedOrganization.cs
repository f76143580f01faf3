using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>The organisation that an application insists on, by ZITADEL's reserved scopes.</summary>
public static class RequestedOrganization
{
    private const string ById = "urn:zitadel:iam:org:id:";
    private const string ByDomain = "urn:zitadel:iam:org:domain:primary:";

    /// <summary>Its id, or null where any will do. An organisation that is not there is refused before a login begins.</summary>
    public static string? Of(IEnumerable<string> scopes, InstanceState state)
    {
        foreach (var scope in scopes)
        {
            if (scope.StartsWith(ById, StringComparison.Ordinal))
                return scope[ById.Length..];
            if (scope.StartsWith(ByDomain, StringComparison.Ordinal))
                return state.Organizations.All.FirstOrDefault(o => o.PrimaryDomain.Equals(scope[ByDomain.Length..], StringComparison.OrdinalIgnoreCase))?.Id;
        }

        return null;
    }
}
