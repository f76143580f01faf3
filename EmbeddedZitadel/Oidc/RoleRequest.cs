using System.Text.Json.Nodes;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Oidc;

/// <summary>Which roles a token or answer tells (ZITADEL: <c>userinfo.go</c>, <c>prepareRoles</c> and <c>newProjectRoles</c>).</summary>
/// <param name="Project">The project of the application that asks; null for a service user.</param>
/// <param name="CurrentProjectOnly">Whether it is told the roles of its own project, and those always: introspection.</param>
public sealed record RoleRequest(Project? Project, bool CurrentProjectOnly = false)
{
    /// <summary>Adds the claims <c>urn:zitadel:iam:org:project:roles</c> (the asking project's) and <c>urn:zitadel:iam:org:project:{id}:roles</c>.</summary>
    public void AddTo(JsonObject claims, InstanceState state, User user, IReadOnlyCollection<string> scopes)
    {
        var requested = Scopes.Suffixes(scopes, Scopes.ProjectRolePrefix).ToHashSet(StringComparer.Ordinal);
        var projects = ProjectsToTell(state, scopes, requested.Count > 0);
        var organizations = Scopes.Suffixes(scopes, Scopes.OrganizationRolesPrefix).ToHashSet(StringComparer.Ordinal);
        var granted =
            from authorization in state.Authorizations.By(Authorization.ByUser, user.Id)
            where authorization.IsActive && projects.Contains(authorization.ProjectId)
                && (organizations.Count == 0 || organizations.Contains(authorization.OrganizationId))
            from role in authorization.Roles
            where requested.Count == 0 || requested.Contains(role)
            group (Role: role, authorization.OrganizationId) by authorization.ProjectId;
        foreach (var project in granted)
        {
            if (project.Key == Project?.Id)
                claims["urn:zitadel:iam:org:project:roles"] = Claim(state, project);
            claims[$"urn:zitadel:iam:org:project:{project.Key}:roles"] = Claim(state, project);
        }
    }

    private HashSet<string> ProjectsToTell(InstanceState state, IReadOnlyCollection<string> scopes, bool rolesRequested)
    {
        var projects = new HashSet<string>(StringComparer.Ordinal);
        if (!CurrentProjectOnly && (rolesRequested || scopes.Contains(Scopes.ProjectsRoles)))
            projects.UnionWith(Scopes.Audiences(scopes, state.Instance.ZitadelProjectId));
        if (Project is not null && (CurrentProjectOnly || rolesRequested || Project.RoleAssertion || projects.Count > 0))
            projects.Add(Project.Id);
        return projects;
    }

    // {"reader":{"<organisation id>":"<its primary domain>"}}
    private static JsonObject Claim(InstanceState state, IEnumerable<(string Role, string OrganizationId)> roles) => new(
        from role in roles
        group role.OrganizationId by role.Role into organizations
        select KeyValuePair.Create(organizations.Key, (JsonNode?)new JsonObject(organizations.Distinct(StringComparer.Ordinal).Select(id =>
            KeyValuePair.Create(id, (JsonNode?)(state.Organizations.Find(id)?.PrimaryDomain ?? ""))))));
}
