using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;

namespace EmbeddedZitadel.Login;

/// <summary>Maps pages: what all of them have in common is here, what they do is in their handlers.</summary>
internal static class LoginRouting
{
    // ZITADEL's policy, without its exceptions for scripts in the page: there are none here. No form-action, because browsers apply that to
    // redirects as well (https://www.w3.org/TR/CSP3/#directive-form-action), and a login ends with one to the application.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    /// <summary>Maps a page that is looked at.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, Func<LoginVisit, IResult> handler) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Handle(handler));

    /// <summary>Maps where a form is sent.</summary>
    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<LoginVisit, IResult> handler) =>
        routes.MapMethods(path, [HttpMethods.Post], Handle(handler));

    /// <summary>Adds the headers that pages carry.</summary>
    public static void SetPageHeaders(this HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "payment=()";
        if (response.HttpContext.Request.OriginScheme() == "https")
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static RequestDelegate Handle(Func<LoginVisit, IResult> handler) => async http =>
    {
        http.Response.SetPageHeaders();
        var visit = await LoginVisit.ReadAsync(http, http.RequestServices.GetRequiredService<LoginServices>());
        IResult result;
        try
        {
            visit.Check();
            result = handler(visit);
        }
        catch (ZitadelError error)
        {
            result = visit.ErrorPage(error);
        }

        await result.ExecuteAsync(http);
    };
}
