using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

// What administrators change in users.
public sealed partial class UserCommands
{
    /// <summary>Changes a person; answers the codes for a new e-mail address or phone number that isn't verified. Nothing to change is no error.</summary>
    internal (User User, string? EmailCode, string? PhoneCode) UpdateHuman(string userId, HumanChange update)
    {
        if (update.Email is { Value.Length: > 0 } email && !EmailAddress.IsValid(email.Value))
            throw ZitadelError.InvalidArgument("EMAIL-599BI", "Errors.User.Email.Invalid");
        var phone = update.Phone is { Value.Length: > 0 } given ? given with { Value = PhoneNumber.Normalize(given.Value) } : update.Phone;
        var hash = update.Password is { } password ? HashNew(password) : null;
        var (emailCode, emailVerification) = NewVerificationCode();
        var (phoneCode, phoneVerification) = NewVerificationCode();
        var user = Update(userId, update.Username, (user, now) =>
        {
            var human = update.Profile?.Apply(Human(user)) ?? Human(user);
            if (human != user.Human)
                human = human with { ProfileChanged = now };
            human = WithEmail(human, update.Email, emailVerification);
            human = WithPhone(human, phone, phoneVerification);
            user = user with { Human = human };
            if (hash is null)
                return user;
            user = WithPassword(user, hash);
            return user with { Human = user.Human! with { PasswordChangeRequired = update.PasswordChangeRequired } };
        });
        return (user, user.Human!.EmailCode == emailVerification ? emailCode : null, user.Human.PhoneCode == phoneVerification ? phoneCode : null);
    }

    /// <summary>Changes a service user; null leaves a part as it is.</summary>
    internal User UpdateMachine(string userId, string? username, string? name, string? description, bool? jwtAccessTokens) =>
        Update(userId, username, (user, _) =>
        user.Machine is { } machine
            ? user with
            {
                Machine = machine with
                {
                    Name = name ?? machine.Name,
                    Description = description ?? machine.Description,
                    JwtAccessTokens = jwtAccessTokens ?? machine.JwtAccessTokens,
                },
            }
            : throw ZitadelError.NotFound("COMMAND-ugjs0upun6", "Errors.User.NotFound"));

    /// <summary>Gives a user another user name.</summary>
    internal User Rename(string userId, string username) => Update(userId, username, (user, _) => user);

    /// <summary>Changes the e-mail address, or verifies it.</summary>
    internal (User User, string? Code) SetEmail(string userId, string address, bool isVerified)
    {
        var (user, code, _) = UpdateHuman(userId, new() { Email = new(address, isVerified) });
        return (user, code);
    }

    /// <summary>Changes the phone number, or verifies it.</summary>
    internal (User User, string? Code) SetPhone(string userId, string number, bool isVerified)
    {
        var (user, _, code) = UpdateHuman(userId, new() { Phone = new(number, isVerified) });
        return (user, code);
    }

    /// <summary>Removes the phone number; none is no error.</summary>
    internal User RemovePhone(string userId) => ChangeHuman(userId, user => user with { Human = WithoutPhone(user.Human!) });

    /// <summary>Makes the code that verifies the phone number.</summary>
    internal (User User, string Code) RenewPhoneCode(string userId)
    {
        var (code, verification) = NewVerificationCode();
        return (ChangeHuman(userId, user => user.Human is { Phone.Length: > 0, PhoneVerified: false } human
            ? user with { Human = human with { PhoneCode = verification } }
            : throw ZitadelError.FailedPrecondition("COMMAND-2M9sf", "Errors.User.Phone.AlreadyVerified")), code);
    }

    /// <summary>Verifies the phone number with its code.</summary>
    internal User VerifyPhone(string userId, string code) => ChangeHuman(userId, user =>
    {
        RequireCode(user.Human!.PhoneCode, code, EmailCodeLifetime);
        return user with { Human = user.Human with { PhoneVerified = true, PhoneCode = null } };
    });

    /// <summary>Remembers that the user does not want a second factor for now.</summary>
    internal User SkipMfaInit(string userId) => ChangeHuman(userId, user => user with { Human = user.Human! with { MfaInitSkipped = clock.GetUtcNow() } });

    private User Update(
        string userId, string? username, Func<User, DateTimeOffset, User> update, string notFound = "COMMAND-ugjs0upun6") => store.Change(change =>
    {
        var user = change.State.Users.Find(userId) ?? throw ZitadelError.NotFound(notFound, "Errors.User.NotFound");
        var now = clock.GetUtcNow();
        var changed = update(username is null ? user : user with { Username = Required(username, "V2-zzad3", "Errors.Invalid.Argument") }, now);
        if (changed == user)
            return user;
        CheckUsername(change.State, changed);
        changed = changed with { Details = user.Details.Changed(now) };
        change.Put(changed);
        return changed;
    });

    private static Human WithoutPhone(Human human) => human with { Phone = "", PhoneVerified = false, PhoneCode = null };

    private static Human Human(User user) => user.Human ?? throw ZitadelError.NotFound("COMMAND-ugjs0upun6", "Errors.User.NotFound");

    private static Human WithEmail(Human human, ContactChange? email, VerificationCode verification) => email switch
    {
        null => human,
        _ when email.Value.Length > 0 && email.Value != human.Email => human with { Email = email.Value, EmailVerified = email.IsVerified,
            EmailCode = email.IsVerified ? null : verification },
        _ when email.IsVerified && !human.EmailVerified => human with { EmailVerified = true, EmailCode = null },
        _ => human,
    };

    private static Human WithPhone(Human human, ContactChange? phone, VerificationCode verification) => phone switch
    {
        null => human,
        { IsRemoved: true } => WithoutPhone(human),
        _ when phone.Value.Length > 0 && phone.Value != human.Phone => human with { Phone = phone.Value, PhoneVerified = phone.IsVerified,
            PhoneCode = phone.IsVerified ? null : verification },
        _ when phone.IsVerified && !human.PhoneVerified => human with { PhoneVerified = true, PhoneCode = null },
        _ => human,
    };
}

/// <summary>What is to be different in a person; null leaves a part as it is.</summary>
internal sealed record HumanChange
{
    public string? Username { get; init; }

    public ProfileChange? Profile { get; init; }

    public ContactChange? Email { get; init; }

    public ContactChange? Phone { get; init; }

    public string? Password { get; init; }

    public bool PasswordChangeRequired { get; init; }
}

/// <summary>What is to be different in a profile; null leaves a part as it is.</summary>
internal sealed record ProfileChange(
    string? GivenName = null, string? FamilyName = null, string? NickName = null, string? DisplayName = null, string? PreferredLanguage = null,
        Gender? Gender = null)
{
    /// <summary>The person with the change. A display name does not follow the names it was made of.</summary>
    public Human Apply(Human human) => human with
    {
        GivenName = GivenName ?? human.GivenName,
        FamilyName = FamilyName ?? human.FamilyName,
        NickName = NickName ?? human.NickName,
        DisplayName = string.IsNullOrEmpty(DisplayName) ? human.DisplayName : DisplayName,
        PreferredLanguage = PreferredLanguage is null ? human.PreferredLanguage : PreferredLanguage is "" or "und" ? null : PreferredLanguage,
        Gender = Gender ?? human.Gender,
    };
}

/// <summary>A new e-mail address or phone number; one without characters leaves what is there.</summary>
internal sealed record ContactChange(string Value, bool IsVerified, bool IsRemoved = false);
