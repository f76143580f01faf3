using Microsoft.Net.Http.Headers;

namespace MetadataApi.Authentication;

/// <summary>Refusals as RFC 6750 section 3 has them, with the same reason as problem details (RFC 9457) for people.</summary>
static class BearerChallenge
{
    /// <summary>No token: no error code, since the client may not have known that one is needed (RFC 6750 section 3.1).</summary>
    public static Task MissingTokenAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized, "Bearer", "Send an access token: Authorization: Bearer <token>.");

    public static Task InvalidTokenAsync(HttpContext context, string reason) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized, $"""Bearer error="invalid_token", error_description="{Quotable(reason)}" """.TrimEnd(), reason);

    public static Task InsufficientScopeAsync(HttpContext context, string scope)
    {
        var reason = $"The access token was requested without the scope {scope}.";
        return RefuseAsync(context, StatusCodes.Status403Forbidden,
            $"""Bearer error="insufficient_scope", error_description="{reason}", scope="{scope}" """.TrimEnd(), reason);
    }

    static Task RefuseAsync(HttpContext context, int status, string challenge, string reason)
    {
        context.RequestServices.GetRequiredService<AccessTelemetry>().Refused(status, reason, context.User.FindFirst("sub")?.Value);
        context.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return Results.Problem(reason, statusCode: status).ExecuteAsync(context);
    }

    /// <summary>RFC 6750 section 3: error_description is printable ASCII without <c>"</c> and <c>\</c>.</summary>
    static string Quotable(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = source[i] is >= ' ' and <= '~' and not ('"' or '\\') ? source[i] : '?';
    });
}
