using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Login;

/// <summary>The pages that belong to no login.</summary>
internal static class StandalonePages
{
    /// <summary>Maps them.</summary>
    public static void MapStandalonePages(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.LogoutDone, visit => new HtmlResult(EndPages.LoggedOut(visit.Page())));
        routes.MapPage("/", visit => new HtmlResult(StartPage.Render(visit.Http.Request.Issuer(), visit.Services.Settings.ShowsMails)));
        routes.MapPage("/ui/v2/login/{**rest}", _ => new HtmlResult(StartPage.RenderNoLoginV2(), StatusCodes.Status404NotFound));
        if (routes.ServiceProvider.GetRequiredService<LoginSettings>().ShowsMails)
            routes.MapPage(LoginPaths.Mails, visit => new HtmlResult(MailsPage.Render(visit.Http.RequestServices.GetRequiredService<Mailbox>().Mails)));
    }
}
