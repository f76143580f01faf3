using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>Shows whatever comes next in a login. <see cref="LoginStep.Next"/> decides, each step has its page.</summary>
internal static class LoginFlow
{
    /// <summary>Maps the way into it.</summary>
    public static void MapLoginFlow(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.Login, Start);
        routes.MapForm(LoginPaths.Login, Start);
        routes.MapPage(LoginPaths.Prefix, Start);
        routes.MapPage(LoginPaths.LoginSuccess, ShowSuccess);
    }

    /// <summary>The page of the next step, or the way back to the application.</summary>
    public static IResult ShowNext(LoginVisit visit)
    {
        var request = visit.RequireAuthRequest();
        if (request.Prompts.Contains("none"))
            return new Redirection(CallbackOf(visit, request));

        var step = LoginStep.Next(visit.Services.Store.Current, request, visit.Services.Clock.GetUtcNow());
        return step switch
        {
            LoginStep.LoginName => new HtmlResult(LoginNamePage.Render(visit.Page(), "")),
            LoginStep.Register => Registration.Show(visit),
            LoginStep.PickUser(var sessions) => AccountPicker.Show(visit, sessions),
            LoginStep.InitializeUser(var user) => Registration.ShowActivation(visit.About(user), user),
            LoginStep.SetPassword(var user) => PasswordReset.ShowSetPassword(visit.About(user), user),
            LoginStep.Password(var user) => PasswordCheck.Show(visit.About(user), user),
            LoginStep.VerifyEmail(var user) => EmailVerification.Show(visit.About(user), user),
            LoginStep.ChangePassword(var user) => PasswordChange.Show(visit.About(user), user),
            LoginStep.Callback { ShowsSuccessPage: true } => new Redirection(LoginPaths.Of(LoginPaths.LoginSuccess, request.Id)),
            LoginStep.Callback => new Redirection(CallbackOf(visit, request)),
            LoginStep.Refused(var error) => visit.ErrorPage(error),
            LoginStep.NotInProject(var error) => visit.ErrorPage(error),
            _ => throw new InvalidOperationException($"There is no page for the step {step}."),
        };
    }

    // A single session decides who it is; the request has to know it before the forms come back.
    private static LoginVisit About(this LoginVisit visit, User user)
    {
        if (visit.RequireAuthRequest() is { UserId: null } request)
            visit.GoOnWith(visit.Services.AuthRequests.SelectUser(request.Id, visit.AgentId, user.Id, user.PreferredLoginName));
        return visit;
    }

    private static IResult Start(LoginVisit visit) => visit.AuthRequest is null ? new Redirection(LoginPaths.Console) : ShowNext(visit);

    private static IResult ShowSuccess(LoginVisit visit)
    {
        if (visit.AuthRequest is not { } request)
            return new HtmlResult(EndPages.LoginSuccess(visit.Page(), callback: null));
        return LoginStep.Next(visit.Services.Store.Current, request, visit.Services.Clock.GetUtcNow()) is LoginStep.Callback
            ? new HtmlResult(EndPages.LoginSuccess(visit.Page(), CallbackOf(visit, request)))
            : ShowNext(visit);
    }

    private static string CallbackOf(LoginVisit visit, AuthRequest request) => request.DeviceAuthorizationId is null
        ? $"{visit.Http.Request.Issuer()}/oauth/v2/authorize/callback?id={request.Id}"
        : LoginPaths.Of(LoginPaths.DeviceAction, request.Id);
}
