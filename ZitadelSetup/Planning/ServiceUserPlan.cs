using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>Service users, what they may do in the organisation, and their secrets.</summary>
static class ServiceUserPlan
{
    public static IEnumerable<Change> ServiceUsers(Run run, Snapshot snapshot) =>
        run.Desired.ServiceUsers.SelectMany(u => User(run, u.Key, u.Value, snapshot).Concat(Roles(run, u.Key, u.Value, snapshot)).Concat(Secret(run, u.Key, u.Value, snapshot)));

    static IEnumerable<Change> User(Run run, string name, DesiredServiceUser desired, Snapshot snapshot)
    {
        if (!snapshot.Users.TryGetValue(name, out var actual))
        {
            yield return new Change($"create service user '{name}'", async cancellationToken =>
            {
                var id = await run.Api.CreateMachineAsync(run.OrganizationId, name, desired, cancellationToken);
                await run.KeepUserAsync(name, id, withPassword: false, cancellationToken);
            });
            yield break;
        }

        if (actual.Machine is not { } machine)
            throw new ZitadelSetupException($"User '{name}' is a person in ZITADEL, not a service user: rename one of the two.");
        if (!actual.IsUsable)
            run.Notice($"Service user '{name}' can't sign in ({actual.State}); the set-up leaves that to you.");

        var differences = new Differences()
            .Compare("name", machine.Name, desired.Name)
            .Compare("description", machine.Description, desired.Description == "" ? machine.Description : desired.Description)
            .Compare("accessTokenType", machine.AccessTokenType ?? EnumNames.UserTokenType(AccessTokenType.Bearer), EnumNames.UserTokenType(desired.AccessTokenType));
        if (differences.Any)
        {
            yield return new Change(
                $"change service user '{name}' ({differences})", cancellationToken => run.Api.UpdateMachineAsync(actual.UserId, desired, cancellationToken));
        }
    }

    static IEnumerable<Change> Roles(Run run, string name, DesiredServiceUser desired, Snapshot snapshot)
    {
        if (desired.OrganizationRoles.Count == 0)
            yield break;

        var actual = snapshot.Users.TryGetValue(name, out var user)
            ? snapshot.Administrators.FirstOrDefault(a => a.User?.Id == user.UserId && a.Organization?.Id == run.OrganizationId)
            : null;
        if (actual is null)
        {
            yield return new Change(
                $"make service user '{name}' {string.Join(", ", desired.OrganizationRoles)} of the organisation",
                cancellationToken => run.Api.CreateAdministratorAsync(run.OrganizationId, run.UserId(name), desired.OrganizationRoles, cancellationToken))
            {
                Ready = () => run.KnowsUser(name),
            };
            yield break;
        }

        var differences = new Differences().Compare("organizationRoles", actual.Roles, desired.OrganizationRoles);
        if (differences.Any)
        {
            yield return new Change(
                $"change what service user '{name}' may do ({differences})",
                cancellationToken => run.Api.UpdateAdministratorAsync(run.OrganizationId, run.UserId(name), desired.OrganizationRoles, cancellationToken));
        }
    }

    // ZITADEL: the client id of a service user is its user name.
    static IEnumerable<Change> Secret(Run run, string name, DesiredServiceUser desired, Snapshot snapshot)
    {
        if (!desired.ClientSecret || !SecretPlan.IsNeeded(
            run, $"service user '{name}'", name, hasSecret: snapshot.Users.TryGetValue(name, out var actual) && actual.Machine is { HasSecret: true }))
            yield break;

        yield return new Change($"make a client secret for service user '{name}'", async cancellationToken =>
            await run.KeepSecretAsync(name, await run.Api.AddSecretAsync(run.UserId(name), cancellationToken), cancellationToken))
        {
            Ready = () => run.KnowsUser(name),
            SecretOf = $"service user '{name}'",
        };
    }
}
