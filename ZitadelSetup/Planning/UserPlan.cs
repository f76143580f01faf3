using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>People, their metadata, and their roles in the project.</summary>
static class UserPlan
{
    public static IEnumerable<Change> Users(Run run, Snapshot snapshot) =>
        run.Desired.Users.SelectMany(u => User(run, u.Key, u.Value, snapshot).Concat(Metadata(run, u.Key, u.Value, snapshot)).Concat(Roles(run, u.Key, u.Value, snapshot)));

    static IEnumerable<Change> User(Run run, string name, DesiredUser desired, Snapshot snapshot)
    {
        if (!snapshot.Users.TryGetValue(name, out var actual))
        {
            yield return new Change($"create user '{name}'", cancellationToken => CreateAsync(run, name, desired, cancellationToken))
            {
                SecretOf = run.Options.InitialPassword is null ? $"user '{name}'" : null,
            };
            yield break;
        }

        if (actual.Human is not { } human)
            throw new ZitadelSetupException($"User '{name}' is a service user in ZITADEL, not a person: rename one of the two.");
        if (!actual.IsUsable)
            run.Notice($"User '{name}' can't sign in ({actual.State}); the set-up leaves that to you.");

        var emailDiffers = !string.Equals(human.Email?.Email, desired.Email, StringComparison.OrdinalIgnoreCase);
        var differences = new Differences()
            .Compare("givenName", human.Profile?.GivenName, desired.GivenName)
            .Compare("familyName", human.Profile?.FamilyName, desired.FamilyName)
            .Compare("nickName", human.Profile?.NickName, desired.NickName ?? human.Profile?.NickName)
            .Compare("displayName", human.Profile?.DisplayName, desired.DisplayName ?? human.Profile?.DisplayName)
            .Compare("preferredLanguage", human.Profile?.PreferredLanguage, desired.PreferredLanguage ?? human.Profile?.PreferredLanguage);
        if (emailDiffers)
            differences.Compare("email", human.Email?.Email, desired.Email);
        if (differences.Any)
        {
            yield return new Change(
                $"change user '{name}' ({differences})",
                cancellationToken => run.Api.UpdateHumanAsync(actual.UserId, desired, emailDiffers, cancellationToken));
        }
    }

    static async Task CreateAsync(Run run, string name, DesiredUser desired, CancellationToken cancellationToken)
    {
        try
        {
            var id = await run.Api.CreateHumanAsync(run.OrganizationId, name, desired, run.PasswordFor(name), cancellationToken);
            await run.KeepUserAsync(name, id, withPassword: true, cancellationToken);
        }
        catch (ZitadelRefusal refusal) when (refusal is { AlreadyExists: true, AfterCut: true })
        {
            run.MarkCreatedInTheDark($"user '{name}'");
            throw;
        }
    }

    // Always by a call of its own. ZITADEL: metadata in CreateUser exists since v4.13 only.
    static IEnumerable<Change> Metadata(Run run, string name, DesiredUser desired, Snapshot snapshot)
    {
        var actual = snapshot.Metadata.GetValueOrDefault(name) ?? [];
        var differing = desired.Metadata
            .Select(m => KeyValuePair.Create(m.Key, MetadataValue.ToBytes(m.Value)!))
            .Where(m => !(actual.TryGetValue(m.Key, out var value) && value.AsSpan().SequenceEqual(m.Value)))
            .ToList();
        if (differing.Count == 0)
            yield break;

        yield return new Change(
            $"set metadata of user '{name}' ({string.Join(", ", differing.Select(m => m.Key))})",
            cancellationToken => run.Api.SetUserMetadataAsync(run.UserId(name), differing, cancellationToken))
        {
            Ready = () => run.KnowsUser(name),
        };
    }

    static IEnumerable<Change> Roles(Run run, string name, DesiredUser desired, Snapshot snapshot)
    {
        if (desired.Roles.Count == 0)
            yield break;

        var actual = snapshot.Users.TryGetValue(name, out var user) ? FindAuthorization(run, snapshot, user.UserId) : null;
        if (actual is null)
        {
            yield return new Change(
                $"give user '{name}' the roles {string.Join(", ", desired.Roles)}",
                cancellationToken => run.Api.CreateAuthorizationAsync(run.OrganizationId, run.Project, run.UserId(name), desired.Roles, cancellationToken))
            {
                Ready = () => run.KnowsProject && run.KnowsUser(name),
            };
            yield break;
        }

        if (actual.IsInactive)
        {
            yield return new Change(
                $"activate the roles of user '{name}'", cancellationToken => run.Api.ActivateAuthorizationAsync(actual.Id, cancellationToken));
        }

        var differences = new Differences().Compare("roles", [.. (actual.Roles ?? []).Select(r => r.Key)], desired.Roles);
        if (differences.Any)
        {
            yield return new Change(
                $"change the roles of user '{name}' ({differences})",
                cancellationToken => run.Api.UpdateAuthorizationAsync(actual.Id, desired.Roles, cancellationToken));
        }
    }

    static Authorization? FindAuthorization(Run run, Snapshot snapshot, string userId) =>
        snapshot.Authorizations.FirstOrDefault(a => a.User?.Id == userId && (a.Organization is null || a.Organization.Id == run.OrganizationId));
}
