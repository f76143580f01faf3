using System.Security.Cryptography;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Users;

// What users do with the codes that were mailed to them, and with their own password.
public sealed partial class UserCommands
{
    // ZITADEL: SecretGenerators.EmailVerificationCode.Expiry, PasswordVerificationCode.Expiry, InviteCode.Expiry
    private static readonly TimeSpan EmailCodeLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan PasswordCodeLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan InviteCodeLifetime = TimeSpan.FromHours(72);

    /// <summary>Makes the code that verifies the e-mail address; answers the user and the code to mail.</summary>
    /// <exception cref="ZitadelError">There is no such person, or the address is verified already.</exception>
    public (User User, string Code) RenewEmailCode(string userId, bool evenIfVerified = false)
    {
        var (code, verification) = NewVerificationCode();
        return (ChangeHuman(userId, user => user.Human is { } human && (evenIfVerified || !human.EmailVerified)
            ? user with { Human = human with { EmailCode = verification } }
            : throw ZitadelError.FailedPrecondition("COMMAND-3M9ds", "Errors.User.Email.AlreadyVerified")), code);
    }

    /// <summary>Verifies the e-mail address with its code.</summary>
    /// <exception cref="ZitadelError">The code is wrong or expired.</exception>
    public User VerifyEmail(string userId, string code) => ChangeHuman(userId, user =>
    {
        RequireCode(user.Human!.EmailCode, code, EmailCodeLifetime);
        return user with { Human = user.Human with { EmailVerified = true, EmailCode = null } };
    });

    /// <summary>Verifies the e-mail address of a user who has no password yet, and sets one.</summary>
    /// <exception cref="ZitadelError">The code is wrong or expired, the password is weak, or there is one already.</exception>
    public User VerifyEmailAndSetPassword(string userId, string code, string password)
    {
        RequireCode(store.Current.Users.Find(userId)?.Human?.EmailCode, code, EmailCodeLifetime);
        var hash = HashNew(password);
        return ChangeHuman(userId, user =>
        {
            RequireCode(user.Human!.EmailCode, code, EmailCodeLifetime);
            if (user.Human.PasswordHash is not null)
                throw ZitadelError.FailedPrecondition("COMMAND-2M9fs", "Errors.User.Code.NotFound");
            return WithPassword(user with { Human = user.Human with { EmailVerified = true, EmailCode = null } }, hash);
        });
    }

    /// <summary>Makes the code with which somebody who was invited says who they are; answers the user and the code to mail.</summary>
    public (User User, string Code) RenewInviteCode(string userId)
    {
        var (code, verification) = NewVerificationCode();
        return (ChangeHuman(userId, user => user with { Human = user.Human! with { InviteCode = verification } }), code);
    }

    /// <summary>Accepts an invitation with its code, which verifies the e-mail address.</summary>
    /// <exception cref="ZitadelError">The code is wrong or expired.</exception>
    public User AcceptInvitation(string userId, string code) => ChangeHuman(userId, user =>
    {
        RequireCode(user.Human!.InviteCode, code, InviteCodeLifetime);
        return user with { Human = user.Human with { EmailVerified = true, EmailCode = null, InviteCode = null } };
    });

    /// <summary>Makes the code that allows to set a new password; answers the user and the code to mail.</summary>
    /// <exception cref="ZitadelError">There is no such person, or they are not activated yet.</exception>
    public (User User, string Code) RenewPasswordCode(string userId)
    {
        var (code, verification) = NewVerificationCode();
        return (ChangeHuman(userId, user => user.State == UserState.Initial
            ? throw ZitadelError.FailedPrecondition("COMMAND-Sfe4g", "Errors.User.NotInitialised")
            : user with { Human = user.Human! with { PasswordCode = verification } }), code);
    }

    /// <summary>Sets a new password with a code from a mail.</summary>
    /// <exception cref="ZitadelError">The code is wrong or expired, or the password is weak.</exception>
    public User SetPasswordWithCode(string userId, string code, string password)
    {
        var user = store.Current.Users.Find(userId) ?? throw ZitadelError.NotFound("COMMAND-M9fs", "Errors.User.NotFound");
        RequireCode(user.Human?.PasswordCode, code, PasswordCodeLifetime);
        var hash = HashNew(password);
        return ChangeHuman(userId, user =>
        {
            RequireCode(user.Human!.PasswordCode, code, PasswordCodeLifetime);
            return WithPassword(user, hash);
        });
    }

    /// <summary>A person changes their own password.</summary>
    /// <exception cref="ZitadelError">The old password is wrong, the new one is weak or the same.</exception>
    public User ChangeOwnPassword(string userId, string oldPassword, string newPassword)
    {
        if (oldPassword.Length == 0 || newPassword.Length == 0)
            throw ZitadelError.InvalidArgument("COMMAND-3M0fs", "Errors.User.Password.Empty");
        var user = store.Current.Users.Find(userId) ?? throw ZitadelError.NotFound("COMMAND-G8dh3", "Errors.User.NotFound");
        if (user.Human?.PasswordHash is not { } hash)
            throw ZitadelError.FailedPrecondition("COMMAND-Fds3s", "Errors.User.Password.NotSet");
        if (!passwords.Verify(hash, oldPassword))
            throw ZitadelError.InvalidArgument("COMMAND-3M0fs", "Errors.User.Password.Invalid");
        var newHash = HashNew(newPassword);
        // ZITADEL, seen: the same password once more is "An internal error occurred" and not what it means to say, Errors.User.Password.NotChanged.
        if (oldPassword == newPassword)
            throw ZitadelError.Internal("COMMAND-CahN2", "Errors.Internal");

        return ChangeHuman(userId, user => user.Human?.PasswordHash == hash
            ? WithPassword(user, newHash)
            : throw ZitadelError.InvalidArgument("COMMAND-3M0fs", "Errors.User.Password.Invalid")); // changed by somebody else since
    }

    // ZITADEL's codes: 6 capitals and digits (SecretGenerators). They have little entropy, but one is valid for an hour or three days only.
    private (string Code, VerificationCode Verification) NewVerificationCode()
    {
        var code = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 6);
        return (code, new(SecretHash.Of(code), clock.GetUtcNow()));
    }

    private void RequireCode(VerificationCode? sent, string code, TimeSpan lifetime)
    {
        if (sent is null)
            throw ZitadelError.FailedPrecondition("COMMAND-2M9fs", "Errors.User.Code.NotFound");
        if (clock.GetUtcNow() - sent.CreationDate > lifetime)
            throw ZitadelError.FailedPrecondition("CODE-QvUQ4P", "Errors.User.Code.Expired");
        if (!sent.Code.Matches(code.Trim()))
            throw ZitadelError.InvalidArgument("CODE-woT0xc", "Errors.User.Code.Invalid");
    }

    private User WithPassword(User user, string hash) => user with
    {
        Human = user.Human! with
        {
            PasswordHash = hash,
            PasswordChanged = clock.GetUtcNow(),
            PasswordChangeRequired = false,
            PasswordCode = null,
            FailedPasswordChecks = 0,
        },
    };

    private User ChangeHuman(string userId, Func<User, User> update) => store.Change(change =>
    {
        if (change.State.Users.Find(userId) is not { Human: not null } user)
            throw ZitadelError.NotFound("COMMAND-G8dh3", "Errors.User.NotFound");
        var updated = update(user) with { Details = user.Details.Changed(clock.GetUtcNow()) };
        change.Put(updated);
        return updated;
    });
}
