using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Login.Texts;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>People register themselves, and activate their user with a mailed code.</summary>
internal static class Registration
{
    /// <summary>Maps the registration and the activation.</summary>
    public static void MapRegistration(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.Register, visit => Show(visit));
        routes.MapForm(LoginPaths.Register, Register);
        routes.MapPage(LoginPaths.ActivateUser, visit => ShowActivation(
            visit, new Activation(visit["userID"], visit["loginname"], visit["orgID"], visit["passwordset"] == "true", visit["code"])));
        routes.MapForm(LoginPaths.ActivateUser, visit => visit["resend"] == "true" ? Resend(visit) : Activate(visit));
    }

    /// <summary>Asks for names, address and password.</summary>
    public static IResult Show(LoginVisit visit) =>
        new HtmlResult(RegistrationPage.Render(visit.Page(), new("", "", visit.AuthRequest?.LoginHint ?? "", visit.Language.Tag)));

    /// <summary>Asks for the code.</summary>
    public static IResult ShowActivation(LoginVisit visit, User user) => ShowActivation(visit, ActivationOf(user));

    private static HtmlResult ShowActivation(LoginVisit visit, Activation activation, ZitadelError? error = null) =>
        new(ActivateUserPage.Render(visit.Page(error), activation));

    private static Activation ActivationOf(User user) =>
        new(user.Id, user.PreferredLoginName, user.OrganizationId, user.Human?.PasswordHash is not null, "");

    private static IResult Register(LoginVisit visit)
    {
        var typed = new RegistrationPage.Typed(visit["firstname"], visit["lastname"], visit["email"], visit["language"]);
        try
        {
            if (visit["register-password"] != visit["register-password-confirmation"])
                throw ZitadelError.InvalidArgument("VIEW-KaGue", "Errors.User.Password.ConfirmationWrong");
            var (user, code) = visit.Services.Users.Register(
                OrganizationFor(visit), typed.FirstName, typed.LastName, typed.Email, visit["register-password"],
                Languages.IsTag(typed.Language) ? typed.Language : null);
            visit.Services.Mails.SendInitialization(user, code, visit.Http.Request.Issuer(), visit.AuthRequest?.Id);
            if (visit.AuthRequest is not { } request)
                return new Redirection(LoginPaths.Console);

            // Whoever just chose a password need not enter it again.
            visit.Services.BrowserSessions.PasswordChecked(visit.AgentId, user.Id);
            visit.GoOnWith(visit.Services.AuthRequests.SelectUser(request.Id, visit.AgentId, user.Id, user.PreferredLoginName));
        }
        catch (ZitadelError error)
        {
            return new HtmlResult(RegistrationPage.Render(visit.Page(error), typed));
        }

        return LoginFlow.ShowNext(visit);
    }

    private static string OrganizationFor(LoginVisit visit)
    {
        var state = visit.Services.Store.Current;
        return (visit.AuthRequest is { } request
            ? RequestedOrganization.Of(request.Scopes, state) ?? LoginNames.DiscoverOrganization(state, request.LoginHint)?.Id
            : null) ?? state.Instance.DefaultOrganizationId;
    }

    private static IResult Resend(LoginVisit visit)
    {
        var (user, code) = visit.Services.Users.RenewInitializationCode(visit.AuthRequest?.UserId ?? visit["userID"]);
        visit.Services.Mails.SendInitialization(user, code, visit.Http.Request.Issuer(), visit.AuthRequest?.Id);
        return ShowActivation(visit, user);
    }

    private static IResult Activate(LoginVisit visit)
    {
        var activation = new Activation(
            visit.AuthRequest?.UserId ?? visit["userID"], visit["loginName"], visit["orgID"], visit["passwordSet"] == "true", visit["code"]);
        try
        {
            if (visit["password"] != visit["passwordconfirm"])
                throw ZitadelError.InvalidArgument("VIEW-fsdfd", "Errors.User.Password.ConfirmationWrong");
            visit.Services.Users.Activate(activation.UserId, activation.Code, visit["password"]);
        }
        catch (ZitadelError error)
        {
            return ShowActivation(visit, activation with { Code = "" }, error);
        }

        return new HtmlResult(ActivateUserPage.RenderDone(visit.Page()));
    }
}
