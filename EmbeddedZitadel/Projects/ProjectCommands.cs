using System.Collections.Immutable;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Projects;

/// <summary>The one place where projects and their roles change.</summary>
internal sealed class ProjectCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Adds a project to an organisation, with this id or a new one.</summary>
    public Project Add(string organizationId, string? id, ProjectChange settings) => store.Change(change =>
    {
        if (change.State.Organizations.Find(organizationId) is null)
            throw ZitadelError.FailedPrecondition("COMMAND-QXPGs", "Errors.Org.NotFound");
        if (change.State.Projects.Find(id) is not null)
            throw ZitadelError.AlreadyExists("COMMAND-opamwu", "Errors.Project.AlreadyExisting");

        var project = settings.Apply(new() { Id = id ?? ids.Next(), Details = Details.New(organizationId, clock.GetUtcNow()), Name = "" });
        CheckName(change.State, project);
        change.Put(project);
        return project;
    });

    /// <summary>Changes a project; nothing to change is no error.</summary>
    public Project Update(string id, ProjectChange settings) => Change(id, "COMMAND-3M9sd", (state, project) =>
    {
        var changed = settings.Apply(project);
        CheckName(state, changed);
        return changed;
    });

    /// <summary>Deactivates a project, and with it its applications.</summary>
    public Project Deactivate(string id) => Change(id, "COMMAND-112M9", (_, project) => project.IsActive
        ? project with { IsActive = false }
        : throw ZitadelError.FailedPrecondition("COMMAND-mki55", "Errors.Project.NotActive"));

    /// <summary>Activates a project again.</summary>
    public Project Reactivate(string id) => Change(id, "COMMAND-3M9sd", (_, project) => project.IsActive
        ? throw ZitadelError.FailedPrecondition("COMMAND-5M9bs", "Errors.Project.NotInactive")
        : project with { IsActive = true });

    /// <summary>Deletes a project with its applications, role grants and administrators. Tokens that were given out stay valid.</summary>
    public Project Delete(string id) => store.Change(change =>
    {
        var project = change.State.Projects.Find(id) ?? throw NotFound("COMMAND-3M9sd");
        foreach (var application in change.State.Applications.By(Application.ByProject, id).ToList())
            change.Remove(application);
        foreach (var authorization in change.State.Authorizations.By(Authorization.ByProject, id).ToList())
            change.Remove(authorization);
        foreach (var administrator in change.State.Administrators.All.Where(one =>
            one.Resource == AdministeredResource.Project && one.ResourceId == id).ToList())
            change.Remove(administrator);
        change.Remove(project);
        return project with { Details = project.Details.Changed(clock.GetUtcNow()) };
    });

    /// <summary>Adds roles, all or none.</summary>
    public Project AddRoles(string projectId, IEnumerable<(string Key, string DisplayName, string Group)> roles) => ChangeRoles(projectId, (project, now) =>
    {
        var all = project.Roles;
        foreach (var (key, displayName, group) in roles)
        {
            if (key.Length == 0)
                throw ZitadelError.InvalidArgument("COMMAND-4m9vS", "Errors.Project.Role.Invalid");
            if (all.ContainsKey(key))
                throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.Project.Role.AlreadyExists");
            all = all.Add(key, new(key, displayName, group, Details.New(project.OrganizationId, now)));
        }

        return all;
    });

    /// <summary>Changes a role. The same again is no error.</summary>
    public Project UpdateRole(string projectId, string key, string displayName, string group) => ChangeRoles(projectId, (project, now) =>
    {
        var role = project.Roles.GetValueOrDefault(key) ?? throw ZitadelError.NotFound("COMMAND-vv8M9", "Errors.Project.Role.NotExisting");
        var changed = role with { DisplayName = displayName, Group = group };
        return changed == role ? project.Roles : project.Roles.SetItem(key, changed with { Details = role.Details.Changed(now) });
    });

    /// <summary>Removes a role, also from the users that have it. Null where there is none.</summary>
    public Project? RemoveRole(string projectId, string key) => store.Change(change =>
    {
        if (change.State.Projects.Find(projectId) is not { } project || !project.Roles.ContainsKey(key))
            return null;

        var now = clock.GetUtcNow();
        var changed = project with { Roles = project.Roles.Remove(key), Details = project.Details.Changed(now) };
        change.Put(changed);
        foreach (var authorization in change.State.Authorizations.By(Authorization.ByProject, projectId).Where(one => one.Roles.Contains(key)).ToList())
            change.Put(authorization with { Roles = authorization.Roles.Remove(key), Details = authorization.Details.Changed(now) });
        return changed;
    });

    private Project ChangeRoles(string projectId, Func<Project, DateTimeOffset, ImmutableSortedDictionary<string, ProjectRole>> roles) => store.Change(change =>
    {
        var project = change.State.Projects.Find(projectId) ?? throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");
        var now = clock.GetUtcNow();
        var changed = project with { Roles = roles(project, now) };
        if (ReferenceEquals(changed.Roles, project.Roles))
            return project;
        changed = changed with { Details = project.Details.Changed(now) };
        change.Put(changed);
        return changed;
    });

    private Project Change(string id, string notFound, Func<InstanceState, Project, Project> update) => store.Change(change =>
    {
        var project = change.State.Projects.Find(id) ?? throw NotFound(notFound);
        var changed = update(change.State, project);
        if (changed == project)
            return project;
        changed = changed with { Details = project.Details.Changed(clock.GetUtcNow()) };
        change.Put(changed);
        return changed;
    });

    private static void CheckName(InstanceState state, Project project)
    {
        if (project.Name.Length == 0)
            throw ZitadelError.InvalidArgument("PROJECT-IOVCC", "Errors.Project.Invalid");
        if (state.Projects.By(Project.ByOrganization, project.OrganizationId)
            .Any(other => other.Id != project.Id && other.Name.Equals(project.Name, StringComparison.OrdinalIgnoreCase)))
            throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.Project.AlreadyExists");
    }

    private static ZitadelError NotFound(string id) => ZitadelError.NotFound(id, "Errors.Project.NotFound");
}

/// <summary>What is to be different in a project; null leaves a setting as it is.</summary>
internal sealed record ProjectChange(string? Name, bool? RoleAssertion, bool? RoleCheck, bool? HasProjectCheck, int? PrivateLabelingSetting)
{
    /// <summary>The project with the change.</summary>
    public Project Apply(Project project) => project with
    {
        Name = Name ?? project.Name,
        RoleAssertion = RoleAssertion ?? project.RoleAssertion,
        RoleCheck = RoleCheck ?? project.RoleCheck,
        HasProjectCheck = HasProjectCheck ?? project.HasProjectCheck,
        PrivateLabelingSetting = PrivateLabelingSetting ?? project.PrivateLabelingSetting,
    };
}
