using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace ServiceDefaults;

/// <summary>
/// Whether ZITADEL answers. Without it nobody new gets in, but who is signed in goes on working: the service is degraded, which is a 200, and a load
/// balancer or Aspire leaves it running.
/// </summary>
sealed class IssuerHealth(IOptions<ZitadelSettings> settings) : IHealthCheck, IDisposable
{
    /// <summary>Where ZITADEL says that its process lives. Any answer will do: some proxies in front of it close the path.</summary>
    const string Path = "/debug/healthz";

    // Without the retries of the factory's clients: the next probe is one.
    readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = TimeSpan.FromSeconds(2),
    };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var issuer = settings.Value.Issuer;
        try
        {
            // A span for each probe would bury the others.
            using var untraced = SuppressInstrumentationScope.Begin();
            using var response = await _http.GetAsync(new Uri(issuer + Path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode < 500
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"ZITADEL at {issuer} answers {(int)response.StatusCode}: nobody new can sign in.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"ZITADEL at {issuer} does not answer: nobody new can sign in.");
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Adds the check.</summary>
public static class IssuerHealthExtensions
{
    /// <summary>Has <see cref="Extensions.HealthEndpointPath"/> answer <c>Degraded</c> (with status 200) while ZITADEL does not answer.</summary>
    public static TBuilder AddIssuerHealth<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<IssuerHealth>();
        builder.Services.AddHealthChecks().AddCheck<IssuerHealth>("issuer");
        return builder;
    }
}
