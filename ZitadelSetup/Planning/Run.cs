using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>What one run knows: the state that is wanted, the ids that were found or created, and the secrets that were issued.</summary>
sealed class Run(ZitadelApi api, DesiredState desired, SetupOptions options, string issuer, string organizationId, ILogger logger)
{
    readonly Dictionary<string, string> clientIds = [];
    readonly Dictionary<string, string> applicationIds = [];
    readonly Dictionary<string, string> secrets = [];
    readonly Dictionary<string, string> userIds = [];
    readonly Dictionary<string, string> generatedPasswords = [];
    readonly HashSet<string> createdUsers = [];
    readonly HashSet<string> createdInTheDark = [];
    readonly HashSet<string> notices = [];
    readonly List<string> changes = [];

    public ZitadelApi Api => api;

    public DesiredState Desired => desired;

    public SetupOptions Options => options;

    public string Issuer => issuer;

    public string OrganizationId => organizationId;

    public string? ProjectId { get; set; }

    public IReadOnlyList<string> Changes => changes;

    public bool KnowsProject => ProjectId is not null;

    public string Project => ProjectId ?? throw new InvalidOperationException("The project is not known yet.");

    public bool KnowsUser(string name) => userIds.ContainsKey(name);

    public string UserId(string name) => userIds[name];

    /// <summary>Takes over ids that a read shows.</summary>
    public void Learn(Snapshot snapshot)
    {
        ProjectId = snapshot.Project?.ProjectId ?? ProjectId;
        foreach (var (name, user) in snapshot.Users)
            userIds[name] = user.UserId;
        foreach (var name in desired.Applications.Keys)
        {
            if (ApplicationPlan.Find(snapshot, name) is { ClientId: { } clientId } application)
            {
                clientIds[name] = clientId;
                applicationIds[name] = application.ApplicationId;
                LearnSecret(clientId);
            }
        }

        foreach (var name in desired.ServiceUsers.Keys.Where(snapshot.Users.ContainsKey))
            LearnSecret(name);
    }

    void LearnSecret(string clientId)
    {
        if (options.ClientSecrets != ClientSecretPolicy.RegenerateAll && options.KnownSecrets.TryGetValue(clientId, out var secret))
            secrets.TryAdd(clientId, secret);
    }

    public bool KnowsSecretOf(string clientId) => secrets.ContainsKey(clientId);

    public Task KeepApplicationAsync(string name, CreatedClient client, CancellationToken cancellationToken)
    {
        clientIds[name] = client.ClientId;
        return client.ClientSecret is { } secret ? KeepSecretAsync(client.ClientId, secret, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Remembers a secret, and gives it to the caller before anything else can go wrong.</summary>
    public async Task KeepSecretAsync(string clientId, string secret, CancellationToken cancellationToken)
    {
        secrets[clientId] = secret;
        await HandOverAsync(cancellationToken);
    }

    public async Task KeepUserAsync(string name, string userId, bool withPassword, CancellationToken cancellationToken)
    {
        userIds[name] = userId;
        if (!withPassword)
            return;
        createdUsers.Add(name);
        await HandOverAsync(cancellationToken);
    }

    ValueTask HandOverAsync(CancellationToken cancellationToken) =>
        options.SecretIssued is { } issued && KnowsProject ? issued(ToResult(), cancellationToken) : ValueTask.CompletedTask;

    /// <summary>It was created by a call that got no answer: nobody has seen its secret, so nobody loses one when it is made anew.</summary>
    /// <param name="what">For example <c>application 'guide'</c>.</param>
    public void MarkCreatedInTheDark(string what) => createdInTheDark.Add(what);

    public bool WasCreatedInTheDark(string what) => createdInTheDark.Contains(what);

    /// <summary>One password for each person and run, so that a repeated attempt uses the same.</summary>
    public string PasswordFor(string name)
    {
        if (options.InitialPassword is { } password)
            return password;
        if (!generatedPasswords.TryGetValue(name, out var generated))
            generatedPasswords[name] = generated = GeneratePassword();
        return generated;
    }

    // ZITADEL's default policy asks for lower and upper case, a digit and a symbol; 24 letters and digits are 140 bits by themselves.
    static string GeneratePassword() =>
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 24) + "-aA1";

    public void Did(Change change)
    {
        changes.Add(change.Description);
        logger.Done(change.Description);
    }

    /// <summary>Tells people once what the set-up leaves alone.</summary>
    public void Notice(string notice)
    {
        if (notices.Add(notice))
            logger.Notice(notice);
    }

    public SetupResult ToResult() => new()
    {
        Issuer = issuer,
        OrganizationId = organizationId,
        ProjectId = Project,
        Applications = desired.Applications.Keys.Where(clientIds.ContainsKey).ToDictionary(
            name => name, name => Client(clientIds[name]) with { ApplicationId = applicationIds.GetValueOrDefault(name) }),
        // ZITADEL: the client id of a service user is its user name.
        ServiceUsers = desired.ServiceUsers.Keys.Where(KnowsUser).ToDictionary(name => name, Client),
        Users = desired.Users.Keys.Where(KnowsUser).ToDictionary(
            name => name,
            name => new UserCredentials(userIds[name], createdUsers.Contains(name) || WasCreatedInTheDark($"user '{name}'") ? PasswordFor(name) : null)),
        Changes = [.. changes],
    };

    ClientCredentials Client(string clientId) => new(clientId, secrets.GetValueOrDefault(clientId));
}
