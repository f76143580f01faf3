using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZitadelSetup;

namespace AppHost.Zitadel;

/// <summary>Brings a ZITADEL into the desired state each time it gets ready, and keeps the result for the applications.</summary>
/// <param name="file">The desired state, <c>zitadel.json</c>.</param>
sealed class ZitadelSetUp(string file)
{
    TaskCompletionSource<SetupResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which ZITADEL, and as whom.</summary>
    public required Func<CancellationToken, ValueTask<ZitadelConnection>> Connection { get; init; }

    /// <summary>The password of people who are created; generated and shown once when left out.</summary>
    public Func<CancellationToken, ValueTask<string?>> InitialPassword { get; init; } = _ => ValueTask.FromResult<string?>(null);

    /// <summary>Whether the people of the desired state are created.</summary>
    public bool DemoUsers { get; init; } = true;

    /// <summary>What happens to a client secret that is not known any more.</summary>
    public required ClientSecretPolicy ClientSecrets { get; init; }

    /// <summary>Keeps client secrets in AppHost's user secrets for the next start.</summary>
    public bool KeepSecrets { get; init; }

    /// <summary>What <c>{name}</c> in a URI of the desired state stands for.</summary>
    public Dictionary<string, EndpointReference> Addresses { get; } = [];

    /// <summary>The result of the latest run; fails with ZITADEL's message where it could not be set up.</summary>
    public Task<SetupResult> Result => result.Task;

    /// <summary>Runs the set-up. Progress goes to the resource's log; a failure marks the resource and keeps back those who wait for it.</summary>
    public async Task RunAsync(IResource resource, ResourceReadyEvent ready, CancellationToken cancellationToken)
    {
        var before = result.Task.IsCompletedSuccessfully ? result.Task.Result : null; // ZITADEL was restarted
        if (result.Task.IsCompleted) result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var logger = ready.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        try
        {
            var applied = await ApplyAsync(logger, cancellationToken);
            if (before is not null && before.ProjectId != applied.ProjectId)
                logger.LogWarning("ZITADEL began anew, and the applications still have the ids of before: restart them, or everything.");
            result.SetResult(applied);
        }
        catch (Exception e)
        {
            result.SetException(e);
            _ = result.Task.Exception; // observed, also when nobody waits
            if (e is ZitadelSetupException)
            {
                logger.LogError("{Message}", e.Message);
                if (ClientSecrets == ClientSecretPolicy.Require)
                    logger.LogInformation("Where a client secret is lost, --Zitadel:RegenerateSecrets=true has a new one made.");
                await ready.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(resource,
                    snapshot => snapshot with { State = new($"Set-up failed: {e.Message}", KnownResourceStateStyles.Error) });
            }

            throw;
        }
    }

    /// <summary>Applies the desired state again and answers what had to be changed, one sentence each.</summary>
    public async Task<IReadOnlyList<string>> ApplyAgainAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var applied = await ApplyAsync(logger, cancellationToken);
        result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        result.SetResult(applied);
        return applied.Changes;
    }

    async Task<SetupResult> ApplyAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var placeholders = new Dictionary<string, string>();
        foreach (var (name, endpoint) in Addresses) placeholders[name] = (await endpoint.GetValueAsync(cancellationToken))!;
        var desired = DesiredState.Load(file, placeholders);
        if (!DemoUsers) desired = desired with { Users = new Dictionary<string, DesiredUser>() };

        var connection = await Connection(cancellationToken);
        var kept = KeepSecrets ? new ClientSecretStore(connection.Issuer) : null;
        var password = await InitialPassword(cancellationToken);
        var shown = new HashSet<string>();
        using var provisioner = new Provisioner(connection, new SetupOptions
        {
            InitialPassword = password,
            ClientSecrets = ClientSecrets,
            KnownSecrets = kept?.Read() ?? KnownSecrets(),
            UnfinishedSecrets = kept?.ReadUnfinished() ?? [],
            SecretsExpected = async (expected, cancellation) =>
            {
                if (kept is not null) await kept.ExpectAsync(expected, cancellation);
            },
            SecretIssued = async (issued, cancellation) =>
            {
                if (password is null) ShowPasswords(issued, shown);
                if (kept is not null) await kept.WriteAsync(issued.Applications.Values.Concat(issued.ServiceUsers.Values), cancellation);
            },
        }, logger);
        var applied = await provisioner.ApplyAsync(desired, cancellationToken);
        if (password is null) ShowPasswords(applied, shown);
        if (kept is not null) await kept.FinishAsync(cancellationToken);
        return applied;
    }

    // Of an earlier run of the set-up in this run of AppHost.
    Dictionary<string, string> KnownSecrets() => result.Task is { IsCompletedSuccessfully: true, Result: var before }
        ? before.Applications.Values.Concat(before.ServiceUsers.Values).Where(c => c.ClientSecret is not null).ToDictionary(c => c.ClientId, c => c.ClientSecret!)
        : [];

    // At once, before anything can go wrong; on the console only, and not in a log, which is kept.
    static void ShowPasswords(SetupResult issued, HashSet<string> shown)
    {
        foreach (var (name, user) in issued.Users.Where(u => u.Value.Password is not null && shown.Add(u.Key)))
            Console.WriteLine($"{name} was created with the password {user.Password} (shown only now).");
    }
}
