using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Store;

/// <summary>One write in the making: <see cref="State"/> shows what was put so far, nobody else sees it before the write is over.</summary>
public sealed class Change
{
    private readonly List<ChangedRecord> _records = [];

    internal Change(InstanceState state) => State = state;

    /// <summary>The state with everything that this write has put so far.</summary>
    public InstanceState State { get; private set; }

    /// <summary>What this write put and removed, in order.</summary>
    public IReadOnlyList<ChangedRecord> Records => _records;

    /// <summary>Replaces the instance's own settings.</summary>
    public void Put(Instance record) => Set(State with { Instance = record }, record);

    /// <summary>Adds or replaces an organisation.</summary>
    public void Put(Organization record) => Set(State with { Organizations = State.Organizations.Put(record) }, record);

    /// <summary>Adds or replaces a user.</summary>
    public void Put(User record) => Set(State with { Users = State.Users.Put(record) }, record);

    /// <summary>Adds or replaces a project.</summary>
    public void Put(Project record) => Set(State with { Projects = State.Projects.Put(record) }, record);

    /// <summary>Adds or replaces an application.</summary>
    public void Put(Application record) => Set(State with { Applications = State.Applications.Put(record) }, record);

    /// <summary>Adds or replaces a role grant.</summary>
    public void Put(Authorization record) => Set(State with { Authorizations = State.Authorizations.Put(record) }, record);

    /// <summary>Adds or replaces an administrator.</summary>
    public void Put(Administrator record) => Set(State with { Administrators = State.Administrators.Put(record) }, record);

    /// <summary>Adds or replaces a session.</summary>
    public void Put(Session record) => Set(State with { Sessions = State.Sessions.Put(record) }, record);

    /// <summary>Adds or replaces a browser.</summary>
    public void Put(BrowserAgent record) => Set(State with { BrowserAgents = State.BrowserAgents.Put(record) }, record);

    /// <summary>Adds or replaces a login in progress.</summary>
    public void Put(AuthRequest record) => Set(State with { AuthRequests = State.AuthRequests.Put(record) }, record);

    /// <summary>Adds or replaces a waiting device.</summary>
    public void Put(DeviceAuthorization record) => Set(State with { DeviceAuthorizations = State.DeviceAuthorizations.Put(record) }, record);

    /// <summary>Adds or replaces the tokens of a login.</summary>
    public void Put(OidcSession record) => Set(State with { OidcSessions = State.OidcSessions.Put(record) }, record);

    /// <summary>Adds or replaces a key.</summary>
    public void Put(WebKey record) => Set(State with { WebKeys = State.WebKeys.Put(record) }, record);

    /// <summary>Removes a record of any kind.</summary>
    public void Remove(IRecord record)
    {
        State = record switch
        {
            User => State with { Users = State.Users.Remove(record.Id) },
            Project => State with { Projects = State.Projects.Remove(record.Id) },
            Application => State with { Applications = State.Applications.Remove(record.Id) },
            Authorization => State with { Authorizations = State.Authorizations.Remove(record.Id) },
            Administrator => State with { Administrators = State.Administrators.Remove(record.Id) },
            Session => State with { Sessions = State.Sessions.Remove(record.Id) },
            BrowserAgent => State with { BrowserAgents = State.BrowserAgents.Remove(record.Id) },
            AuthRequest => State with { AuthRequests = State.AuthRequests.Remove(record.Id) },
            DeviceAuthorization => State with { DeviceAuthorizations = State.DeviceAuthorizations.Remove(record.Id) },
            OidcSession => State with { OidcSessions = State.OidcSessions.Remove(record.Id) },
            WebKey => State with { WebKeys = State.WebKeys.Remove(record.Id) },
            Organization => State with { Organizations = State.Organizations.Remove(record.Id) },
            _ => throw new ArgumentException($"A record of type {record.GetType().Name} cannot be removed.", nameof(record)),
        };
        _records.Add(new(record.GetType(), record.Id, null));
    }

    private void Set(InstanceState state, IRecord record)
    {
        State = state;
        _records.Add(new(record.GetType(), record.Id, record));
    }
}
