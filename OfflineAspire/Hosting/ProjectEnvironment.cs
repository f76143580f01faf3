using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The environment that Aspire gives every project before anything that AppHost adds.</summary>
static class ProjectEnvironment
{
    public static void AddDefaults(ProjectResource resource, LaunchProfile? profile, Dictionary<string, object> variables, bool development)
    {
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (development)
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }

        // DCP fills in what stands between {{ and }}: https://pkg.go.dev/text/template
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id={{- index .Annotations \"instance-id\" -}}";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        if (resource.Endpoints.Count > 0) variables["ASPNETCORE_URLS"] = string.Join(';', resource.Endpoints.Select(e => ListenUrl(resource, e)));

        if (profile is null) return;
        variables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
        foreach (var (name, value) in profile.EnvironmentVariables) variables.TryAdd(name, value);
    }

    /// <summary>The name of the DCP service in front of an endpoint.</summary>
    public static string ServiceName(Resource resource, Endpoint endpoint) => $"{resource.Name}-{endpoint.Name}";

    /// <summary>Where the process itself listens, behind DCP's proxy.</summary>
    public static string ListenUrl(Resource resource, Endpoint endpoint) =>
        $"{endpoint.Scheme}://localhost:{{{{- portForServing \"{ServiceName(resource, endpoint)}\" -}}}}";
}
