using ZitadelSetup;

namespace AppHost.Zitadel;

/// <summary>The ZITADEL of this application, whichever it is.</summary>
sealed class ZitadelHost
{
    /// <summary>The resource that the applications wait for.</summary>
    public required IResourceBuilder<IResource> Resource { get; init; }

    /// <summary>Where it is, if this application runs it.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>What the applications need to know, once it is set up; fails with ZITADEL's message where that was not possible.</summary>
    public required Func<Task<SetupResult>> Result { get; init; }

    /// <summary>For data about the users of a ZITADEL that is gone when AppHost ends; null where ZITADEL stays, and its users' ids.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>What <c>{name}</c> in a URI of zitadel.json stands for.</summary>
    public Dictionary<string, EndpointReference> Addresses { get; init; } = [];
}

static class ZitadelHostExtensions
{
    /// <summary>Starts the project when ZITADEL has been set up, and tells it issuer, project and its own client: <c>Zitadel__Issuer</c> and so on.</summary>
    /// <param name="project">The project.</param>
    /// <param name="zitadel">The ZITADEL.</param>
    /// <param name="application">The project's name among the applications of zitadel.json.</param>
    public static IResourceBuilder<ProjectResource> WithZitadel(this IResourceBuilder<ProjectResource> project, ZitadelHost zitadel, string application)
    {
        if (zitadel.Endpoint is not null) project.WithReference(zitadel.Endpoint);
        else if (zitadel.Resource is IResourceBuilder<ExternalServiceResource> external) project.WithReference(external);

        return project.WaitFor(zitadel.Resource).WithEnvironment(async context =>
        {
            var result = await zitadel.Result().WaitAsync(context.CancellationToken);
            var client = result.Applications[application];
            context.EnvironmentVariables["Zitadel__Issuer"] = result.Issuer;
            context.EnvironmentVariables["Zitadel__ProjectId"] = result.ProjectId;
            context.EnvironmentVariables["Zitadel__ClientId"] = client.ClientId;
            if (client.ClientSecret is { } secret)
                context.EnvironmentVariables["Zitadel__ClientSecret"] = new ParameterResource($"{application}-client-secret", _ => secret, secret: true);
        });
    }

    /// <summary>Tells the project the clients that ZITADEL's guide is followed with: <c>Guide__Applications__guide__ClientId</c> and so on.</summary>
    public static IResourceBuilder<ProjectResource> WithGuide(this IResourceBuilder<ProjectResource> project, ZitadelHost zitadel) =>
        project.WithEnvironment(async context =>
        {
            var result = await zitadel.Result().WaitAsync(context.CancellationToken);
            foreach (var (name, client) in result.Applications.Where(application => application.Key.StartsWith("guide", StringComparison.Ordinal)))
            {
                context.EnvironmentVariables[$"Guide__Applications__{name}__ClientId"] = client.ClientId;
                if (client.ApplicationId is { } id) context.EnvironmentVariables[$"Guide__Applications__{name}__ApplicationId"] = id;
                if (client.ClientSecret is { } secret)
                    context.EnvironmentVariables[$"Guide__Applications__{name}__ClientSecret"] = new ParameterResource($"{name}-client-secret", _ => secret, secret: true);
            }
        });

    /// <summary>Tells the project the service user that creates people who register: <c>Registration__ClientId</c> and <c>…ClientSecret</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithRegistration(
        this IResourceBuilder<ProjectResource> project, ZitadelHost zitadel, string serviceUser) =>
        project.WithEnvironment(async context =>
        {
            var result = await zitadel.Result().WaitAsync(context.CancellationToken);
            // None where ZITADEL was not set up from here: the page says then that nobody can register.
            if (result.ServiceUsers.GetValueOrDefault(serviceUser) is not { ClientSecret: { } secret } client) return;
            context.EnvironmentVariables["Registration__ClientId"] = client.ClientId;
            context.EnvironmentVariables["Registration__ClientSecret"] = new ParameterResource($"{serviceUser}-client-secret", _ => secret, secret: true);
        });

    /// <summary>
    /// Lets the project end as soon as it is asked to. Aspire has exporters keep telemetry in memory and retry for ten seconds and more
    /// while the dashboard is already gone.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithQuickStop(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "");
}
