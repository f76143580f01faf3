using System.Collections.ObjectModel;

namespace ZitadelSetup;

/// <summary>
/// A person; the user name is the key in <see cref="DesiredState.Users"/>. The password is never part of the desired state: the caller hands it in
/// (<see cref="SetupOptions.InitialPassword"/>), and that of an existing user is never touched.
/// </summary>
public sealed record DesiredUser
{
    /// <summary>Given name, 1 to 200 characters.</summary>
    public required string GivenName { get; init; }

    /// <summary>Family name, 1 to 200 characters.</summary>
    public required string FamilyName { get; init; }

    /// <summary>E-mail address; counts as verified.</summary>
    public required string Email { get; init; }

    /// <summary>How the person is shown; ZITADEL makes it of given and family name when left out.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Nickname.</summary>
    public string? NickName { get; init; }

    /// <summary>BCP 47 language tag, for example <c>en</c>.</summary>
    public string? PreferredLanguage { get; init; }

    /// <summary>
    /// Metadata by key. A value is plain text (stored as UTF-8), or <c>base64:</c> and the bytes in base64. Keys that are not named here are left alone.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The roles of the project that the person has; none given: left as they are.</summary>
    public IReadOnlyList<string> Roles { get; init => field = value ?? []; } = [];
}

/// <summary>A service user: a program that calls ZITADEL's API; the user name is the key in <see cref="DesiredState.ServiceUsers"/>.</summary>
public sealed record DesiredServiceUser
{
    /// <summary>Shown in ZITADEL's console, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>The form of its access tokens.</summary>
    public AccessTokenType AccessTokenType { get; init; } = AccessTokenType.Bearer;

    /// <summary>What it may do in the organisation, by ZITADEL's names of roles, for example <c>ORG_USER_MANAGER</c>.</summary>
    public IReadOnlyList<string> OrganizationRoles { get; init => field = value ?? []; } = [];

    /// <summary>Whether it has a client secret, for the grant <c>client_credentials</c>; its client id is the user name.</summary>
    public bool ClientSecret { get; init; }
}
