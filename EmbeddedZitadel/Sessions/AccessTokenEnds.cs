using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Sessions;

/// <summary>What ends access tokens. All of it leaves refresh tokens alone; that is ZITADEL's behaviour.</summary>
public static class AccessTokenEnds
{
    /// <summary>Ends the access tokens of a user: deactivated, locked or deleted. A reactivation does not bring them back.</summary>
    public static void EndAccessTokensOfUser(this Change change, string userId) => End(change, change.State.OidcSessions.By(OidcSession.ByUser, userId));

    /// <summary>Ends the access tokens that a login session gave rise to: it was signed out or deleted.</summary>
    public static void EndAccessTokensOfSession(this Change change, string sessionId) =>
        End(change, change.State.OidcSessions.By(OidcSession.BySession, sessionId));

    /// <summary>Signs a user out of all browsers, as deactivating and locking does; the account pickers show them as signed out.</summary>
    public static void EndBrowserSessionsOfUser(this Change change, string userId)
    {
        foreach (var agent in change.State.BrowserAgents.By(BrowserAgent.ByUser, userId).ToList())
            change.Put(agent with { Sessions = [.. agent.Sessions.Select(s => s.UserId == userId ? s with { IsActive = false } : s)] });
    }

    private static void End(Change change, IEnumerable<OidcSession> sessions)
    {
        foreach (var session in sessions.Where(session => session.AccessToken is not null).ToList())
            change.Put(session with { AccessToken = null });
    }
}
