using System.Collections.Immutable;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Login;

/// <summary>Several people use this browser: which of them is it?</summary>
internal static class AccountPicker
{
    private const string OtherUser = "0";

    /// <summary>Maps where the choice is sent.</summary>
    public static void MapAccountPicker(this IEndpointRouteBuilder routes) => routes.MapForm(LoginPaths.UserSelection, Select);

    /// <summary>Shows the people.</summary>
    public static IResult Show(LoginVisit visit, ImmutableList<BrowserSession> sessions)
    {
        var users = visit.Services.Store.Current.Users;
        return new HtmlResult(SelectAccountPage.Render(visit.Page(), sessions
            .Select(session => (session, user: users.Find(session.UserId)!))
            .Select(pair => new Account(pair.user.Id, LoginVisit.PersonOf(pair.user), pair.session.IsActive))));
    }

    private static IResult Select(LoginVisit visit)
    {
        var request = visit.RequireAuthRequest();
        var userId = visit["userID"];
        if (userId == OtherUser)
            return new HtmlResult(LoginNamePage.Render(visit.Page(), ""));

        // Only those who signed in here: else the form would tell who exists.
        var state = visit.Services.Store.Current;
        var sessions = state.BrowserAgents.Find(visit.AgentId)?.Sessions ?? [];
        if (!sessions.Exists(session => session.UserId == userId) || state.Users.Find(userId) is not { } user)
            throw ZitadelError.NotFound("AUTH-2d3f4", "Errors.UserSession.NotFound");
        if (RequestedOrganization.Of(request.Scopes, state) is { } organization && user.OrganizationId != organization)
            throw ZitadelError.FailedPrecondition("EVENT-fJe2a", "Errors.User.NotAllowedOrg");
        visit.GoOnWith(visit.Services.AuthRequests.SelectUser(request.Id, visit.AgentId, userId, user.PreferredLoginName));
        return LoginFlow.ShowNext(visit);
    }
}
