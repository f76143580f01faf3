using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Takes one resource through its life: waiting, starting, running, ready, stopped, and all over again.</summary>
sealed class ResourceRunner(
    Resource resource, Orchestrator orchestrator, DcpClient dcp, HealthMonitor health, ResourceNotificationService notifications, ResourceLog log, CancellationToken stopping)
{
    // Completes when the resource is healthy and its ready handlers are done; fails when one of them did.
    TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource run = new();
    int runs;

    /// <summary>Tells this resource's telemetry from that of another AppHost's run.</summary>
    public string InstanceId { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>The executable of the present run in DCP; null until it has one.</summary>
    public string? Executable { get; private set; }

    public Resource Resource => resource;

    /// <summary>What the dashboard calls the resource: the name and instance of its telemetry.</summary>
    public string Id => resource.Process is null ? resource.Name : $"{resource.Name}-{InstanceId}";

    public async Task StartAsync()
    {
        run = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (ready.Task.IsCompleted) ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            // First: DCP tells once more how the last run ended, which is no news of this one.
            (var last, Executable) = (Executable, null);
            if (last is not null) await dcp.DeleteExecutableAsync(last, run.Token);
            await WaitForDependenciesAsync(run.Token);
            if (resource.Process is not null) await CreateExecutableAsync(resource.Process, run.Token);
            else if (resource is ParameterResource) ReadParameter();
            else BecomeRunning(s => s with { StartedAt = DateTime.UtcNow });
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            Publish(KnownState.Finished);
            ended.TrySetResult();
        }
        catch (Exception e) // whatever a callback of AppHost throws: it is this resource that fails, not the application
        {
            log.Log(LogLevel.Error, default, e.Message, null, (message, _) => $"Not started: {message}");
            notifications.Publish(resource, s => s with { State = new(KnownState.FailedToStart, KnownResourceStateStyles.Error), StoppedAt = DateTime.UtcNow });
            ended.TrySetResult();
        }
    }

    /// <summary>Ends the process, or the waiting for others, and returns when it has ended.</summary>
    public async Task StopAsync()
    {
        await run.CancelAsync();
        if (Executable is not null && !ended.Task.IsCompleted) await dcp.StopExecutableAsync(Executable, stopping);
        await ended.Task.WaitAsync(stopping);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>What DCP says about the executable of the present run.</summary>
    public void Update(JsonObject executable)
    {
        if (executable["status"]?["state"]?.GetValue<string>() is not { Length: > 0 } state) return;
        var status = executable["status"]!;
        var text = state == "Terminated" ? KnownState.Exited : state;
        CustomResourceSnapshot With(CustomResourceSnapshot s) => s with
        {
            ProcessId = status["pid"]?.GetValue<int>(),
            ExitCode = KnownState.IsTerminal(text) ? status["exitCode"]?.GetValue<int>() : null,
            StartedAt = Time(status["startupTimestamp"]),
            StoppedAt = Time(status["finishTimestamp"]),
        };

        if (text == KnownState.Running) BecomeRunning(With);
        else if (KnownState.IsTerminal(text)) BecomeEnded(s => With(s) with { State = new(text, null) });
        else notifications.Publish(resource, s => With(s) with { State = new(text, null) });
    }

    void ReadParameter()
    {
        try
        {
            _ = ((ParameterResource)resource).Current;
            Publish(KnownState.Running);
        }
        catch (DistributedApplicationException e)
        {
            log.Log(LogLevel.Warning, default, e.Message, null, (message, _) => message);
            notifications.Publish(resource, s => s with { State = new(KnownState.ValueMissing, KnownResourceStateStyles.Warn) });
        }
    }

    async Task WaitForDependenciesAsync(CancellationToken cancellationToken)
    {
        if (resource.WaitsFor.Count == 0) return;
        Publish(KnownState.Waiting);
        foreach (var dependency in resource.WaitsFor)
        {
            log.Log(LogLevel.Information, default, dependency.Name, null, (name, _) => $"Waiting for '{name}'.");
            await orchestrator.RunnerOf(dependency).ready.Task.WaitAsync(cancellationToken);
        }
    }

    async Task CreateExecutableAsync(ProcessSpec process, CancellationToken cancellationToken)
    {
        Publish(KnownState.Starting);
        var environment = await ComposeEnvironmentAsync(cancellationToken);
        Executable = $"{Id}-{++runs}";
        await dcp.CreateExecutableAsync(Executable, InstanceId, process, environment, resource.Endpoints.Select(e => ProjectEnvironment.ServiceName(resource, e)), cancellationToken);
        _ = FollowLogAsync(Executable, "stdout");
        _ = FollowLogAsync(Executable, "stderr");
    }

    async Task<Dictionary<string, string>> ComposeEnvironmentAsync(CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(cancellationToken);
        if (resource is ProjectResource) orchestrator.AddOtlp(context);
        foreach (var callback in resource.EnvironmentCallbacks) await callback(context);

        var environment = new Dictionary<string, string>();
        var shown = new List<CustomResourceSnapshot.EnvironmentVariable>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            environment[name] = value switch
            {
                EndpointReference endpoint => await endpoint.GetValueAsync(cancellationToken) ?? "",
                ParameterResource parameter => await parameter.GetValueAsync(cancellationToken) ?? "",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            };
            shown.Add(new(name, value is ParameterResource { Secret: true } ? "********" : environment[name]));
        }

        notifications.Publish(resource, s => s with { Environment = shown });
        return environment;
    }

    void BecomeRunning(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        var first = notifications.Snapshot(resource).State?.Text is null or KnownState.Waiting or KnownState.Starting;
        notifications.Publish(resource, s => change(s) with { State = first ? new(KnownState.Running, null) : s.State });
        if (first) _ = MonitorAsync(run.Token);
    }

    void BecomeEnded(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        if (ended.Task.IsCompleted) return;
        if (!run.IsCancellationRequested)
        {
            log.SpeakUp();
            log.Log(LogLevel.Error, default, change(notifications.Snapshot(resource)).ExitCode, null, (exitCode, _) => $"Ended by itself with exit code {exitCode}.");
        }

        run.Cancel();
        if (ready.Task.IsCompleted) ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        notifications.Publish(resource, s => change(s) with { HealthReports = [] });
        ended.TrySetResult();
    }

    async Task MonitorAsync(CancellationToken cancellationToken)
    {
        try
        {
            await health.RunAsync(resource, () => _ = GetReadyAsync(cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException)
        { // Stopped.
        }
    }

    async Task GetReadyAsync(CancellationToken cancellationToken)
    {
        var waiters = ready;
        try
        {
            await orchestrator.PublishReadyAsync(resource, cancellationToken);
            waiters.TrySetResult();
        }
        catch (Exception e) // handed to those who wait for this resource: they are not started
        {
            waiters.TrySetException(e);
            _ = waiters.Task.Exception; // observed, also when nobody waits
        }
    }

    async Task FollowLogAsync(string executable, string source)
    {
        try
        {
            await foreach (var line in dcp.LogAsync(executable, source, stopping))
            {
                // 2026-11-24T04:12:45.123456789Z text
                var space = line.IndexOf(' ');
                var (timestamp, text) = space > 0 ? (line[..space], line[(space + 1)..]) : (line, "");
                log.Write(timestamp, text, source == "stderr");
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        { // The application is being stopped, and DCP with it.
        }
    }

    void Publish(string state) => notifications.Publish(resource, s => s with { State = new(state, null) });

    static DateTime? Time(JsonNode? timestamp) => timestamp is null ? null : DateTime.Parse(timestamp.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
