namespace AppHost;

/// <summary>The ZITADEL of this application.</summary>
/// <param name="Resource">The resource that the applications wait for.</param>
/// <param name="SetUp">Brings it into the state that the applications need.</param>
sealed record Zitadel(IResourceBuilder<IResource> Resource, ZitadelSetUp SetUp);

static class ZitadelExtensions
{
    /// <summary>Starts the project when ZITADEL has been set up, and tells it issuer, project and its own client: <c>Zitadel__Issuer</c> and so on.</summary>
    /// <param name="project">The project.</param>
    /// <param name="zitadel">The ZITADEL.</param>
    /// <param name="application">The project's name among the applications of zitadel.json.</param>
    public static IResourceBuilder<ProjectResource> WithZitadel(this IResourceBuilder<ProjectResource> project, Zitadel zitadel, string application)
    {
        if (zitadel.Resource is IResourceBuilder<IResourceWithServiceDiscovery> endpoints) project.WithReference(endpoints);

        return project.WaitFor(zitadel.Resource).WithEnvironment(async context =>
        {
            var result = await zitadel.SetUp.Result.WaitAsync(context.CancellationToken);
            var client = result.Applications[application];
            context.EnvironmentVariables["Zitadel__Issuer"] = result.Issuer;
            context.EnvironmentVariables["Zitadel__ProjectId"] = result.ProjectId;
            context.EnvironmentVariables["Zitadel__ClientId"] = client.ClientId;
            if (client.ClientSecret is not null) context.EnvironmentVariables["Zitadel__ClientSecret"] = client.ClientSecret;
        });
    }

    /// <summary>
    /// Lets the project end as soon as it is asked to. Aspire has exporters keep telemetry in memory and retry for ten seconds and more
    /// while the dashboard is already gone.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithQuickStop(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "");
}
