using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

// Users that administrators create.
public sealed partial class UserCommands
{
    /// <summary>Creates a person; answers the code that verifies the e-mail address, unless it is verified.</summary>
    /// <exception cref="ZitadelError">The user name is taken, the address or the password is no good, ….</exception>
    internal (User User, string? EmailCode, string? PhoneCode) AddHuman(NewHuman human)
    {
        if (!EmailAddress.IsValid(human.Email))
            throw ZitadelError.InvalidArgument("EMAIL-599BI", "Errors.User.Email.Invalid");
        var givenName = Required(human.GivenName, "USER-UCej2", "Errors.User.Profile.FirstNameEmpty");
        var familyName = Required(human.FamilyName, "USER-4hB7d", "Errors.User.Profile.LastNameEmpty");
        var phone = human.Phone.Length == 0 ? "" : PhoneNumber.Normalize(human.Phone);
        var hash = human.Password is { } password ? HashNew(password) : null;
        var (emailCode, emailVerification) = human.EmailVerified ? (null, null) : NewVerificationCode();
        var (phoneCode, phoneVerification) = phone.Length == 0 || human.PhoneVerified ? (null, null) : NewVerificationCode();

        var added = Add(human.OrganizationId, human.Id, human.Username, human.Metadata, user => user with
        {
            State = human.IsInitial ? UserState.Initial : UserState.Active,
            Human = new()
            {
                GivenName = givenName,
                FamilyName = familyName,
                DisplayName = string.IsNullOrWhiteSpace(human.DisplayName) ? $"{givenName} {familyName}" : human.DisplayName.Trim(),
                NickName = human.NickName.Trim(),
                PreferredLanguage = human.PreferredLanguage.Length == 0 ? null : human.PreferredLanguage,
                Gender = human.Gender,
                ProfileChanged = user.Details.CreationDate,
                Email = human.Email,
                EmailVerified = human.EmailVerified,
                EmailCode = emailVerification,
                Phone = phone,
                PhoneVerified = phone.Length > 0 && human.PhoneVerified,
                PhoneCode = phoneVerification,
                PasswordHash = hash,
                PasswordChanged = hash is null ? null : user.Details.CreationDate,
                PasswordChangeRequired = hash is not null && human.PasswordChangeRequired,
            },
        });
        return (added, emailCode, phoneCode);
    }

    /// <summary>Creates a service user.</summary>
    /// <exception cref="ZitadelError">The user name is taken.</exception>
    internal User AddMachine(
        string organizationId, string? id, string? username, Machine machine, IReadOnlyList<KeyValuePair<string, byte[]>> metadata) =>
        Add(organizationId, id, username, metadata, user => user with { Machine = machine });

    private User Add(
        string organizationId, string? id, string? username, IReadOnlyList<KeyValuePair<string, byte[]>> metadata, Func<User, User> complete) =>
            store.Change(change =>
    {
        if (change.State.Organizations.Find(organizationId) is null)
            throw ZitadelError.FailedPrecondition("COMMAND-QXPGs", "Errors.Org.NotFound");
        if (change.State.Users.Find(id) is not null)
            throw ZitadelError.FailedPrecondition("COMMAND-7yiox1isql", "Errors.User.AlreadyExisting");

        var now = clock.GetUtcNow();
        id ??= ids.Next();
        var user = complete(new()
        {
            Id = id,
            Details = Details.New(organizationId, now),
            Username = Required(username ?? id, "V2-zzad3", "Errors.Invalid.Argument"),
        });
        CheckUsername(change.State, user);
        foreach (var (key, value) in metadata)
        {
            if (value.Length == 0)
                throw ZitadelError.InvalidArgument("META-2m00f", "Errors.Metadata.Invalid");
            user = WithMetadata(user, key.Trim(), value, now);
        }

        change.Put(user);
        return user;
    });

    // User names are unique in the instance, in any case.
    private static void CheckUsername(InstanceState state, User user)
    {
        if (user.LoginNames.SelectMany(name => state.Users.By(User.ByLoginName, User.NormalizeLoginName(name))).Any(other => other.Id != user.Id))
            throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.User.AlreadyExists");
    }

    private static string Required(string text, string id, string key) =>
        text.Trim() is { Length: > 0 } trimmed ? trimmed : throw ZitadelError.InvalidArgument(id, key);

    private string HashNew(string password)
    {
        PasswordPolicy.Check(password);
        // ZITADEL, seen: bcrypt's limit is an error 500.
        return System.Text.Encoding.UTF8.GetByteCount(password) <= MaxPasswordBytes
            ? passwords.Hash(password)
            : throw new ZitadelError(StatusCode.Unknown, "", $"the password is longer than {MaxPasswordBytes} bytes");
    }

    private const int MaxPasswordBytes = 72;
}

/// <summary>A person to be created.</summary>
internal sealed record NewHuman
{
    public required string OrganizationId { get; init; }

    public string? Id { get; init; }

    public required string Username { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string DisplayName { get; init; } = "";

    public string NickName { get; init; } = "";

    public string PreferredLanguage { get; init; } = "";

    public Gender Gender { get; init; }

    public required string Email { get; init; }

    public bool EmailVerified { get; init; }

    public string Phone { get; init; } = "";

    public bool PhoneVerified { get; init; }

    public string? Password { get; init; }

    public bool PasswordChangeRequired { get; init; }

    /// <summary>Whether the user has to activate itself with a mailed code first (v1 only).</summary>
    public bool IsInitial { get; init; }

    public IReadOnlyList<KeyValuePair<string, byte[]>> Metadata { get; init; } = [];
}
