using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>What ZITADEL contains of what the desired state names, as its reads show it; they may be a little old.</summary>
sealed record Snapshot
{
    public Project? Project { get; private init; }

    public IReadOnlyList<ProjectRole> Roles { get; private init; } = [];

    public IReadOnlyList<Application> Applications { get; private init; } = [];

    /// <summary>People and service users by their name in the desired state; who isn't there is missing here.</summary>
    public IReadOnlyDictionary<string, User> Users { get; private init; } = new Dictionary<string, User>();

    /// <summary>Metadata by the person's name and key.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, byte[]>> Metadata { get; private init; } = new Dictionary<string, Dictionary<string, byte[]>>();

    public IReadOnlyList<Authorization> Authorizations { get; private init; } = [];

    public IReadOnlyList<Administrator> Administrators { get; private init; } = [];

    public static async Task<Snapshot> ReadAsync(ZitadelApi api, string organizationId, DesiredState desired, CancellationToken cancellationToken)
    {
        var project = await api.FindProjectAsync(organizationId, desired.Project.Name, cancellationToken);
        var users = new Dictionary<string, User>();
        var metadata = new Dictionary<string, Dictionary<string, byte[]>>();
        foreach (var name in desired.Users.Keys.Concat(desired.ServiceUsers.Keys))
        {
            if (await api.FindUserAsync(organizationId, name, cancellationToken) is not { } user)
                continue;
            users[name] = user;
            if (desired.Users.TryGetValue(name, out var person) && person.Metadata.Count > 0)
                metadata[name] = await ReadMetadataAsync(api, user.UserId, cancellationToken);
        }

        var granted = IdsOf(desired.Users.Where(u => u.Value.Roles.Count > 0).Select(u => u.Key), users);
        var administrators = IdsOf(desired.ServiceUsers.Where(u => u.Value.OrganizationRoles.Count > 0).Select(u => u.Key), users);
        return new Snapshot
        {
            Project = project,
            Roles = project is null ? [] : await api.ListProjectRolesAsync(project.ProjectId, cancellationToken),
            Applications = project is null ? [] : await api.ListApplicationsAsync(project.ProjectId, cancellationToken),
            Users = users,
            Metadata = metadata,
            // An empty list of ids would mean everybody.
            Authorizations = project is null || granted.Count == 0 ? [] : await api.ListAuthorizationsAsync(project.ProjectId, granted, cancellationToken),
            Administrators = administrators.Count == 0 ? [] : await api.ListAdministratorsAsync(administrators, cancellationToken),
        };
    }

    static async Task<Dictionary<string, byte[]>> ReadMetadataAsync(ZitadelApi api, string userId, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, byte[]>();
        foreach (var entry in await api.ListUserMetadataAsync(userId, cancellationToken))
            metadata[entry.Key] = entry.Value ?? [];
        return metadata;
    }

    static List<string> IdsOf(IEnumerable<string> names, Dictionary<string, User> users) =>
        [.. names.Where(users.ContainsKey).Select(name => users[name].UserId)];
}
