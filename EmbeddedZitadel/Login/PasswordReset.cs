using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>The password is forgotten, or none was ever set: a mailed code allows to set one.</summary>
internal static class PasswordReset
{
    /// <summary>Maps asking for the code, and using it.</summary>
    public static void MapPasswordReset(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.PasswordReset, Request);
        routes.MapPage(LoginPaths.SetPassword, visit => Show(visit, visit["userID"], visit["code"]));
        routes.MapForm(LoginPaths.SetPassword, visit => visit["resend"] == "true" ? Resend(visit) : Set(visit));
    }

    /// <summary>Asks a user without a password for the code, which is mailed unless one is on its way.</summary>
    public static IResult ShowSetPassword(LoginVisit visit, User user)
    {
        if (user.Human?.PasswordCode is null)
            SendCode(visit, user.Id);
        return Show(visit, user.Id, "");
    }

    private static IResult Show(LoginVisit visit, string userId, string code, ZitadelError? error = null) =>
        new HtmlResult(ResetPasswordPage.Render(visit.Page(error), userId, code));

    private static IResult Request(LoginVisit visit)
    {
        var user = visit.RequireUser();
        ZitadelError? problem = null;
        try
        {
            SendCode(visit, user.Id);
        }
        catch (ZitadelError error)
        {
            problem = error;
        }

        return new HtmlResult(ResetPasswordPage.RenderSent(visit.Page(problem), LoginVisit.PersonOf(user)));
    }

    private static IResult Resend(LoginVisit visit)
    {
        var user = visit.RequireUser();
        SendCode(visit, user.Id);
        return Show(visit, user.Id, "");
    }

    private static IResult Set(LoginVisit visit)
    {
        var userId = visit["userID"];
        try
        {
            if (visit["password"] != visit["passwordconfirm"])
                throw ZitadelError.InvalidArgument("VIEW-KaGue", "Errors.User.Password.ConfirmationWrong");
            var user = visit.Services.Users.SetPasswordWithCode(userId, visit["code"], visit["password"]);
            visit.Services.BrowserSessions.PasswordChanged(visit.AgentId, user);
        }
        catch (ZitadelError error)
        {
            return Show(visit, userId, visit["code"], error);
        }

        return new HtmlResult(ResetPasswordPage.RenderDone(visit.Page()));
    }

    private static void SendCode(LoginVisit visit, string userId)
    {
        var (user, code) = visit.Services.Users.RenewPasswordCode(userId);
        visit.Services.Mails.SendPasswordReset(user, code, visit.Http.Request.Issuer(), visit.AuthRequest?.Id);
    }
}
