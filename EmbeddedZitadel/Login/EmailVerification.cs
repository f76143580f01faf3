using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>The e-mail address is not verified yet.</summary>
internal static class EmailVerification
{
    /// <summary>Maps the link in the mail, and the form.</summary>
    public static void MapEmailVerification(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.VerifyEmail, visit => visit["code"].Length > 0
            ? Verify(visit, visit["userID"])
            : new HtmlResult(VerifyEmailPage.Render(visit.Page(), visit["userID"])));
        routes.MapForm(LoginPaths.VerifyEmail, visit => visit["resend"] == "true"
            ? Show(visit, visit.RequireUser(), again: true)
            : Verify(visit, visit.AuthRequest?.UserId ?? visit["userID"]));
    }

    /// <summary>Asks for the code, which is mailed unless one is on its way.</summary>
    public static IResult Show(LoginVisit visit, User user, bool again = false)
    {
        if (again || user.Human?.EmailCode is null)
        {
            var (renewed, code) = visit.Services.Users.RenewEmailCode(user.Id);
            visit.Services.Mails.SendEmailVerification(renewed, code, visit.Http.Request.Issuer(), visit.AuthRequest?.Id);
        }

        return new HtmlResult(VerifyEmailPage.Render(visit.Page(), user.Id));
    }

    private static IResult Verify(LoginVisit visit, string userId)
    {
        try
        {
            visit.Services.Users.VerifyEmail(userId, visit["code"]);
        }
        catch (ZitadelError error)
        {
            return new HtmlResult(VerifyEmailPage.Render(visit.Page(error), userId));
        }

        return new HtmlResult(VerifyEmailPage.RenderDone(visit.Page()));
    }
}
