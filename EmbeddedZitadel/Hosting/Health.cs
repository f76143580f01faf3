namespace EmbeddedZitadel.Hosting;

/// <summary>ZITADEL's health endpoints. They answer before the host name is checked: probes rarely know it.</summary>
public static class Health
{
    /// <summary>Maps <c>/debug/healthz</c>, <c>/debug/ready</c>, <c>/debug/validate</c> and <c>/healthz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.Map("/debug/healthz", context => Answer(context, "text/plain; charset=utf-8", "ok")).ShortCircuit();
        app.Map("/debug/ready", context => Answer(context, "application/json", "\"ok\"\n")).ShortCircuit();
        app.Map("/debug/validate", context => Answer(context, "application/json", "null\n")).ShortCircuit();
        app.Map("/healthz", context => Answer(context, "application/json", """{"status":"SERVING"}""")).ShortCircuit();
    }

    private static Task Answer(HttpContext context, string contentType, string body)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }
}
