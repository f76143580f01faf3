using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// A ZITADEL answers by its external domain only: every other host name is 404, in ZITADEL's words. The comparison is case-sensitive
/// and leaves the port out (ZITADEL, seen: <c>LOCALHOST</c> and <c>127.0.0.1</c> are 404, any port works).
/// </summary>
public sealed class HostNameCheck(RequestDelegate next, InstanceStore store)
{
    /// <summary>Lets the request through, or answers 404.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.OriginHost();
        var domain = store.Current.Instance.Domain;
        var name = host.LastIndexOf(':') is var colon and >= 0 && !host.EndsWith(']') ? host[..colon] : host;
        if (string.Equals(name, domain, StringComparison.Ordinal) || context.GetEndpoint()?.Metadata.GetMetadata<Health.AnyHostNameMetadata>() is not null)
            return next(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            $"unable to set instance using origin {context.Request.Issuer()} (ExternalDomain is {domain}): Instance not found. Use {domain} as the host name, or set ZITADEL_EXTERNALDOMAIN.\n");
    }
}
