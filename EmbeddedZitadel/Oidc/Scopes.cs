using System.Collections.Immutable;
using EmbeddedZitadel.Projects;

namespace EmbeddedZitadel.Oidc;

/// <summary>ZITADEL's scopes: the standard ones and the reserved ones (https://zitadel.com/docs/apis/openidoauth/scopes).</summary>
public static class Scopes
{
#pragma warning disable CS1591 // the names are the documentation
    public const string OpenId = "openid";
    public const string OfflineAccess = "offline_access";
    public const string UserMetadata = "urn:zitadel:iam:user:metadata";
    public const string ResourceOwner = "urn:zitadel:iam:user:resourceowner";
    public const string ProjectsRoles = "urn:zitadel:iam:org:projects:roles";
    public const string ProjectRolePrefix = "urn:zitadel:iam:org:project:role:";
    public const string ProjectIdPrefix = "urn:zitadel:iam:org:project:id:";
    public const string AudienceSuffix = ":aud";
    public const string OrganizationIdPrefix = "urn:zitadel:iam:org:id:";
    public const string OrganizationDomainPrefix = "urn:zitadel:iam:org:domain:primary:";
    public const string OrganizationRolesPrefix = "urn:zitadel:iam:org:roles:id:";
    public const string IdentityProviderPrefix = "urn:zitadel:iam:org:idp:id:";
#pragma warning restore CS1591

    private static readonly ImmutableArray<string> Standard = [OpenId, "profile", "email", "phone", "address", OfflineAccess];

    private static readonly ImmutableArray<string> ReservedPrefixes =
        [OrganizationDomainPrefix, OrganizationIdPrefix, ProjectIdPrefix, IdentityProviderPrefix, OrganizationRolesPrefix];

    /// <summary>
    /// Takes out the scopes that are not allowed, without a word. Each gap is filled with the last scope, so the order changes
    /// exactly as it does in ZITADEL (github.com/zitadel/oidc, <c>ValidateAuthReqScopes</c>).
    /// </summary>
    /// <param name="requested">The scopes as they came; null where the parameter was absent.</param>
    /// <param name="project">The project whose roles may be asked for, or null for a service user, who may ask for those of any.</param>
    /// <exception cref="OidcError">No scope was asked for at all.</exception>
    public static ImmutableArray<string> Allow(IReadOnlyList<string>? requested, Project? project)
    {
        if (requested is null or [])
            throw OidcError.InvalidRequest(
                "The scope of your request is missing: name at least one scope, e.g. openid. "
                + "If you have any questions, you may contact the administrator of the application.");

        var scopes = requested.ToList();
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            if (IsAllowed(scopes[i], project))
                continue;
            scopes[i] = scopes[^1];
            scopes.RemoveAt(scopes.Count - 1);
        }

        return [.. scopes];
    }

    /// <summary>
    /// Adds a scope for every role of a project that asserts roles on authentication, unless the request names a role itself.
    /// </summary>
    public static ImmutableArray<string> WithAssertedRoles(ImmutableArray<string> scopes, Project project) =>
        !project.RoleAssertion || scopes.Any(scope => scope.StartsWith(ProjectRolePrefix, StringComparison.Ordinal))
            ? scopes
            : WithAllRoles(scopes, project);

    /// <summary>Adds a scope for every role of a project, as ZITADEL does where an application shows it somebody's personal access token.</summary>
    public static ImmutableArray<string> WithAllRoles(ImmutableArray<string> scopes, Project project) =>
        [.. scopes, .. project.Roles.Keys.Select(role => ProjectRolePrefix + role)];

    /// <summary>The project ids that <c>urn:zitadel:iam:org:project:id:{id}:aud</c> scopes name; <c>zitadel</c> stands for ZITADEL's own project.</summary>
    public static IEnumerable<string> Audiences(IEnumerable<string> scopes, string zitadelProjectId) => scopes
        .Where(scope => scope.StartsWith(ProjectIdPrefix, StringComparison.Ordinal) && scope.EndsWith(AudienceSuffix, StringComparison.Ordinal)
            && scope.Length > ProjectIdPrefix.Length + AudienceSuffix.Length)
        .Select(scope => scope[ProjectIdPrefix.Length..^AudienceSuffix.Length])
        .Select(id => id == "zitadel" ? zitadelProjectId : id)
        .Distinct(StringComparer.Ordinal);

    /// <summary>What follows the prefix in the scopes that begin with it.</summary>
    public static IEnumerable<string> Suffixes(IEnumerable<string> scopes, string prefix) =>
        scopes.Where(scope => scope.StartsWith(prefix, StringComparison.Ordinal)).Select(scope => scope[prefix.Length..]);

    private static bool IsAllowed(string scope, Project? project) =>
        Standard.Contains(scope)
        || scope is UserMetadata or ResourceOwner or ProjectsRoles
        || ReservedPrefixes.Any(prefix => scope.StartsWith(prefix, StringComparison.Ordinal))
        || scope.StartsWith(ProjectRolePrefix, StringComparison.Ordinal) && (project is null || project.Roles.ContainsKey(scope[ProjectRolePrefix.Length..]));
}
