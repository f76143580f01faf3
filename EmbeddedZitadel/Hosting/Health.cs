namespace EmbeddedZitadel.Hosting;

/// <summary>ZITADEL's health endpoints. They answer under any host name, as probes need it.</summary>
public static class Health
{
    /// <summary>Maps <c>/debug/healthz</c>, <c>/debug/ready</c>, <c>/debug/validate</c> and <c>/healthz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.Map("/debug/healthz", context => Answer(context, "text/plain; charset=utf-8", "ok"));
        app.Map("/debug/ready", context => Answer(context, "application/json", "\"ok\"\n"));
        app.Map("/debug/validate", context => Answer(context, "application/json", "null\n"));
        app.Map("/healthz", context => Answer(context, "application/json", """{"status":"SERVING"}"""));
    }

    private static Task Answer(HttpContext context, string contentType, string body)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }
}
