using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>The second step: the password.</summary>
internal static class PasswordCheck
{
    /// <summary>Maps it.</summary>
    public static void MapPasswordCheck(this IEndpointRouteBuilder routes) => routes.MapForm(LoginPaths.Password, Check);

    /// <summary>Asks for it.</summary>
    public static IResult Show(LoginVisit visit, User user, ZitadelError? error = null) => new HtmlResult(PasswordPage.Render(
        visit.Page(error), LoginVisit.PersonOf(user), visit.RequireAuthRequest().TypedLoginName is { Length: > 0 } typed ? typed : user.PreferredLoginName));

    private static IResult Check(LoginVisit visit)
    {
        var user = visit.RequireUser();
        try
        {
            visit.Services.Users.CheckPassword(user.Id, visit["password"]);
        }
        catch (ZitadelError error)
        {
            if (error.FailedAttempts is not null)
                visit.Services.BrowserSessions.PasswordRefused(visit.AgentId, user.Id);
            return Show(visit, user, error);
        }

        visit.Services.BrowserSessions.PasswordChecked(visit.AgentId, user.Id);
        return LoginFlow.ShowNext(visit);
    }
}
