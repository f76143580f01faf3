using System.Collections.Immutable;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Users;

/// <summary>A user: a person (<see cref="Human"/>) or a service (<see cref="Machine"/>).</summary>
public sealed record User : IRecord
{
    /// <summary>Finds users by login name in any case: ZITADEL keeps user names unique that way.</summary>
    public static readonly Index<User> ByLoginName = new(user => user.LoginNames.Select(NormalizeLoginName));

    /// <summary>Finds people by e-mail address in any case; several may share one.</summary>
    public static readonly Index<User> ByEmail = new(user => user.Human is { } human ? [NormalizeLoginName(human.Email)] : []);

    /// <summary>Finds the users of an organisation.</summary>
    public static readonly Index<User> ByOrganization = new(user => [user.OrganizationId]);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed, and its organisation.</summary>
    public required Details Details { get; init; }

    /// <summary>The user name, as it was given.</summary>
    public required string Username { get; init; }

    /// <summary>Active, locked, ….</summary>
    public UserState State { get; init; } = UserState.Active;

    /// <summary>The person, or null for a service.</summary>
    public Human? Human { get; init; }

    /// <summary>The service, or null for a person.</summary>
    public Machine? Machine { get; init; }

    /// <summary>The user's metadata by key; keys are case-sensitive, values any bytes.</summary>
    public ImmutableSortedDictionary<string, MetadataEntry> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, MetadataEntry>(StringComparer.Ordinal);

    /// <summary>The personal access tokens of a service.</summary>
    public ImmutableList<PersonalAccessToken> PersonalAccessTokens { get; init; } = [];

    /// <summary>The public keys of a service, for the JWT profile grant.</summary>
    public ImmutableList<PublicKey> Keys { get; init; } = [];

    /// <summary>The organisation that the user belongs to.</summary>
    public string OrganizationId => Details.ResourceOwner;

    /// <summary>The names that the user may sign in with. ZITADEL's default policy (<c>UserLoginMustBeDomain</c> off) leaves the user name as it is.</summary>
    public IReadOnlyList<string> LoginNames => [Username];

    /// <summary>The login name that is shown, and the claim <c>preferred_username</c>.</summary>
    public string PreferredLoginName => Username;

    /// <summary>The name that is shown: the display name of a person, the name of a service.</summary>
    public string DisplayName => Human?.DisplayName ?? Machine?.Name ?? Username;

    /// <summary>A login name in the form that the indices use.</summary>
    public static string NormalizeLoginName(string loginName) => loginName.ToLowerInvariant();
}

/// <summary>The state of a user; deleted ones are not kept.</summary>
public enum UserState
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Deactivated by an administrator.</summary>
    Inactive,

    /// <summary>Locked by an administrator, or by too many wrong passwords.</summary>
    Locked,

    /// <summary>Registered, and has not entered the mailed code yet.</summary>
    Initial,
}

/// <summary>The gender in a profile.</summary>
public enum Gender
{
    /// <summary>Not given.</summary>
    Unspecified,

    /// <summary><c>GENDER_FEMALE</c>.</summary>
    Female,

    /// <summary><c>GENDER_MALE</c>.</summary>
    Male,

    /// <summary><c>GENDER_DIVERSE</c>.</summary>
    Diverse,
}

/// <summary>What a person has.</summary>
public sealed record Human
{
    /// <summary>The given name.</summary>
    public required string GivenName { get; init; }

    /// <summary>The family name.</summary>
    public required string FamilyName { get; init; }

    /// <summary>The display name; given and family name where none was given.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The nickname, or empty.</summary>
    public string NickName { get; init; } = "";

    /// <summary>A BCP 47 language tag, or null where none was given (reads back as <c>und</c>; <c>"locale": null</c> in claims).</summary>
    public string? PreferredLanguage { get; init; }

    /// <summary>The gender.</summary>
    public Gender Gender { get; init; }

    /// <summary>When the profile's claims last changed: the claim <c>updated_at</c>.</summary>
    public required DateTimeOffset ProfileChanged { get; init; }

    /// <summary>The e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the address is verified.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The code that verifies the address, while one is out.</summary>
    public VerificationCode? EmailCode { get; init; }

    /// <summary>The phone number in E.164 form, or empty.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Whether the number is verified.</summary>
    public bool PhoneVerified { get; init; }

    /// <summary>The code that verifies the number, while one is out.</summary>
    public VerificationCode? PhoneCode { get; init; }

    /// <summary>The hash of the password (<see cref="PasswordHashes"/>), or null where none is set.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Whether the next login asks for a new password.</summary>
    public bool PasswordChangeRequired { get; init; }

    /// <summary>When the password was last set. Logins that are older do not count for single sign-on.</summary>
    public DateTimeOffset? PasswordChanged { get; init; }

    /// <summary>The code that allows to set a new password, while one is out.</summary>
    public VerificationCode? PasswordCode { get; init; }

    /// <summary>The code with which somebody who was invited says who they are, while one is out.</summary>
    public VerificationCode? InviteCode { get; init; }

    /// <summary>The code that activates a user who registered.</summary>
    public VerificationCode? InitializationCode { get; init; }

    /// <summary>How many wrong passwords were entered since the last right one.</summary>
    public int FailedPasswordChecks { get; init; }

    /// <summary>When the user last skipped setting up a second factor.</summary>
    public DateTimeOffset? MfaInitSkipped { get; init; }
}

/// <summary>What a service has.</summary>
public sealed record Machine
{
    /// <summary>The name that is shown.</summary>
    public required string Name { get; init; }

    /// <summary>A description, or empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether client_credentials and the JWT profile give JWTs.</summary>
    public bool JwtAccessTokens { get; init; }

    /// <summary>The client secret for client_credentials, where one was made; the client id is the user name.</summary>
    public SecretHash? Secret { get; init; }
}

/// <summary>One piece of metadata.</summary>
public sealed record MetadataEntry(ImmutableArray<byte> Value, Details Details);

/// <summary>A code that was sent to the user.</summary>
public sealed record VerificationCode(SecretHash Code, DateTimeOffset CreationDate);

/// <summary>A personal access token; the token itself is an opaque token that names it.</summary>
/// <param name="Id">Its id, which is its <c>jti</c>.</param>
/// <param name="Details">When it came.</param>
/// <param name="ExpirationDate">When it ends.</param>
public sealed record PersonalAccessToken(string Id, Details Details, DateTimeOffset ExpirationDate)
{
    /// <summary>When a token ends that was given no end: ZITADEL's 31 December 9999.</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The scopes of every personal access token (ZITADEL: <c>internal/api/grpc/user/v2/pat.go</c>).</summary>
    public static readonly ImmutableArray<string> Scopes =
        ["openid", "profile", "urn:zitadel:iam:user:metadata", "urn:zitadel:iam:user:resourceowner"];

    /// <summary>A token that ends at this date, or never.</summary>
    public static PersonalAccessToken New(string id, Details details, DateTimeOffset? expirationDate) => new(id, details, expirationDate ?? Never);
}
