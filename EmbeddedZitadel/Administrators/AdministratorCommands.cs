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
        errors.CheckAdded(roles);
        if (change.State.Users.Find(userId) is null)
            throw ZitadelError.FailedPrecondition(errors.UserNotFound, "Errors.User.NotFound");
        if (Find(change.State, userId, administered) is not null)
            throw ZitadelError.AlreadyExists(errors.AlreadyExists.Id, errors.AlreadyExists.Key);

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

    /// <summary>Gives an administrator other roles. The same again is no error.</summary>
    public Administrator Update(string userId, Administered administered, IReadOnlyList<string> roles) => store.Change(change =>
    {
        var errors = MemberErrors.Of(administered.Resource);
        errors.CheckChanged(roles);
        var administrator = Find(change.State, userId, administered) ?? throw ZitadelError.NotFound(errors.NotFound, "Errors.NotFound");
        if (administrator.Roles.SequenceEqual(roles, StringComparer.Ordinal))
            return administrator;
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

    // ZITADEL's error ids differ by what is administered, and by what is done.
    private sealed record MemberErrors(
        AdministeredResource Resource, string Key, (string Id, string Key)? AddEmpty, string AddInvalid, string UserNotFound,
        (string Id, string Key) AlreadyExists, string ChangeEmpty, string ChangeInvalid, string NotFound)
    {
        public static MemberErrors Of(AdministeredResource resource) => resource switch
        {
            AdministeredResource.Instance => new(
                resource, "Errors.Instance.MemberInvalid", null, "INSTANCE-4m0fS", "INSTA-GSXOn", ("INSTA-pFDwe", "Errors.Instance.Member.AlreadyExists"),
                "INSTANCE-LiaZi", "INSTANCE-3m9fs", "INSTANCE-D8JxR"),
            AdministeredResource.Organization => new(
                resource, "Errors.Org.MemberInvalid", ("V2-PfYhb", "Errors.Invalid.Argument"), "Org-4N8es", "ORG-GoXOn",
                ("ORG-poWwe", "Errors.Org.Member.AlreadyExists"), "Org-LiaZi", "IAM-m9fG8", "Org-D8JxR"),
            _ => new(
                resource, "Errors.Project.Member.Invalid", ("PROJECT-W8m4l", "Errors.Project.Member.Invalid"), "PROJECT-3m9ds", "COMMAND-uXHNj",
                ("PROJECT-PtXi1", "Errors.Project.Member.AlreadyExists"), "PROJECT-LiaZi", "PROJECT-3m9d", "PROJECT-D8JxR"),
        };

        // An owner of the instance may be made without any role.
        public void CheckAdded(IReadOnlyList<string> roles)
        {
            if (roles.Count == 0 && AddEmpty is { } empty)
                throw ZitadelError.InvalidArgument(empty.Id, empty.Key);
            CheckKnown(roles, AddInvalid);
        }

        public void CheckChanged(IReadOnlyList<string> roles)
        {
            if (roles.Count == 0)
                throw ZitadelError.InvalidArgument(ChangeEmpty, Key);
            CheckKnown(roles, ChangeInvalid);
        }

        private void CheckKnown(IReadOnlyList<string> roles, string id)
        {
            var known = Permissions.RolesOf(Resource);
            if (roles.Any(role => !known.Contains(role)))
                throw ZitadelError.InvalidArgument(id, Key);
        }
    }
}
