using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Administrators;

/// <summary>What somebody administers: the kind of thing, and its id (the instance's for the instance).</summary>
internal sealed record Administered(AdministeredResource Resource, string Id);

/// <summary>The one place where administrators change.</summary>
internal sealed class AdministratorCommands(InstanceStore store, TimeProvider clock)
{
    /// <summary>Makes a user an administrator.</summary>
    public Administrator Add(string userId, Administered administered, IReadOnlyList<string> roles) => store.Change(change =>
    {
        var errors = MemberErrors.Of(administered.Resource);
        errors.CheckRoles(roles, administered.Resource);
        if (change.State.Users.Find(userId) is null)
            throw ZitadelError.FailedPrecondition(errors.UserNotFound, "Errors.User.NotFound");
        if (Find(change.State, userId, administered) is not null)
            throw ZitadelError.AlreadyExists(errors.AlreadyExists, $"Errors.{errors.Kind}.Member.AlreadyExists");

        var administrator = new Administrator
        {
            Details = Details.New(OwnerOf(change.State, administered), clock.GetUtcNow()),
            UserId = userId,
            Resource = administered.Resource,
            ResourceId = administered.Id,
            Roles = [.. roles],
        };
        change.Put(administrator);
        return administrator;
    });

    /// <summary>Gives an administrator other roles.</summary>
    public Administrator Update(string userId, Administered administered, IReadOnlyList<string> roles, bool unchangedIsError) => store.Change(change =>
    {
        var errors = MemberErrors.Of(administered.Resource);
        errors.CheckRoles(roles, administered.Resource);
        var administrator = Find(change.State, userId, administered) ?? throw ZitadelError.NotFound(errors.NotFound, "Errors.NotFound");
        if (administrator.Roles.SequenceEqual(roles, StringComparer.Ordinal))
            return unchangedIsError ? throw ZitadelError.FailedPrecondition(errors.Unchanged, $"Errors.{errors.Kind}.Member.RolesNotChanged") : administrator;
        var changed = administrator with { Roles = [.. roles], Details = administrator.Details.Changed(clock.GetUtcNow()) };
        change.Put(changed);
        return changed;
    });

    /// <summary>Takes all rights over the resource away. Null where there were none.</summary>
    public Administrator? Delete(string userId, Administered administered) => store.Change(change =>
    {
        if (Find(change.State, userId, administered) is not { } administrator)
            return null;
        change.Remove(administrator);
        return administrator with { Details = administrator.Details.Changed(clock.GetUtcNow()) };
    });

    private static Administrator? Find(InstanceState state, string userId, Administered administered) =>
        state.Administrators.By(Administrator.ByUser, userId).FirstOrDefault(one => one.Resource == administered.Resource && one.ResourceId == administered.Id);

    private static string OwnerOf(InstanceState state, Administered administered) => administered.Resource switch
    {
        AdministeredResource.Instance => state.Instance.Id,
        AdministeredResource.Organization => state.Organizations.Find(administered.Id)?.Id
            ?? throw ZitadelError.FailedPrecondition("COMMAND-QXPGs", "Errors.Org.NotFound"),
        AdministeredResource.Project => state.Projects.Find(administered.Id)?.OrganizationId
            ?? throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound"),
        _ => throw new ZitadelError(StatusCode.Unimplemented, "", "EmbeddedZitadel has no project grants; docs/fidelity.md lists what is covered"),
    };

    // ZITADEL's error ids differ by what is administered.
    private sealed record MemberErrors(string Kind, string Empty, string Invalid, string InvalidKey, string UserNotFound, string AlreadyExists,
        string NotFound, string Unchanged)
    {
        public static MemberErrors Of(AdministeredResource resource) => resource switch
        {
            AdministeredResource.Instance => new(
                "Instance", "INSTANCE-4m0fS", "INSTANCE-4m0fS", "Errors.Instance.MemberInvalid", "INSTANCE-4N9vs", "INSTANCE-sdgQ4", "INSTANCE-D8JxR",
                    "INSTANCE-LiaZi"),
            AdministeredResource.Organization => new(
                "Org", "ORG-4Mlfs", "Org-4N8es", "Errors.Org.MemberInvalid", "ORG-GoXOn", "ORG-poWwe", "Org-D8JxR", "Org-LiaZi"),
            _ => new(
                "Project", "PROJECT-W8m4l", "PROJECT-3m9ds", "Errors.Project.Member.Invalid", "PROJECT-9vs5N", "PROJECT-PtXi1", "PROJECT-D8JxR",
                    "PROJECT-LiaZi"),
        };

        public void CheckRoles(IReadOnlyList<string> roles, AdministeredResource resource)
        {
            if (roles.Count == 0)
                throw ZitadelError.InvalidArgument(Empty, "Errors.Invalid.Argument");
            var known = Permissions.RolesOf(resource);
            if (roles.Any(role => !known.Contains(role)))
                throw ZitadelError.InvalidArgument(Invalid, InvalidKey);
        }
    }
}
