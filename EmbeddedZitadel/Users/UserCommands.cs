using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

/// <summary>The one place where users change.</summary>
public sealed partial class UserCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock, PasswordHashes passwords)
{
    /// <summary>Checks a password; counts wrong ones on the user and forgets them at the first right one.</summary>
    /// <exception cref="ZitadelError">The password is wrong, or the user has none or may not sign in.</exception>
    public void CheckPassword(string userId, string password)
    {
        var user = store.Current.Users.Find(userId) ?? throw ZitadelError.NotFound("COMMAND-3n77z", "Errors.User.NotFound");
        if (user.State == UserState.Locked)
            throw ZitadelError.FailedPrecondition("COMMAND-JLK35", "Errors.User.Locked");
        if (user.Human?.PasswordHash is not { } hash)
            throw ZitadelError.FailedPrecondition("COMMAND-3nJ4t", "Errors.User.Password.NotSet");

        var matches = passwords.Verify(hash, password);
        var failed = store.Change(change =>
        {
            if (change.State.Users.Find(userId) is not { Human: { } human } now)
                throw ZitadelError.NotFound("COMMAND-3n77z", "Errors.User.NotFound");
            var count = matches ? 0 : human.FailedPasswordChecks + 1;
            if (count != human.FailedPasswordChecks)
                change.Put(now with { Human = human with { FailedPasswordChecks = count } });
            return count;
        });
        if (!matches)
            throw new ZitadelError(StatusCode.InvalidArgument, "COMMAND-3M0fs", "Errors.User.Password.Invalid") { FailedAttempts = failed };
    }
}
