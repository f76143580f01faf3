using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZitadelSetup;

namespace AppHost;

/// <summary>Brings a ZITADEL into the state of <c>zitadel.json</c> each time it gets ready, and keeps the result for the applications.</summary>
/// <param name="file">The desired state.</param>
/// <param name="initialPassword">The password of people who are created.</param>
sealed class ZitadelSetUp(string file, IResourceBuilder<ParameterResource> initialPassword)
{
    TaskCompletionSource<SetupResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What <c>{name}</c> in a URI of the desired state stands for.</summary>
    public Dictionary<string, EndpointReference> Addresses { get; } = [];

    /// <summary>The result of the latest run; fails with ZITADEL's message where it could not be set up.</summary>
    public Task<SetupResult> Result => result.Task;

    /// <summary>Runs the set-up. Progress goes to the resource's log; a failure marks the resource and keeps back those who wait for it.</summary>
    public async Task RunAsync(IResource resource, ZitadelConnection connection, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (result.Task.IsCompleted) result = new(TaskCreationOptions.RunContinuationsAsynchronously); // ZITADEL was restarted
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        try
        {
            result.SetResult(await ApplyAsync(connection, logger, cancellationToken));
        }
        catch (Exception e)
        {
            result.SetException(e);
            _ = result.Task.Exception; // observed, also when nobody waits
            if (e is ZitadelSetupException)
            {
                logger.LogError("{Message}", e.Message);
                await services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(resource,
                    snapshot => snapshot with { State = new($"Set-up failed: {e.Message}", KnownResourceStateStyles.Error) });
            }

            throw;
        }
    }

    async Task<SetupResult> ApplyAsync(ZitadelConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        var placeholders = new Dictionary<string, string>();
        foreach (var (name, endpoint) in Addresses) placeholders[name] = (await endpoint.GetValueAsync(cancellationToken))!;

        using var provisioner = new Provisioner(connection, new SetupOptions
        {
            InitialPassword = await initialPassword.Resource.GetValueAsync(cancellationToken),
            ClientSecrets = ClientSecretPolicy.RegenerateLost,
        }, logger);
        return await provisioner.ApplyAsync(DesiredState.Load(file, placeholders), cancellationToken);
    }
}
