using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds services outside of the application.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service by its address, which must be absolute and end with a slash.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url) =>
        ((DistributedApplicationBuilder)builder).Add(new ExternalServiceResource(name, new Uri(url)));

    /// <summary>Counts the service as healthy while a GET of <paramref name="path"/> answers <paramref name="statusCode"/> (200).</summary>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(
        this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        var address = new Uri(builder.Resource.Address, path);
        builder.Resource.HealthChecks.Add(new($"{builder.Resource.Name}_external_{path ?? "/"}_{statusCode ?? 200}_check", _ => ValueTask.FromResult(address), statusCode ?? 200));
        return builder;
    }
}
