namespace ZitadelSetup;

/// <summary>Finds what ZITADEL would refuse before anything is sent. Limits are those of ZITADEL's API definition.</summary>
static class DesiredStateCheck
{
    const int MaxNameLength = 200;
    const int MaxMetadataValueLength = 500_000;

    /// <summary>One sentence about the first thing that is wrong, or null.</summary>
    public static string? FirstProblem(DesiredState state) => Problems(state).FirstOrDefault();

    static IEnumerable<string> Problems(DesiredState state) =>
    [
        .. Name("project.name", state.Project.Name),
        .. state.Applications.SelectMany(a => Application(a.Key, a.Value)),
        .. state.Roles.SelectMany(r => Name($"the key of role '{r.Key}'", r.Key).Concat(Name($"displayName of role '{r.Key}'", r.Value.DisplayName))),
        .. state.Users.SelectMany(u => User(u.Key, u.Value, state)),
        .. state.ServiceUsers.SelectMany(u => Name($"the name of service user '{u.Key}'", u.Key).Concat(Name($"name of service user '{u.Key}'", u.Value.Name))),
        .. state.Users.Keys.Intersect(state.ServiceUsers.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(name => $"'{name}' is both a user and a service user; ZITADEL's user names are unique."),
    ];

    static IEnumerable<string> Application(string name, DesiredApplication application)
    {
        foreach (var problem in Name($"the name of application '{name}'", name))
            yield return problem;

        if (application.Type == ApplicationType.Api)
        {
            if (application.AuthMethod is not (AuthMethod.Basic or AuthMethod.PrivateKeyJwt))
                yield return $"application '{name}' is an API: its authMethod is basic or private_key_jwt.";
            if (application.RedirectUris.Count + application.PostLogoutRedirectUris.Count > 0)
                yield return $"application '{name}' is an API, nobody signs in to it: it has no redirectUris and no postLogoutRedirectUris.";
            yield break;
        }

        if (application.RedirectUris.Count == 0 && application.GrantTypes.Any(g => g is GrantType.AuthorizationCode or GrantType.Implicit))
            yield return $"application '{name}' needs at least one of redirectUris, because people sign in to it.";
        foreach (var uri in application.RedirectUris.Concat(application.PostLogoutRedirectUris).Concat(application.AdditionalOrigins ?? []))
        {
            if (!IsAbsolute(uri))
                yield return $"'{uri}' of application '{name}' is no absolute URI.";
        }

        if (application.BackChannelLogoutUri != "" && !IsAbsolute(application.BackChannelLogoutUri))
            yield return $"backChannelLogoutUri '{application.BackChannelLogoutUri}' of application '{name}' is no absolute URI.";
    }

    static IEnumerable<string> User(string name, DesiredUser user, DesiredState state) =>
    [
        .. Name($"the name of user '{name}'", name),
        .. Name($"givenName of user '{name}'", user.GivenName),
        .. Name($"familyName of user '{name}'", user.FamilyName),
        .. user.Email.Contains('@') ? Name($"email of user '{name}'", user.Email) : [$"email '{user.Email}' of user '{name}' is no e-mail address."],
        .. user.Metadata.SelectMany(m => Metadata(name, m.Key, m.Value)),
        .. user.Roles.Where(role => !state.Roles.ContainsKey(role)).Select(role => $"user '{name}' has the role '{role}', which is not under \"roles\"."),
    ];

    static IEnumerable<string> Metadata(string user, string key, string value)
    {
        foreach (var problem in Name($"a metadata key of user '{user}'", key))
            yield return problem;
        var bytes = MetadataValue.ToBytes(value);
        if (bytes is null)
            yield return $"metadata '{key}' of user '{user}' begins with base64: and goes on with something that is no base64.";
        else if (bytes.Length is 0 or > MaxMetadataValueLength)
            yield return $"metadata '{key}' of user '{user}' has {bytes.Length} bytes; ZITADEL stores 1 to {MaxMetadataValueLength}.";
    }

    // On Unix "/cb" counts as the absolute URI of a file.
    public static bool IsAbsolute(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && !parsed.IsFile;

    // ZITADEL counts Unicode code points, not UTF-16 units.
    static IEnumerable<string> Name(string what, string value) =>
        value.EnumerateRunes().Count() is >= 1 and <= MaxNameLength ? [] : [$"{what} needs 1 to {MaxNameLength} characters."];
}
