namespace EmbeddedZitadel.Hosting;

/// <summary>
/// ZITADEL's health endpoints, and those that all services of the stack have (ZITADEL answers 404 there). They answer under any host name: probes
/// rarely know the right one.
/// </summary>
public static class Health
{
    private static readonly AnyHostNameMetadata AnyHostName = new();

    /// <summary>Maps <c>/debug/healthz</c>, <c>/debug/ready</c>, <c>/debug/validate</c>, <c>/healthz</c>, <c>/health</c> and <c>/alive</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.Map("/debug/healthz", context => Answer(context, "text/plain; charset=utf-8", "ok")).WithMetadata(AnyHostName);
        app.Map("/debug/ready", context => Answer(context, "application/json", "\"ok\"\n")).WithMetadata(AnyHostName);
        app.Map("/debug/validate", context => Answer(context, "application/json", "null\n")).WithMetadata(AnyHostName);
        app.Map("/healthz", context => Answer(context, "application/json", """{"status":"SERVING"}""")).WithMetadata(AnyHostName);
        foreach (var path in new[] { Extensions.HealthEndpointPath, Extensions.AlivenessEndpointPath })
            app.Map(path, context => Answer(context, "text/plain", "Healthy")).WithMetadata(AnyHostName);
    }

    private static Task Answer(HttpContext context, string contentType, string body)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    /// <summary>Marks the endpoints that answer under any host name.</summary>
    internal sealed record AnyHostNameMetadata;
}
