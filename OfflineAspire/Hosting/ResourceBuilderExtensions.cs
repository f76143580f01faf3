using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What can be said about resources.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Sets an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value) where T : IResourceWithEnvironment =>
        builder.Compose(variables => variables[name] = value ?? "");

    /// <summary>Composes environment variables when the resource is about to start, each time.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Func<EnvironmentCallbackContext, Task> callback)
        where T : IResourceWithEnvironment
    {
        Of(builder).EnvironmentCallbacks.Add(callback);
        return builder;
    }

    /// <summary>Tells where the other resource is: <c>services__name__http__0</c>, and <c>NAME_HTTP</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment
    {
        foreach (var endpoint in ((Resource)(IResource)source.Resource).Endpoints) builder.WithReference(new EndpointReference(source.Resource, endpoint.Name));
        return builder;
    }

    /// <summary>Tells where one endpoint of another resource is: <c>services__name__http__0</c>, and <c>NAME_HTTP</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, EndpointReference endpointReference) where T : IResourceWithEnvironment
    {
        var (target, name) = (endpointReference.Owner, endpointReference.EndpointName);
        Of(builder).References.Add(target);
        return builder.Compose(variables => variables[$"services__{target.Name}__{name}__0"] = variables[$"{VariableName(target)}_{name.ToUpperInvariant()}"] = endpointReference);
    }

    /// <summary>Tells where the service is: <c>services__name__https__0</c>, and <c>NAME</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where T : IResourceWithEnvironment
    {
        var target = externalService.Resource;
        Of(builder).References.Add(target);
        return builder.Compose(variables => variables[$"services__{target.Name}__{target.Address.Scheme}__0"] = variables[VariableName(target)] = target.Address.ToString());
    }

    /// <summary>Starts the resource only when the other one is healthy and its <see cref="ResourceReadyEvent"/> has been handled.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport
    {
        Of(builder).WaitsFor.Add((Resource)dependency.Resource);
        return builder;
    }

    /// <summary>Counts the resource as healthy while a GET of <paramref name="path"/> answers <paramref name="statusCode"/> (200).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null) where T : IResourceWithEndpoints
    {
        var name = endpointName ?? Of(builder).Endpoints.FirstOrDefault()?.Name ?? "http";
        var endpoint = builder.GetEndpoint(name);
        Of(builder).HealthChecks.Add(new($"{Of(builder).Name}_{name}_{path ?? "/"}_{statusCode ?? 200}_check",
            async cancellation => new Uri(new Uri((await endpoint.GetValueAsync(cancellation))!), path), statusCode ?? 200));
        return builder;
    }

    /// <summary>The endpoint of that name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.Resource, name);

    /// <summary>Says how the URL of an endpoint is shown.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource
    {
        foreach (var endpoint in Of(builder).Endpoints.Where(e => e.Name == endpointName)) callback(endpoint.Display);
        return builder;
    }

    /// <summary>Offers a command for the resource; it can be used while the resource is healthy.</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null) where T : IResource
    {
        Of(builder).Commands.Add(new(name, displayName, executeCommand, commandOptions ?? new()));
        return builder;
    }

    /// <summary>Opens the endpoints to the outside where the application is published; here nothing is.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints => builder;

    internal static IResourceBuilder<T> Compose<T>(this IResourceBuilder<T> builder, Action<Dictionary<string, object>> compose) where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            compose(context.EnvironmentVariables);
            return Task.CompletedTask;
        });

    internal static Resource Of<T>(IResourceBuilder<T> builder) where T : IResource => (Resource)(IResource)builder.Resource;

    static string VariableName(Resource resource) => resource.Name.ToUpperInvariant().Replace('-', '_');
}
