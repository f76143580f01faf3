using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Console;

/// <summary>
/// Who is signed in: in browsers, by the login pages, and by the session API. ZITADEL's API has no method that lists the former for an administrator, so
/// they are read here, with the same rights as the latter.
/// </summary>
internal static class LoginSessions
{
    /// <summary>Maps the page and its forms.</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapConsolePage(ConsolePaths.Sessions, visit => visit.Show("Sessions", SessionsPage.Render(visit, All(visit))));
        routes.MapConsoleForm(ConsolePaths.Sessions + "/{sessionId}/end", End);
    }

    /// <summary>How many there are.</summary>
    public static int Count(ConsoleVisit visit) => All(visit).Count;

    private static IReadOnlyList<ShownSession> All(ConsoleVisit visit) =>
        [.. OfBrowsers(visit).Concat(OfApi(visit)).OrderByDescending(session => session.Since)];

    private static IEnumerable<ShownSession> OfBrowsers(ConsoleVisit visit)
    {
        var call = visit.RightsFor("session.v2.SessionService/ListSessions");
        return
            from agent in call.State.BrowserAgents.All
            from session in agent.Sessions
            where session.IsActive
            let user = call.State.Users.Find(session.UserId)
            where user is not null && call.AllowsUser(user)
            select new ShownSession(
                session.Id, user.DisplayName, user.PreferredLoginName, session.PasswordVerifiedAt,
                agent.Id == visit.AgentId ? "This browser" : $"Browser {agent.Id}", IsOwn: session.Id == visit.SessionId);
    }

    private static IEnumerable<ShownSession> OfApi(ConsoleVisit visit)
    {
        var found = visit.Call("session.v2.SessionService/ListSessions", new() { ["query"] = new JsonObject { ["limit"] = 1000 } });
        return found.List("sessions").Select(session => new ShownSession(
            session.Text("id"),
            session.Text("factors.user.displayName"),
            session.Text("factors.user.loginName") is { Length: > 0 } name ? name : "nobody yet",
            session["changeDate"]!.GetValue<DateTimeOffset>(),
            session.Text("userAgent.description") is { Length: > 0 } agent ? $"Session API, {agent}" : "Session API",
            IsOwn: false));
    }

    private static IResult End(ConsoleVisit visit)
    {
        var id = visit["sessionId"];
        if (id.StartsWith(BrowserSession.IdPrefix, StringComparison.Ordinal))
            EndInBrowser(visit, id);
        else
            visit.Call("session.v2.SessionService/DeleteSession", new() { ["sessionId"] = id });
        return visit.Done(ConsolePaths.Sessions, "The session is ended, and so are its access tokens. Refresh tokens outlive it, as they do in ZITADEL.");
    }

    private static void EndInBrowser(ConsoleVisit visit, string id)
    {
        var call = visit.RightsFor("session.v2.SessionService/DeleteSession");
        var session = call.State.BrowserAgents.By(BrowserAgent.BySession, id).SelectMany(agent => agent.Sessions).FirstOrDefault(one => one.Id == id)
            ?? throw ZitadelError.NotFound("QUERY-SFeaa", "Errors.Session.NotExisting");
        if (call.State.Users.Find(session.UserId) is { } user)
            call.RequireUnlessSelf(user);
        visit.Services.BrowserSessions.End(id, visit.Http.Request.Issuer());
    }
}

/// <summary>A session, wherever it was begun.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Who.</param>
/// <param name="LoginName">By which login name.</param>
/// <param name="Since">When the user last proved who it is.</param>
/// <param name="Agent">Where.</param>
/// <param name="IsOwn">Whether it is the one that the console runs in.</param>
internal sealed record ShownSession(string Id, string Name, string LoginName, DateTimeOffset Since, string Agent, bool IsOwn);
