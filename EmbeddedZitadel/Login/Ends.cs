using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Login;

/// <summary>The pages that belong to no login.</summary>
internal static class Ends
{
    /// <summary>Maps them.</summary>
    public static void MapEnds(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.LogoutDone, visit => new HtmlResult(EndPages.LoggedOut(visit.Page())));
        foreach (var path in new[] { "/", "/ui/console/{**rest}" })
            routes.MapPage(path, visit => new HtmlResult(StartPage.Render(visit.Http.Request.Issuer(), visit.Services.Settings.ShowsMails)));

        if (routes.ServiceProvider.GetRequiredService<LoginSettings>().ShowsMails)
        {
            routes.MapPage(LoginPaths.Mails, visit => new HtmlResult(MailsPage.Render(visit.Http.RequestServices.GetRequiredService<Mailbox>().Mails)));
        }
    }
}
