namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource that is known only once DCP has allocated it.</summary>
public sealed class EndpointReference
{
    /// <summary>Refers to the endpoint of that name, whether the resource has it or not.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Owner = (Resource)owner;
        EndpointName = endpointName;
    }

    internal Resource Owner { get; }

    internal string EndpointName { get; }

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Owner.Endpoints.Exists(e => e.Name == EndpointName);

    /// <summary>The URL, for example <c>http://localhost:5080</c>; waits until it is allocated.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var endpoint = Owner.Endpoints.Find(e => e.Name == EndpointName)
            ?? throw new DistributedApplicationException($"The endpoint '{EndpointName}' is not defined for the resource '{Owner.Name}'.");
        return await endpoint.Url.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>How the URL of an endpoint is shown.</summary>
public sealed class ResourceUrlAnnotation
{
    internal ResourceUrlAnnotation() { }

    /// <summary>Shown instead of the URL.</summary>
    public string? DisplayText { get; set; }
}

/// <summary>An endpoint of a resource; clients reach it through DCP's proxy.</summary>
/// <param name="Name">Its name: the scheme, and from the second of a scheme on a number behind it.</param>
/// <param name="Scheme">http or https.</param>
/// <param name="Port">The port of the proxy; null: DCP chooses.</param>
sealed record Endpoint(string Name, string Scheme, int? Port)
{
    /// <summary>How the dashboard shows it.</summary>
    public ResourceUrlAnnotation Display { get; } = new();

    /// <summary>The URL once allocated.</summary>
    public TaskCompletionSource<string> Url { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A request that tells whether a resource is healthy.</summary>
/// <param name="Key">Name of the check, as Aspire makes it.</param>
/// <param name="Address">What to request.</param>
/// <param name="StatusCode">The answer of a healthy resource.</param>
sealed record HealthCheck(string Key, Func<CancellationToken, ValueTask<Uri>> Address, int StatusCode);
