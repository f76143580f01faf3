using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Tests;

/// <summary>A service with the defaults, on a free port, with every log level on and as Aspire configures its resources.</summary>
sealed class TestService : IAsyncDisposable, ILoggerProvider
{
    readonly ConcurrentQueue<string> _log = [];
    WebApplication _app = null!;

    public string Address => _app.Urls.Single();
    public IServiceProvider Services => _app.Services;
    public string Log => string.Join('\n', _log);

    public static async Task<TestService> StartAsync(Action<WebApplication> map, string? otlpEndpoint = null, Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        var service = new TestService();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings ?? [])
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlpEndpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true",
            ["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true",
        });
        builder.Logging.ClearProviders().AddProvider(service);
        builder.AddServiceDefaults();
        if (settings?.ContainsKey("Zitadel:Issuer") == true)
        {
            builder.AddZitadelSettings(requireProjectId: false);
            builder.AddIssuerHealth();
        }
        services?.Invoke(builder.Services);
        service._app = builder.Build();
        service._app.MapDefaultEndpoints();
        map(service._app);
        await service._app.StartAsync();
        return service;
    }

    public void Flush()
    {
        Assert.That(Services.GetRequiredService<TracerProvider>().ForceFlush(10_000), "the traces were exported");
        Assert.That(Services.GetRequiredService<LoggerProvider>().ForceFlush(10_000), "the logs were exported");
        Assert.That(Services.GetRequiredService<MeterProvider>().ForceFlush(10_000), "the metrics were exported");
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    void IDisposable.Dispose() { }

    sealed class Logger(TestService service, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            service._log.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
