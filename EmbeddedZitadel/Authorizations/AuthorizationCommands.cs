using System.Collections.Immutable;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Authorizations;

/// <summary>The one place where role grants change.</summary>
internal sealed class AuthorizationCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Grants roles of a project to a user. One user has one grant in a project.</summary>
    public Authorization Add(string organizationId, string userId, string projectId, IReadOnlyList<string> roles) => store.Change(change =>
    {
        if (change.State.Users.Find(userId) is null)
            throw ZitadelError.FailedPrecondition("COMMAND-4f8sg", "Errors.User.NotFound");
        CheckRoles(change.State, organizationId, projectId, roles);
        if (change.State.Authorizations.By(Authorization.ByUser, userId).Any(one => one.ProjectId == projectId && one.OrganizationId == organizationId))
            throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.UserGrant.AlreadyExists");

        var authorization = new Authorization
        {
            Id = ids.Next(),
            Details = Details.New(organizationId, clock.GetUtcNow()),
            UserId = userId,
            ProjectId = projectId,
            Roles = [.. roles.Distinct(StringComparer.Ordinal)],
        };
        change.Put(authorization);
        return authorization;
    });

    /// <summary>Grants other roles instead.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="roles">All the roles it is to have.</param>
    /// <param name="unchangedIsError">Whether the same roles again are an error (v1) or not (v2).</param>
    public Authorization Update(string id, IReadOnlyList<string> roles, bool unchangedIsError) => Change(id, "COMMAND-3M9sd", (state, authorization) =>
    {
        if (authorization.Roles.SequenceEqual(roles, StringComparer.Ordinal))
            return unchangedIsError ? throw ZitadelError.FailedPrecondition("COMMAND-Rs8fy", "Errors.UserGrant.NotChanged") : authorization;
        CheckRoles(state, authorization.OrganizationId, authorization.ProjectId, roles);
        return authorization with { Roles = [.. roles.Distinct(StringComparer.Ordinal)] };
    });

    /// <summary>Deactivates a grant: its roles no longer count.</summary>
    public Authorization Deactivate(string id, bool unchangedIsError) => Change(id, "COMMAND-3M9sd", (_, authorization) => authorization switch
    {
        { IsActive: true } => authorization with { IsActive = false },
        _ when unchangedIsError => throw ZitadelError.FailedPrecondition("COMMAND-1S9gx", "Errors.UserGrant.NotActive"),
        _ => authorization,
    });

    /// <summary>Activates a grant again.</summary>
    public Authorization Reactivate(string id, bool unchangedIsError) => Change(id, "COMMAND-Lp0gs", (_, authorization) => authorization switch
    {
        { IsActive: false } => authorization with { IsActive = true },
        _ when unchangedIsError => throw ZitadelError.FailedPrecondition("COMMAND-1ML0v", "Errors.UserGrant.NotInactive"),
        _ => authorization,
    });

    /// <summary>Takes grants away, all or none.</summary>
    public IReadOnlyList<Authorization> Delete(IReadOnlyList<string> grantIds) => store.Change(change =>
    {
        var deleted = grantIds.Select(id => change.State.Authorizations.Find(id) ?? throw NotFound("COMMAND-1My0t")).ToImmutableArray();
        foreach (var authorization in deleted)
            change.Remove(authorization);
        return deleted.Select(authorization => authorization with { Details = authorization.Details.Changed(clock.GetUtcNow()) }).ToImmutableArray();
    });

    private Authorization Change(string id, string notFound, Func<InstanceState, Authorization, Authorization> update) => store.Change(change =>
    {
        var authorization = change.State.Authorizations.Find(id) ?? throw NotFound(notFound);
        var changed = update(change.State, authorization);
        if (changed == authorization)
            return authorization;
        changed = changed with { Details = authorization.Details.Changed(clock.GetUtcNow()) };
        change.Put(changed);
        return changed;
    });

    private static void CheckRoles(InstanceState state, string organizationId, string projectId, IReadOnlyList<string> roles)
    {
        if (state.Projects.Find(projectId) is not { } project || project.OrganizationId != organizationId)
            throw ZitadelError.FailedPrecondition("COMMAND-4m9ff", "Errors.Project.Grant.NotFound"); // another's project would have to be granted
        if (roles.Any(role => !project.Roles.ContainsKey(role)))
            throw ZitadelError.FailedPrecondition("COMMAND-mm9F4", "Errors.Project.Role.NotFound");
    }

    private static ZitadelError NotFound(string id) => ZitadelError.NotFound(id, "Errors.UserGrant.NotFound");
}
