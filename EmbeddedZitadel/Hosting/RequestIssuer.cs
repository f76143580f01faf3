using Microsoft.Extensions.Primitives;

namespace EmbeddedZitadel.Hosting;

/// <summary>The issuer as a request sees it: ZITADEL answers on every port, and names itself by the Host header.</summary>
public static class RequestIssuer
{
    /// <summary>
    /// E.g. <c>http://localhost:8080</c>, no slash at the end. A proxy may say otherwise by <c>X-Forwarded-Host</c> and
    /// <c>X-Forwarded-Proto</c>; <c>Forwarded</c> does not count (ZITADEL, seen).
    /// </summary>
    public static string Issuer(this HttpRequest request) => $"{request.OriginScheme()}://{request.OriginHost()}";

    /// <summary>Host and port as the browser knows them, unchanged: <c>localhost:80</c> keeps its port.</summary>
    public static string OriginHost(this HttpRequest request) => First(request.Headers["X-Forwarded-Host"]) ?? request.Host.Value ?? "";

    /// <summary><c>http</c>, or <c>https</c> behind a proxy that says so.</summary>
    public static string OriginScheme(this HttpRequest request) =>
        string.Equals(First(request.Headers["X-Forwarded-Proto"]), "https", StringComparison.OrdinalIgnoreCase) ? "https" : request.Scheme;

    private static string? First(StringValues values) =>
        values.Count == 0 || string.IsNullOrWhiteSpace(values[0]) ? null : values[0]!.Split(',')[0].Trim();
}
