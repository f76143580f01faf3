using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Users;

// Users who may no longer sign in, and may again.
public sealed partial class UserCommands
{
    /// <summary>Deactivates a user and ends their access tokens.</summary>
    internal User Deactivate(string userId) => ChangeState(userId, "COMMAND-5gp2p62iin", user => user.State switch
    {
        UserState.Initial => throw ZitadelError.FailedPrecondition("COMMAND-gvx4kct9r2", "Errors.User.CantDeactivateInitial"),
        UserState.Inactive => throw ZitadelError.FailedPrecondition("COMMAND-5gunjw0cd7", "Errors.User.AlreadyInactive"),
        _ => UserState.Inactive,
    });

    /// <summary>Activates a deactivated user again; their old access tokens stay dead.</summary>
    internal User Reactivate(string userId) => ChangeState(userId, "COMMAND-9hy5kzbuk6", user => user.State == UserState.Inactive
        ? UserState.Active
        : throw ZitadelError.FailedPrecondition("COMMAND-s5qqcz97hf", "Errors.User.NotInactive"));

    /// <summary>Locks a user and ends their access tokens.</summary>
    internal User Lock(string userId) => ChangeState(userId, "COMMAND-450yxuqrh1", user => user.State is UserState.Active or UserState.Initial
        ? UserState.Locked
        : throw ZitadelError.FailedPrecondition("COMMAND-lgws8wtsqf", "Errors.User.ShouldBeActiveOrInitial"));

    /// <summary>Unlocks a user.</summary>
    internal User Unlock(string userId) => ChangeState(userId, "COMMAND-x377t913pw", user => user.State == UserState.Locked
        ? UserState.Active
        : throw ZitadelError.FailedPrecondition("COMMAND-olb9vb0oca", "Errors.User.NotLocked"));

    /// <summary>Deletes a user with their role grants and rights, and ends their access tokens.</summary>
    internal User Delete(string userId) => store.Change(change =>
    {
        var user = change.State.Users.Find(userId) ?? throw ZitadelError.NotFound("COMMAND-bd4ir1mblj", "Errors.User.NotFound");
        foreach (var authorization in change.State.Authorizations.By(Authorization.ByUser, userId).ToList())
            change.Remove(authorization);
        foreach (var administrator in change.State.Administrators.By(Administrator.ByUser, userId).ToList())
            change.Remove(administrator);
        change.EndAccessTokensOfUser(userId);
        change.Remove(user);
        return user with { Details = user.Details.Changed(clock.GetUtcNow()) };
    });

    private User ChangeState(string userId, string notFound, Func<User, UserState> next) => store.Change(change =>
    {
        var user = change.State.Users.Find(userId) ?? throw ZitadelError.NotFound(notFound, "Errors.User.NotFound");
        var changed = user with { State = next(user), Details = user.Details.Changed(clock.GetUtcNow()) };
        if (changed.State is UserState.Inactive or UserState.Locked)
        {
            change.EndAccessTokensOfUser(userId);
            change.EndBrowserSessionsOfUser(userId);
        }

        change.Put(changed);
        return changed;
    });
}
