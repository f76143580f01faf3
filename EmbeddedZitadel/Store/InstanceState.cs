using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Store;

/// <summary>Everything the instance knows, at one moment: an immutable snapshot of all aggregates.</summary>
public sealed record InstanceState(Instance Instance)
{
    /// <summary>The organisations.</summary>
    public Table<Organization> Organizations { get; init; } = new();

    /// <summary>People and service users.</summary>
    public Table<User> Users { get; init; } = new(User.ByLoginName, User.ByEmail, User.ByOrganization);

    /// <summary>Projects with their roles.</summary>
    public Table<Project> Projects { get; init; } = new(Project.ByOrganization);

    /// <summary>OIDC and API applications.</summary>
    public Table<Application> Applications { get; init; } = new(Application.ByClientId, Application.ByProject);

    /// <summary>Role grants.</summary>
    public Table<Authorization> Authorizations { get; init; } = new(Authorization.ByUser, Authorization.ByProject);

    /// <summary>Administrators.</summary>
    public Table<Administrator> Administrators { get; init; } = new(Administrator.ByUser);

    /// <summary>Sessions of the session API.</summary>
    public Table<Session> Sessions { get; init; } = new(Session.ByUser);

    /// <summary>Browsers and who is signed in there.</summary>
    public Table<BrowserAgent> BrowserAgents { get; init; } = new(BrowserAgent.ByUser, BrowserAgent.BySession);

    /// <summary>Logins in progress.</summary>
    public Table<AuthRequest> AuthRequests { get; init; } = new();

    /// <summary>Devices that wait for their users.</summary>
    public Table<DeviceAuthorization> DeviceAuthorizations { get; init; } = new(DeviceAuthorization.ByUserCode);

    /// <summary>Tokens that were given out.</summary>
    public Table<OidcSession> OidcSessions { get; init; } = new(OidcSession.ByUser, OidcSession.BySession);

    /// <summary>The keys that sign tokens.</summary>
    public Table<WebKey> WebKeys { get; init; } = new();
}
