using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dcp;

/// <summary>The Aspire dashboard, a resource like the others that the dashboard itself doesn't show.</summary>
sealed class Dashboard : Resource, IResourceWithEndpoints
{
    const string OtlpEndpoint = "otlp-grpc";

    public Dashboard(EngineFiles files, IConfiguration configuration) : base("aspire-dashboard")
    {
        Process = new(files.Dashboard, Path.GetDirectoryName(files.Dashboard)!, ["dashboard"]);
        var randomize = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        Endpoints.Add(EndpointOf("http", configuration["ASPNETCORE_URLS"]?.Split(';')[0], randomize));
        Endpoints.Add(EndpointOf(OtlpEndpoint, configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], randomize));
        HealthChecks.Add(new("aspire-dashboard_http_/login_200_check",
            async cancellation => new Uri(new Uri(await Endpoints[0].Url.Task.WaitAsync(cancellation)), "/login"), 200));
        EnvironmentCallbacks.Add(async context =>
        {
            var variables = context.EnvironmentVariables;
            variables["ASPNETCORE_ENVIRONMENT"] = "Production";
            variables["ASPNETCORE_URLS"] = ProjectEnvironment.ListenUrl(this, Endpoints[0]);
            variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = ProjectEnvironment.ListenUrl(this, Endpoints[1]);
            variables["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = ResourceServiceUrl;
            variables["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = configuration["AppHost:ResourceService:ApiKey"]!;
            variables["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
            variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration["AppHost:BrowserToken"]!;
            variables["DASHBOARD__FRONTEND__PUBLICURL"] = await Endpoints[0].Url.Task.WaitAsync(context.CancellationToken);
            variables["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__OTLP__PRIMARYAPIKEY"] = configuration["AppHost:OtlpApiKey"]!;
            variables["DASHBOARD__API__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__API__PRIMARYAPIKEY"] = configuration["AppHost:DashboardApiKey"]!;
        });
    }

    /// <summary>Where the dashboard asks about resources.</summary>
    public string ResourceServiceUrl { get; set; } = "";

    /// <summary>What an application needs to send its telemetry here.</summary>
    public void AddOtlp(EnvironmentCallbackContext context, IConfiguration configuration)
    {
        context.EnvironmentVariables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new EndpointReference(this, OtlpEndpoint);
        context.EnvironmentVariables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        context.EnvironmentVariables["OTEL_EXPORTER_OTLP_HEADERS"] =
            new ParameterResource("otlp-headers", _ => $"x-otlp-api-key={configuration["AppHost:OtlpApiKey"]}", secret: true);
    }

    static Endpoint EndpointOf(string name, string? url, bool randomize) =>
        new(name, "http", !randomize && url is { Length: > 0 } && new Uri(url).Port is > 0 and var port ? port : null);
}
