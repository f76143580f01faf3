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
        // The link is enough, unless a password has to be chosen as well.
        routes.MapPage(LoginPaths.VerifyEmail, visit => visit["code"].Length > 0 && HasPassword(visit, visit["userID"])
            ? Verify(visit, visit["userID"])
            : Show(visit, visit["userID"], visit["code"]));
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

        return Show(visit, user.Id, "");
    }

    private static HtmlResult Show(LoginVisit visit, string userId, string code, ZitadelError? error = null) =>
        new(VerifyEmailPage.Render(visit.Page(error), userId, code, HasPassword(visit, userId)));

    private static bool HasPassword(LoginVisit visit, string userId) =>
        visit.Services.Store.Current.Users.Find(userId) is not { Human.PasswordHash: null };

    private static IResult Verify(LoginVisit visit, string userId)
    {
        try
        {
            if (HasPassword(visit, userId))
                visit.Services.Users.VerifyEmail(userId, visit["code"]);
            else if (visit["password"] == visit["passwordconfirm"])
                visit.Services.Users.VerifyEmailAndSetPassword(userId, visit["code"], visit["password"]);
            else
                throw ZitadelError.InvalidArgument("VIEW-fsdfd", "Errors.User.Password.ConfirmationWrong");
        }
        catch (ZitadelError error)
        {
            return Show(visit, userId, "", error);
        }

        return new HtmlResult(VerifyEmailPage.RenderDone(visit.Page()));
    }
}
