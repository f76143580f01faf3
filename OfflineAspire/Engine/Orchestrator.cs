using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Starts DCP, the dashboard and the resources, and stops them all.</summary>
sealed class Orchestrator(
    ApplicationDescription application,
    DcpProcess dcp,
    Dashboard dashboard,
    HealthMonitor health,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    DistributedApplicationEventing eventing,
    IServiceProvider services,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger) : BackgroundService
{
    readonly Dictionary<Resource, ResourceRunner> runners = [];

    public IEnumerable<ResourceRunner> Runners => runners.Values;

    public ResourceRunner RunnerOf(Resource resource) => runners[resource];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await dcp.StartAsync(stoppingToken);
            Resource[] resources = [dashboard, .. application.Resources];
            await Task.WhenAll(resources.Select(r => AllocateAsync(r, stoppingToken)));

            loggers.LogOf(dashboard).BeQuiet();
            notifications.Publish(dashboard, s => s with { IsHidden = true });
            foreach (var resource in resources) runners[resource] = new(resource, this, dcp.Client, health, notifications, loggers.LogOf(resource), stoppingToken);
            var (server, url) = await ResourceServiceHost.StartAsync(this, notifications, loggers, configuration, stoppingToken);
            await using var resourceService = server;
            dashboard.ResourceServiceUrl = url;
            foreach (var runner in runners.Values) _ = runner.StartAsync();

            await foreach (var executable in dcp.Client.WatchExecutablesAsync(stoppingToken))
            {
                var name = executable["metadata"]!["name"]!.GetValue<string>();
                runners.Values.FirstOrDefault(r => r.Executable == name)?.Update(executable);
            }

            throw new DistributedApplicationException("DCP has ended, and with it everything that it ran.");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        { // The user stops the application.
        }
        catch (Exception e) when (e is DistributedApplicationException or HttpRequestException or IOException)
        {
            logger.LogCritical("{Message}", e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await dcp.StopAsync();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or DistributedApplicationException)
        {
            logger.LogWarning("DCP did not confirm that it has stopped everything ({Reason}); it does so by itself when this process has ended.", e.Message);
        }
    }

    async Task AllocateAsync(Resource resource, CancellationToken cancellationToken)
    {
        foreach (var endpoint in resource.Endpoints)
        {
            var port = await dcp.Client.CreateServiceAsync(ProjectEnvironment.ServiceName(resource, endpoint), endpoint.Port, cancellationToken);
            endpoint.Url.SetResult($"{endpoint.Scheme}://localhost:{port}");
        }
    }

    /// <summary>Tells an application where to send its telemetry.</summary>
    public void AddOtlp(EnvironmentCallbackContext context) => dashboard.AddOtlp(context, configuration);

    /// <summary>Calls AppHost's handlers, one after the other as Aspire does; the first that fails ends it.</summary>
    public async Task PublishReadyAsync(Resource resource, CancellationToken cancellationToken)
    {
        var ready = new ResourceReadyEvent(resource, services);
        foreach (var callback in resource.ReadyCallbacks) await callback(ready, cancellationToken);
        await eventing.PublishAsync(ready, cancellationToken);
    }
}
