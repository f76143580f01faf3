using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>The project's applications and their secrets.</summary>
static class ApplicationPlan
{
    public static IEnumerable<Change> Applications(Run run, Snapshot snapshot) =>
        run.Desired.Applications.SelectMany(a => Find(snapshot, a.Key) is { } actual ? Existing(run, a.Key, a.Value, actual) : [Create(run, a.Key, a.Value)]);

    /// <summary>ZITADEL: names are unique in a project regardless of case.</summary>
    public static Application? Find(Snapshot snapshot, string name) =>
        snapshot.Applications.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));

    static Change Create(Run run, string name, DesiredApplication desired) => new($"create application '{name}'", async cancellationToken =>
    {
        try
        {
            var created = await run.Api.CreateApplicationAsync(run.Project, name, desired, cancellationToken);
            if (created.Client is { } client)
                await run.KeepApplicationAsync(name, client, cancellationToken);
        }
        catch (ZitadelRefusal refusal) when (refusal is { AlreadyExists: true, AfterCut: true })
        {
            run.MarkCreatedInTheDark($"application '{name}'");
            throw;
        }
    })
    {
        Ready = () => run.KnowsProject,
        SecretOf = HasSecret(desired) ? $"application '{name}'" : null,
    };

    static IEnumerable<Change> Existing(Run run, string name, DesiredApplication desired, Application actual)
    {
        var isApi = desired.Type == ApplicationType.Api;
        if (isApi ? actual.ApiConfiguration is null : actual.OidcConfiguration is null)
        {
            throw new ZitadelSetupException(
                $"Application '{name}' in project '{run.Desired.Project.Name}' is of another kind than '{desired.Type.ToString().ToLowerInvariant()}', "
                + "and ZITADEL can't change that: delete or rename it in ZITADEL, or choose another name.");
        }

        if (actual.IsInactive)
        {
            yield return new Change(
                $"activate application '{name}'",
                cancellationToken => run.Api.ReactivateApplicationAsync(run.Project, actual.ApplicationId, cancellationToken));
        }

        var differences = isApi ? Compare(actual.ApiConfiguration!, desired) : Compare(actual.OidcConfiguration!, desired);
        if (differences.Any)
        {
            yield return new Change(
                $"change application '{name}' ({differences})",
                cancellationToken => run.Api.UpdateApplicationAsync(run.Project, actual, desired, cancellationToken));
        }

        if (HasSecret(desired) && SecretPlan.IsNeeded(run, $"application '{name}'", actual.ClientId!, hasSecret: HasSecret(actual)))
        {
            yield return new Change($"make a new client secret for application '{name}'", async cancellationToken =>
            {
                var secret = await run.Api.GenerateClientSecretAsync(run.Project, actual.ApplicationId, cancellationToken);
                await run.KeepSecretAsync(actual.ClientId!, secret, cancellationToken);
            })
            {
                SecretOf = $"application '{name}'",
            };
        }
    }

    static Differences Compare(OidcConfiguration actual, DesiredApplication desired)
    {
        var differences = new Differences()
            .Compare("type", actual.ApplicationType ?? EnumNames.ApplicationType(ApplicationType.Web), EnumNames.ApplicationType(desired.Type))
            .Compare("authMethod", actual.AuthMethodType ?? EnumNames.OidcAuthMethod(AuthMethod.Basic), EnumNames.OidcAuthMethod(desired.AuthMethod))
            .Compare("redirectUris", actual.RedirectUris, desired.RedirectUris)
            .Compare("postLogoutRedirectUris", actual.PostLogoutRedirectUris, desired.PostLogoutRedirectUris)
            .Compare("responseTypes", actual.ResponseTypes, desired.ResponseTypes.Select(EnumNames.ResponseType))
            .Compare("grantTypes", actual.GrantTypes, desired.GrantTypes.Select(EnumNames.GrantType))
            .Compare("accessTokenType", actual.AccessTokenType ?? EnumNames.OidcTokenType(AccessTokenType.Bearer), EnumNames.OidcTokenType(desired.AccessTokenType))
            .Compare("userInfoInsideIdToken", actual.IdTokenUserinfoAssertion, desired.UserInfoInsideIdToken)
            .Compare("userRolesInsideIdToken", actual.IdTokenRoleAssertion, desired.UserRolesInsideIdToken)
            .Compare("userRolesInsideAccessToken", actual.AccessTokenRoleAssertion, desired.UserRolesInsideAccessToken)
            .Compare("developmentMode", actual.DevelopmentMode, desired.DevelopmentMode)
            .Compare("backChannelLogoutUri", actual.BackChannelLogoutUri, desired.BackChannelLogoutUri);
        return desired.AdditionalOrigins is { } origins ? differences.Compare("additionalOrigins", actual.AdditionalOrigins, origins) : differences;
    }

    static Differences Compare(ApiConfiguration actual, DesiredApplication desired) => new Differences()
        .Compare("authMethod", actual.AuthMethodType ?? EnumNames.ApiAuthMethod(AuthMethod.Basic), EnumNames.ApiAuthMethod(desired.AuthMethod));

    static bool HasSecret(DesiredApplication application) => application.AuthMethod is AuthMethod.Basic or AuthMethod.Post;

    // Basic is the zero value: it is left out.
    static bool HasSecret(Application application) =>
        (application.OidcConfiguration?.AuthMethodType ?? application.ApiConfiguration?.AuthMethodType) is null
            or "OIDC_AUTH_METHOD_TYPE_BASIC" or "OIDC_AUTH_METHOD_TYPE_POST" or "API_AUTH_METHOD_TYPE_BASIC";

    /// <summary>Applications of the project that nobody asked for.</summary>
    public static IEnumerable<Change> Prune(Run run, Snapshot snapshot) =>
        snapshot.Applications
            .Where(actual => !run.Desired.Applications.Keys.Contains(actual.Name, StringComparer.OrdinalIgnoreCase))
            .Select(actual => new Change(
                $"delete application '{actual.Name}'",
                cancellationToken => run.Api.DeleteApplicationAsync(run.Project, actual.ApplicationId, cancellationToken)));
}
