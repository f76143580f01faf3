using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Applications;

/// <summary>The one place where applications change.</summary>
internal sealed partial class ApplicationCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Adds an OIDC application; its secret, where it has one, is shown this once.</summary>
    public (Application Application, string? Secret) AddOidc(string projectId, string? id, string name, OidcConfiguration oidc)
    {
        var secret = oidc.AuthMethod is OidcAuthMethod.Basic or OidcAuthMethod.Post ? SecretHash.NewSecret() : null;
        var application = Add(projectId, id, name, application => application with
        {
            Oidc = Checked(oidc, "PROJECT-1n8df", "Errors.Project.App.Invalid"),
            Secret = secret is null ? null : SecretHash.Of(secret),
        });
        return (application, secret);
    }

    /// <summary>Adds an API application.</summary>
    public (Application Application, string? Secret) AddApi(string projectId, string? id, string name, ApiAuthMethod authMethod)
    {
        var secret = authMethod == ApiAuthMethod.Basic ? SecretHash.NewSecret() : null;
        var application = Add(projectId, id, name, application => application with
        {
            Api = new(authMethod),
            Secret = secret is null ? null : SecretHash.Of(secret),
        });
        return (application, secret);
    }

    /// <summary>Gives an application another name. The same name again is an error, other than with projects.</summary>
    public Application Rename(string projectId, string id, string name) => Change(projectId, id, "COMMAND-28di9", (state, application) =>
    {
        if (application.Name == name)
            throw ZitadelError.FailedPrecondition("COMMAND-2m8vx", "Errors.NoChangesFound");
        CheckName(state, projectId, id, name);
        return application with { Name = name };
    });

    /// <summary>Changes the settings of an OIDC application.</summary>
    public Application UpdateOidc(string projectId, string id, Func<OidcConfiguration, OidcConfiguration> update) =>
        Change(projectId, id, "COMMAND-2n8uU", (_, application) =>
        {
            var oidc = application.Oidc ?? throw ZitadelError.InvalidArgument("COMMAND-GBr34", "Errors.Project.App.IsNotOIDC");
            var changed = Checked(update(oidc), "COMMAND-5m9fs", "Errors.Project.App.OIDCConfigInvalid");
            return changed.HasSameSettingsAs(oidc)
                ? throw ZitadelError.FailedPrecondition("COMMAND-1m88i", "Errors.NoChangesFound")
                : application with { Oidc = changed };
        });

    /// <summary>Changes how an API application authenticates.</summary>
    public Application UpdateApi(string projectId, string id, ApiAuthMethod authMethod) => Change(projectId, id, "COMMAND-2n8uU", (_, application) =>
    {
        var api = application.Api ?? throw ZitadelError.InvalidArgument("COMMAND-Gnwt3", "Errors.Project.App.IsNotAPI");
        return api.AuthMethod == authMethod
            ? throw ZitadelError.FailedPrecondition("COMMAND-1m88i", "Errors.NoChangesFound")
            : application with { Api = new(authMethod) };
    });

    /// <summary>Deactivates an application: no new codes and tokens; those that were given out stay valid.</summary>
    public Application Deactivate(string projectId, string id) => Change(projectId, id, "COMMAND-ov9d3", (_, application) => application.IsActive
        ? application with { IsActive = false }
        : throw ZitadelError.FailedPrecondition("COMMAND-dsh35", "Errors.Project.App.NotActive"));

    /// <summary>Activates an application again.</summary>
    public Application Reactivate(string projectId, string id) => Change(projectId, id, "COMMAND-ov9d3", (_, application) => application.IsActive
        ? throw ZitadelError.FailedPrecondition("COMMAND-1n8cM", "Errors.Project.App.NotInactive")
        : application with { IsActive = true });

    /// <summary>Deletes an application. Its access tokens stay valid.</summary>
    public Application Delete(string projectId, string id) => store.Change(change =>
    {
        var application = Find(change.State, projectId, id, "COMMAND-0po9s");
        change.Remove(application);
        return application with { Details = application.Details.Changed(clock.GetUtcNow()) };
    });

    /// <summary>Makes a new secret; the old one is void at once.</summary>
    public (Application Application, string Secret) GenerateSecret(string projectId, string id)
    {
        var secret = SecretHash.NewSecret();
        return (Change(projectId, id, "COMMAND-2g66f", (_, application) => application with { Secret = SecretHash.Of(secret) }), secret);
    }

    private Application Add(string projectId, string? id, string name, Func<Application, Application> complete) => store.Change(change =>
    {
        var project = change.State.Projects.Find(projectId) ?? throw ZitadelError.FailedPrecondition("COMMAND-EbFMN", "Errors.Project.NotFound");
        if (change.State.Applications.Find(id) is not null)
            throw ZitadelError.FailedPrecondition("PROJECT-lxowmp", "Errors.Project.App.AlreadyExisting");

        var application = complete(new()
        {
            Id = id ?? ids.Next(),
            Details = Details.New(project.OrganizationId, clock.GetUtcNow()),
            ProjectId = projectId,
            Name = name,
            ClientId = ids.Next(),
        });
        CheckName(change.State, projectId, application.Id, name);
        change.Put(application);
        return application;
    });

    private Application Change(string projectId, string id, string notFound, Func<InstanceState, Application, Application> update) => store.Change(change =>
    {
        var application = Find(change.State, projectId, id, notFound);
        var changed = update(change.State, application) with { Details = application.Details.Changed(clock.GetUtcNow()) };
        change.Put(changed);
        return changed;
    });

    private static Application Find(InstanceState state, string projectId, string id, string notFound) =>
        state.Applications.Find(id) is { } application && application.ProjectId == projectId
            ? application
            : throw ZitadelError.NotFound(notFound, "Errors.Project.App.NotExisting");

    private static void CheckName(InstanceState state, string projectId, string id, string name)
    {
        if (name.Length == 0)
            throw ZitadelError.InvalidArgument("PROJECT-1n8df", "Errors.Project.App.Invalid");
        if (state.Applications.By(Application.ByProject, projectId).Any(other => other.Id != id && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw ZitadelError.AlreadyExists("V3-DKcYh", "Errors.Project.App.AlreadyExists");
    }

    // URIs are kept without blanks around them; response types need their grants.
    private static OidcConfiguration Checked(OidcConfiguration oidc, string id, string key)
    {
        var isValid = oidc.ClockSkew >= TimeSpan.Zero && oidc.ClockSkew <= TimeSpan.FromSeconds(5)
            && oidc.AdditionalOrigins.All(origin => Origins.IsOrigin(origin.Trim()))
            && oidc.ResponseTypes.Select(type => RequiredGrant(type, oidc)).All(grant => oidc.GrantTypes.Contains(grant));
        return isValid
            ? oidc with
            {
                RedirectUris = [.. oidc.RedirectUris.Select(uri => uri.Trim())],
                PostLogoutRedirectUris = [.. oidc.PostLogoutRedirectUris.Select(uri => uri.Trim())],
                AdditionalOrigins = [.. oidc.AdditionalOrigins.Select(origin => origin.Trim())],
                BackChannelLogoutUri = oidc.BackChannelLogoutUri.Trim(),
            }
            : throw ZitadelError.InvalidArgument(id, key);
    }

    // https://github.com/zitadel/zitadel/issues/5684: an application with the device grant needs no authorization code.
    private static OidcGrantType RequiredGrant(OidcResponseType type, OidcConfiguration oidc) => type switch
    {
        OidcResponseType.Code => oidc.GrantTypes.Contains(OidcGrantType.DeviceCode) ? OidcGrantType.DeviceCode : OidcGrantType.AuthorizationCode,
        _ => OidcGrantType.Implicit,
    };
}
