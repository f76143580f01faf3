using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>The password has to be changed.</summary>
internal static class PasswordChange
{
    /// <summary>Maps where the passwords are sent.</summary>
    public static void MapPasswordChange(this IEndpointRouteBuilder routes) => routes.MapForm(LoginPaths.ChangePassword, Change);

    /// <summary>Asks for the old and a new one.</summary>
    public static IResult Show(LoginVisit visit, User user, ZitadelError? error = null) =>
        new HtmlResult(ChangePasswordPage.Render(visit.Page(error), LoginVisit.PersonOf(user)));

    private static IResult Change(LoginVisit visit)
    {
        var user = visit.RequireUser();
        try
        {
            // ZITADEL leaves this to a script in its page; here it holds without one.
            if (visit["change-new-password"] != visit["change-password-confirmation"])
                throw ZitadelError.InvalidArgument("VIEW-KaGue", "Errors.User.Password.ConfirmationWrong");
            var changed = visit.Services.Users.ChangeOwnPassword(user.Id, visit["change-old-password"], visit["change-new-password"]);
            visit.Services.BrowserSessions.PasswordChanged(visit.AgentId, changed);
        }
        catch (ZitadelError error)
        {
            return Show(visit, user, error);
        }

        return new HtmlResult(ChangePasswordPage.RenderDone(visit.Page()));
    }
}
