namespace ZitadelSetup.Planning;

/// <summary>The project and its roles.</summary>
static class ProjectPlan
{
    public static IEnumerable<Change> Project(Run run, Snapshot snapshot)
    {
        var desired = run.Desired.Project;
        if (snapshot.Project is not { } actual)
        {
            yield return new Change(
                $"create project '{desired.Name}'",
                async cancellationToken => run.ProjectId = await run.Api.CreateProjectAsync(run.OrganizationId, desired, cancellationToken));
            yield break;
        }

        if (actual.IsInactive)
            yield return new Change($"activate project '{desired.Name}'", cancellationToken => run.Api.ActivateProjectAsync(run.Project, cancellationToken));

        var differences = new Differences()
            .Compare("name", actual.Name, desired.Name)
            .Compare("assertRolesOnAuthentication", actual.ProjectRoleAssertion, desired.AssertRolesOnAuthentication)
            .Compare("checkAuthorizationOnAuthentication", actual.AuthorizationRequired, desired.CheckAuthorizationOnAuthentication)
            .Compare("checkProjectOnAuthentication", actual.ProjectAccessRequired, desired.CheckProjectOnAuthentication);
        if (differences.Any)
        {
            yield return new Change(
                $"change project '{desired.Name}' ({differences})", cancellationToken => run.Api.UpdateProjectAsync(run.Project, desired, cancellationToken));
        }
    }

    public static IEnumerable<Change> Roles(Run run, Snapshot snapshot)
    {
        foreach (var (key, desired) in run.Desired.Roles)
        {
            if (snapshot.Roles.FirstOrDefault(r => r.Key == key) is not { } actual)
            {
                yield return new Change(
                    $"create role '{key}'", cancellationToken => run.Api.AddProjectRoleAsync(run.Project, key, desired, cancellationToken))
                {
                    Ready = () => run.KnowsProject,
                };
                continue;
            }

            var differences = new Differences().Compare("displayName", actual.DisplayName, desired.DisplayName).Compare("group", actual.Group, desired.Group);
            if (differences.Any)
            {
                yield return new Change(
                    $"change role '{key}' ({differences})", cancellationToken => run.Api.UpdateProjectRoleAsync(run.Project, key, desired, cancellationToken));
            }
        }
    }

    /// <summary>Roles that nobody asked for. ZITADEL takes them away from those who have them.</summary>
    public static IEnumerable<Change> PruneRoles(Run run, Snapshot snapshot) =>
        snapshot.Roles.Where(role => !run.Desired.Roles.ContainsKey(role.Key)).Select(role => new Change(
            $"delete role '{role.Key}'", cancellationToken => run.Api.RemoveProjectRoleAsync(run.Project, role.Key, cancellationToken)));
}
