namespace EmbeddedZitadel.Hosting;

/// <summary>
/// Cross-origin requests as ZITADEL allows them: every origin, with credentials. The header lists differ between the OIDC routes and the API.
/// </summary>
/// <param name="Methods">The methods that a preflight may ask for.</param>
/// <param name="Headers">The headers that a preflight may ask for, in lower case.</param>
public sealed record Cors(IReadOnlySet<string> Methods, IReadOnlySet<string> Headers)
{
    /// <summary>The OIDC routes.</summary>
    public static readonly Cors Oidc = new(
        new HashSet<string>(StringComparer.Ordinal) { "GET", "HEAD", "POST" },
        new HashSet<string>(StringComparer.Ordinal) { "accept", "accept-language", "authorization", "content-type", "x-requested-with", "origin" });

    /// <summary>The API: gateway and Connect.</summary>
    public static readonly Cors Api = new(
        new HashSet<string>(Oidc.Methods, StringComparer.Ordinal) { "PUT", "PATCH", "DELETE" },
        new HashSet<string>(Oidc.Headers, StringComparer.Ordinal)
        {
            "x-zitadel-orgid", "x-grpc-web", "grpc-timeout", "x-user-agent", "connect-protocol-version", "connect-timeout-ms",
        });

    /// <summary>
    /// Sets the headers of an answer to another origin, and answers a preflight; true when that was all there was to do.
    /// A preflight for something that is not allowed is 204 without any CORS header (ZITADEL, seen).
    /// </summary>
    public bool Handle(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        string? origin = request.Headers.Origin;
        string? method = request.Headers.AccessControlRequestMethod;
        if (HttpMethods.IsOptions(request.Method) && !string.IsNullOrEmpty(method))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers.Append("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
            string asked = request.Headers.AccessControlRequestHeaders.ToString();
            var names = asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (string.IsNullOrEmpty(origin) || !(Methods.Contains(method) || method == "OPTIONS") || !AreAllowed(names))
                return true;
            Allow(response, origin);
            response.Headers.AccessControlAllowMethods = method;
            if (names.Length > 0)
                response.Headers.AccessControlAllowHeaders = asked;
            return true;
        }

        response.Headers.Append("Vary", "Origin");
        if (!string.IsNullOrEmpty(origin) && Methods.Contains(request.Method))
        {
            Allow(response, origin);
            response.Headers.AccessControlExposeHeaders = "Location, Content-Length";
        }

        return false;
    }

    // Browsers send the names in lower case, sorted, each once (https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names), and github.com/rs/cors,
    // which ZITADEL uses, takes no others.
    private bool AreAllowed(string[] names) =>
        names.All(Headers.Contains) && names.Zip(names.Skip(1), string.CompareOrdinal).All(order => order < 0);

    private static void Allow(HttpResponse response, string origin)
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlAllowCredentials = "true";
    }
}
