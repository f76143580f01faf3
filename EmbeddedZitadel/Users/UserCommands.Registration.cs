using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

// People who register themselves.
public sealed partial class UserCommands
{
    // ZITADEL: SecretGenerators.InitializeUserCode.Expiry
    private static readonly TimeSpan InitializationCodeLifetime = TimeSpan.FromHours(72);

    /// <summary>
    /// Registers a person, who may sign in once the code from the mail was entered. The login name is the e-mail address.
    /// Answers the user and the code to mail.
    /// </summary>
    /// <exception cref="ZitadelError">A field is missing, the password is weak, or the login name is taken.</exception>
    public (User User, string Code) Register(string organizationId, string givenName, string familyName, string email, string password, string? language)
    {
        (givenName, familyName, email) = (givenName.Trim(), familyName.Trim(), email.Trim());
        if (givenName.Length == 0 || familyName.Length == 0)
            throw ZitadelError.InvalidArgument("COMMAND-UCej2", "Errors.User.Profile.Empty");
        if (!EmailAddress.IsValid(email))
            throw ZitadelError.InvalidArgument("EMAIL-599BI", "Errors.User.Email.Invalid");

        var hash = HashNew(password);
        var (code, verification) = NewVerificationCode();
        return store.Change(change =>
        {
            if (change.State.Users.By(User.ByLoginName, User.NormalizeLoginName(email)).Any())
                throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.User.AlreadyExists");
            var now = clock.GetUtcNow();
            var user = new User
            {
                Id = ids.Next(),
                Details = Details.New(organizationId, now),
                Username = email,
                State = UserState.Initial,
                Human = new Human
                {
                    GivenName = givenName,
                    FamilyName = familyName,
                    DisplayName = $"{givenName} {familyName}",
                    PreferredLanguage = string.IsNullOrEmpty(language) ? null : language,
                    ProfileChanged = now,
                    Email = email,
                    PasswordHash = hash,
                    PasswordChanged = now,
                    InitializationCode = verification,
                },
            };
            change.Put(user);
            return (user, code);
        });
    }

    /// <summary>A new code for whoever lost the first one.</summary>
    /// <exception cref="ZitadelError">There is no such user, or they are active already.</exception>
    public (User User, string Code) RenewInitializationCode(string userId)
    {
        var (code, verification) = NewVerificationCode();
        return (ChangeHuman(userId, user => user.State == UserState.Initial
            ? user with { Human = user.Human! with { InitializationCode = verification } }
            : throw ZitadelError.FailedPrecondition("COMMAND-2M9sd", "Errors.User.AlreadyInitialised")), code);
    }

    /// <summary>
    /// Activates a user who registered, and takes their e-mail address for verified; <paramref name="password"/> counts where none was set yet.
    /// </summary>
    /// <exception cref="ZitadelError">The code is wrong or expired, or the password is weak.</exception>
    public User Activate(string userId, string code, string password)
    {
        var user = store.Current.Users.Find(userId) ?? throw ZitadelError.NotFound("COMMAND-mmDo7", "Errors.User.NotFound");
        RequireCode(user.Human?.InitializationCode, code, InitializationCodeLifetime);
        var hash = user.Human?.PasswordHash ?? HashNew(password);
        return ChangeHuman(userId, user =>
        {
            RequireCode(user.Human!.InitializationCode, code, InitializationCodeLifetime);
            return user with
            {
                State = UserState.Active,
                Human = user.Human with
                {
                    EmailVerified = true,
                    PasswordHash = hash,
                    PasswordChanged = user.Human.PasswordChanged ?? clock.GetUtcNow(),
                    InitializationCode = null,
                },
            };
        });
    }
}
