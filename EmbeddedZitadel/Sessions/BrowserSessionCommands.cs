using System.Collections.Immutable;
using EmbeddedZitadel.Oidc.Logout;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Sessions;

/// <summary>The one place where the sessions of browsers (Login V1) change.</summary>
public sealed class BrowserSessionCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock, BackChannelLogout backChannelLogout)
{
    /// <summary>Notes that the user proved their password in this browser: signs in, or renews the login. Answers the session.</summary>
    public BrowserSession PasswordChecked(string agentId, string userId) => store.Change(change => Touch(change, agentId, userId, clock.GetUtcNow()));

    /// <summary>
    /// Notes a wrong password. As in ZITADEL that ends single sign-on of the user in this browser, and a browser that saw no other user
    /// asks for this one's password the next time (internal/auth/repository/eventsourcing/handler/user_session.go).
    /// </summary>
    public void PasswordRefused(string agentId, string userId) => store.Change(change => Touch(change, agentId, userId, DateTimeOffset.MinValue));

    /// <summary>Notes a new password, set in this browser: a user who is signed in here stays so, while the other browsers ask for it.</summary>
    public void PasswordChanged(string agentId, User user) => store.Change(change =>
    {
        if (change.State.BrowserAgents.Find(agentId)?.Sessions.Exists(session => session.UserId == user.Id && session.IsActive) is true)
            Touch(change, agentId, user.Id, user.Human?.PasswordChanged ?? clock.GetUtcNow());
    });

    /// <summary>
    /// Signs everybody out of this browser, as ZITADEL's logout does: their access tokens end, their refresh tokens do not, and the applications
    /// that asked for it get a logout token.
    /// </summary>
    public void SignOut(string agentId, string issuer)
    {
        var ended = store.Change(change =>
        {
            if (change.State.BrowserAgents.Find(agentId) is not { } agent)
                return [];
            var active = agent.Sessions.Where(session => session.IsActive).Select(session => session.Id).ToImmutableArray();
            change.Put(agent with { Sessions = [.. agent.Sessions.Select(s => s with { IsActive = false })], ChangeDate = clock.GetUtcNow() });
            foreach (var session in active)
                change.EndAccessTokensOfSession(session);
            return active;
        });
        backChannelLogout.SessionsEnded(ended, issuer);
    }

    /// <summary>Signs one person out of one browser; the others in it stay.</summary>
    public void End(string sessionId, string issuer)
    {
        var ended = store.Change(change =>
        {
            if (change.State.BrowserAgents.By(BrowserAgent.BySession, sessionId).FirstOrDefault() is not { } agent
                || agent.Sessions.Find(session => session.Id == sessionId) is not { IsActive: true } session)
                return false;
            change.Put(agent with { Sessions = agent.Sessions.Replace(session, session with { IsActive = false }), ChangeDate = clock.GetUtcNow() });
            change.EndAccessTokensOfSession(sessionId);
            return true;
        });
        if (ended)
            backChannelLogout.SessionsEnded([sessionId], issuer);
    }

    private BrowserSession Touch(Change change, string agentId, string userId, DateTimeOffset passwordVerifiedAt)
    {
        var now = clock.GetUtcNow();
        var agent = change.State.BrowserAgents.Find(agentId) ?? new BrowserAgent { Id = agentId, ChangeDate = now };
        var old = agent.Sessions.Find(session => session.UserId == userId);
        var session = old is { IsActive: true }
            ? old with { PasswordVerifiedAt = passwordVerifiedAt }
            : new BrowserSession { Id = BrowserSession.IdPrefix + ids.Next(), UserId = userId, IsActive = true, PasswordVerifiedAt = passwordVerifiedAt };
        change.Put(agent with { Sessions = old is null ? agent.Sessions.Add(session) : agent.Sessions.Replace(old, session), ChangeDate = now });
        return session;
    }
}
