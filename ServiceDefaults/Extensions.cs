using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using ServiceDefaults;

// Aspire's template keeps these in the builder's own namespace, so that Program.cs needs no using for them.
namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the stack has in common, as Aspire's template has it: telemetry, health checks, resilience, service discovery.</summary>
public static class Extensions
{
    /// <summary>Answers 200 <c>Healthy</c> when every health check passes: the service takes requests.</summary>
    public const string HealthEndpointPath = "/health";

    /// <summary>Answers 200 <c>Healthy</c> when the checks with the tag <c>live</c> pass: the process need not be restarted.</summary>
    public const string AlivenessEndpointPath = "/alive";

    /// <summary>
    /// Telemetry, health checks, and for every <see cref="HttpClient"/> of the factory service discovery
    /// (<c>https+http://metadata-api-eu</c> reads the <c>services__metadata-api-eu__…</c> settings) and the standard resilience handler.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(resilience =>
            {
                // A person waits for the answer: after three retries within some two seconds they are better told. And what changes something is
                // not sent twice, a refresh token for instance is used up by the first request even when its answer was lost.
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
                // Who says when to come back (Retry-After: 5) is not asked before, and for a person that is too late.
                resilience.Retry.ShouldHandle = attempt => ValueTask.FromResult(
                    HttpClientResiliencePredicates.IsTransient(attempt.Outcome) && attempt.Outcome.Result?.Headers.RetryAfter is null);
                resilience.Retry.DisableForUnsafeHttpMethods();
            });
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>A check <c>self</c> that passes as long as the process answers; add a service's own checks to it.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        return builder;
    }

    /// <summary>
    /// Maps <see cref="HealthEndpointPath"/> and <see cref="AlivenessEndpointPath"/>, in every environment: they answer one word and tell nothing
    /// about the service, and a container's probe needs them in production most of all.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthEndpointPath).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks(AlivenessEndpointPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") })
            .AllowAnonymous().DisableHttpMetrics();
        return app;
    }
}
