using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login;

namespace EmbeddedZitadel.Console;

/// <summary>Maps pages: what all of them have in common is here, what they do is in their handlers.</summary>
internal static class ConsoleRouting
{
    // No scripts at all, and forms go nowhere else: not even by the redirect that follows them.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Maps a page for administrators that is looked at.</summary>
    public static void MapConsolePage(this IEndpointRouteBuilder routes, string path, Func<ConsoleVisit, IResult> handler) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Handle(visit => ForAdministrators(visit, handler)));

    /// <summary>Maps where a form of administrators is sent.</summary>
    public static void MapConsoleForm(this IEndpointRouteBuilder routes, string path, Func<ConsoleVisit, IResult> handler) =>
        routes.MapMethods(path, [HttpMethods.Post], Handle(visit => ForAdministrators(visit, handler)));

    /// <summary>Maps a step of the sign-in, for anybody.</summary>
    public static void MapSignInStep(this IEndpointRouteBuilder routes, string path, Func<ConsoleVisit, IResult> handler) =>
        routes.MapMethods(path, [HttpMethods.Get], Handle(handler));

    private static RequestDelegate Handle(Func<ConsoleVisit, IResult> handler) => async http =>
    {
        http.Response.SetPageHeaders();
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        http.Response.NoStore();
        var visit = await ConsoleVisit.ReadAsync(http, http.RequestServices.GetRequiredService<ConsoleServices>());
        IResult result;
        try
        {
            result = handler(visit);
        }
        catch (ZitadelError error)
        {
            result = ErrorPages.Of(visit, error);
        }

        await result.ExecuteAsync(http);
    };

    private static IResult ForAdministrators(ConsoleVisit visit, Func<ConsoleVisit, IResult> handler)
    {
        var isForm = HttpMethods.IsPost(visit.Http.Request.Method);
        if (visit.User is null)
            return isForm ? ErrorPages.SignedOut(visit) : SignIn.Begin(visit);
        if (!visit.IsAdministrator)
            return ErrorPages.NotAdministrator(visit);
        if (isForm && visit.IsTooLarge)
            return ErrorPages.TooLarge(visit);
        if (isForm)
            visit.CheckForm();
        return handler(visit);
    }
}
