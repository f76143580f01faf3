using EmbeddedZitadel.Api.Rest;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// What nothing here serves ends where it ends in ZITADEL: at the API's gateway, which says 404 in its own shape. Only the login pages have a router that says
/// it in plain text.
/// </summary>
public sealed class UnknownPath(RequestDelegate next)
{
    /// <summary>Lets the request through to its endpoint, or answers 404.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null)
            return next(context);
        if (!context.Request.Path.StartsWithSegments("/ui/login"))
            return RestGateway.WriteAsync(context.Response, ZitadelError.NotFound("", "Not Found"));

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n");
    }
}
