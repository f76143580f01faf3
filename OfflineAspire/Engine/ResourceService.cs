using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboards;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aspire.Hosting.Dcp;

/// <summary>Answers the dashboard's questions about resources, and executes its commands.</summary>
sealed class ResourceService(Orchestrator orchestrator, ResourceNotificationService notifications, ResourceLoggerService loggers, Interactions interactions)
    : DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = "ZitadelAspire", MinDashboardVersion = "13.5.0" });

    public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> stream, ServerCallContext context)
    {
        using var end = EndOf(context);
        var changes = notifications.Changes(end.Token);
        var initial = new InitialResourceData();
        initial.Resources.AddRange(orchestrator.Runners.Select(Describe));
        await UntilEndAsync(async () =>
        {
            await stream.WriteAsync(new() { InitialData = initial }, end.Token);
            await foreach (var resource in changes)
            {
                var update = new WatchResourcesUpdate { Changes = new() };
                update.Changes.Value.Add(new WatchResourcesChange { Upsert = Describe(orchestrator.RunnerOf(resource)) });
                await stream.WriteAsync(update, end.Token);
            }
        });
    }

    public override async Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> stream, ServerCallContext context)
    {
        using var end = EndOf(context);
        var log = loggers.LogOf(Find(request.ResourceName).Resource);
        await UntilEndAsync(async () =>
        {
            await foreach (var line in log.Read(follow: !request.SuppressFollow, end.Token))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.Add(new ConsoleLogLine { Text = line.Text, IsStdErr = line.IsError, LineNumber = line.Number });
                await stream.WriteAsync(update, end.Token);
            }
        });
    }

    /// <summary>Dialogs; without this stream the dashboard counts as disconnected.</summary>
    public override async Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requests, IServerStreamWriter<WatchInteractionsResponseUpdate> stream, ServerCallContext context)
    {
        using var end = EndOf(context);
        await UntilEndAsync(() => Task.WhenAll(AskAsync(), AnswerAsync()));

        async Task AskAsync()
        {
            await foreach (var update in interactions.Updates(end.Token)) await stream.WriteAsync(update, end.Token);
        }

        async Task AnswerAsync()
        {
            await foreach (var answer in requests.ReadAllAsync(end.Token)) interactions.Take(answer);
            await end.CancelAsync();
        }
    }

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var runner = Find(request.ResourceName);
        var (command, data) = ResourceCommands.Of(runner, notifications.Snapshot(runner.Resource)).FirstOrDefault(c => c.Command.Name == request.CommandName);
        if (command is null) return new() { Kind = CommandResponseKind.Failed, Message = $"{runner.Resource.Name} has no command '{request.CommandName}'." };

        try
        {
            var arguments = request.Arguments.ToDictionary(a => a.Key, a => a.Value.StringValue);
            if (Missing() is not null && !request.NonInteractive) arguments = await interactions.AskAsync(command.DisplayName, data.ArgumentInputs, context.CancellationToken);
            if (Missing() is { } missing) return new() { Kind = CommandResponseKind.InvalidArguments, Message = $"{missing.Label} is missing." };

            InputData? Missing() => data.ArgumentInputs.FirstOrDefault(i => i.Required && string.IsNullOrEmpty(arguments.GetValueOrDefault(i.Name)));
            var result = await command.Execute(new(new(arguments), loggers.GetLogger(runner.Resource), context.CancellationToken));
            return new() { Kind = result.Succeeded ? CommandResponseKind.Succeeded : CommandResponseKind.Failed, Message = result.Text ?? "", ErrorMessage = result.Succeeded ? "" : result.Text ?? "" };
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            return new() { Kind = CommandResponseKind.Cancelled };
        }
        catch (Exception e) // a command of AppHost's failed: that is for the user, not the end of AppHost
        {
            return new() { Kind = CommandResponseKind.Failed, Message = e.Message, ErrorMessage = e.Message };
        }
    }

    ResourceRunner Find(string id) => orchestrator.Runners.FirstOrDefault(r => r.Id == id || r.Resource.Name == id)
        ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no resource '{id}'."));

    // Streams end first when AppHost stops, or the dashboard's log would report them as cut off.
    CancellationTokenSource EndOf(ServerCallContext context) => CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, interactions.Stopping);

    static async Task UntilEndAsync(Func<Task> stream)
    {
        try
        {
            await stream();
        }
        catch (OperationCanceledException)
        { // The dashboard, or AppHost, is done.
        }
    }

    ResourceData Describe(ResourceRunner runner)
    {
        var (resource, snapshot) = (runner.Resource, notifications.Snapshot(runner.Resource));
        var data = new ResourceData
        {
            Name = runner.Id,
            Uid = runner.Id,
            DisplayName = resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text ?? KnownState.NotStarted,
            StateStyle = snapshot.State?.Style ?? "",
            CreatedAt = Timestamp.FromDateTime(snapshot.CreatedAt),
            StartedAt = At(snapshot.StartedAt),
            StoppedAt = At(snapshot.StoppedAt),
            IsHidden = snapshot.IsHidden,
            SupportsDetailedTelemetry = true,
        };
        data.Environment.AddRange(snapshot.Environment.Select(e => new EnvironmentData { Name = e.Name, Value = e.Value, IsFromSpec = true }));
        data.Urls.AddRange(Urls(resource, snapshot));
        data.HealthReports.AddRange(snapshot.HealthReports.Select(Health));
        data.Relationships.AddRange(resource.WaitsFor.Select(r => new RelationshipData { ResourceName = r.Name, Type = "WaitFor" }));
        data.Relationships.AddRange(resource.References.Select(r => new RelationshipData { ResourceName = r.Name, Type = "Reference" }));
        data.Properties.AddRange(ResourceProperties.Of(resource, snapshot));
        data.Commands.AddRange(ResourceCommands.Of(runner, snapshot).Select(c => c.Data));
        return data;
    }

    // The dashboard needs the display properties of every URL, or it shows no resource at all.
    static IEnumerable<UrlData> Urls(Resource resource, CustomResourceSnapshot snapshot) => resource is ExternalServiceResource external
        ? [new UrlData { FullUrl = external.Address.ToString(), DisplayProperties = new() }]
        : resource.Endpoints.Where(e => e.Url.Task.IsCompleted).Select((e, i) => new UrlData
        {
            EndpointName = e.Name,
            FullUrl = e.Url.Task.Result,
            IsInactive = snapshot.StartedAt is null || snapshot.StoppedAt is not null,
            DisplayProperties = new() { DisplayName = e.Display.DisplayText ?? "", SortOrder = -i },
        });

    static HealthReportData Health(CustomResourceSnapshot.HealthReport report)
    {
        var data = new HealthReportData { Key = report.Key, Description = report.Description, LastRunAt = At(report.At) };
        if (report.Healthy is { } healthy) data.Status = healthy ? HealthState.Healthy : HealthState.Unhealthy;
        return data;
    }

    static Timestamp? At(DateTime? time) => time is { } value ? Timestamp.FromDateTime(value) : null;
}
