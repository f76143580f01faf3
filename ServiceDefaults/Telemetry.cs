using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>Logs, metrics and traces for the Aspire dashboard or any other OTLP endpoint.</summary>
public static class Telemetry
{
    /// <summary>
    /// Categories that log whole addresses at Information: incoming requests, and redirects with their target. In OpenID Connect both carry codes,
    /// states and tokens in the query (RFC 9700 section 4.2.4), so they stay silent whatever the configuration says. What a request did is in its span.
    /// </summary>
    static readonly string[] CategoriesThatLogAddresses =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Http.Result.RedirectResult",
        "Microsoft.AspNetCore.Mvc.Infrastructure.RedirectResultExecutor",
        "Microsoft.AspNetCore.Mvc.Infrastructure.LocalRedirectResultExecutor",
    ];

    /// <summary>Paths that something polls; a span for each of them would bury the others.</summary>
    static readonly string[] ProbePaths = [Extensions.HealthEndpointPath, Extensions.AlivenessEndpointPath, "/debug/healthz", "/debug/ready"];

    /// <summary>The library that decodes metadata, which names its spans and metrics after itself and knows no OpenTelemetry.</summary>
    const string ZitadelMetadata = "ZitadelMetadata";

    /// <summary>
    /// Who a span is about: the user's id in ZITADEL, <c>sub</c>, never a name or an address
    /// (https://opentelemetry.io/docs/specs/semconv/registry/attributes/enduser/).
    /// </summary>
    public const string EndUserId = "enduser.id";

    /// <summary>
    /// OpenTelemetry with ASP.NET Core, <see cref="HttpClient"/> and runtime instrumentation, and with the service's own spans and metrics under the
    /// service's name, exported when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The instrumentation brings the meters of the parts of ASP.NET Core
    /// too: Kestrel, routing, authentication, authorization and so on.
    /// The values of query parameters reach neither a span nor a log. Callable by itself, for a service with its own health endpoints.
    /// </summary>
    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        foreach (var category in CategoriesThatLogAddresses)
            builder.Logging.AddFilter(category, LogLevel.Warning);

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(builder.Environment.ApplicationName, ZitadelMetadata)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, ZitadelMetadata)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !ProbePaths.Contains(context.Request.Path.Value, StringComparer.Ordinal);
                    options.EnrichWithHttpResponse = (span, response) =>
                    {
                        if (response.HttpContext.User.FindFirst("sub") is { } subject)
                            span.SetTag(EndUserId, subject.Value);
                    };
                })
                .AddHttpClientInstrumentation()
                .AddProcessor(new QueryRedaction()));

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.Services.AddOpenTelemetry().UseOtlpExporter();
        return builder;
    }
}
