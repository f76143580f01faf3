namespace AppHost;

static class DashboardLink
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Tells the project where the dashboard is, <c>Dashboard__Url</c>, so that its pages can link to their traces. A dashboard that is switched off
    /// or does not start must not hold up the project: then it is not told.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDashboardLink(this IResourceBuilder<ProjectResource> project, IDistributedApplicationBuilder builder)
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        builder.Eventing.Subscribe<ResourceReadyEvent>(async (ready, cancellation) =>
        {
            if (ready.Resource is not IResourceWithEndpoints { Name: "aspire-dashboard" } dashboard) return;
            var https = new EndpointReference(dashboard, "https");
            var endpoint = https.Exists ? https : new EndpointReference(dashboard, "http");
            address.TrySetResult((await endpoint.GetValueAsync(cancellation))!);
        });
        return project.WithEnvironment(async context =>
        {
            await Task.WhenAny(address.Task, Task.Delay(Patience, context.CancellationToken));
            if (address.Task.IsCompletedSuccessfully) context.EnvironmentVariables["Dashboard__Url"] = address.Task.Result;
        });
    }
}
