using System.Collections.Immutable;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Sessions;

/// <summary>The one place where the sessions of browsers (Login V1) change.</summary>
public sealed class BrowserSessionCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock, BackChannelLogout backChannelLogout)
{
    /// <summary>Notes that the user proved their password in this browser: signs in, or renews the login. Answers the session.</summary>
    public BrowserSession PasswordChecked(string agentId, string userId) => store.Change(change =>
    {
        var now = clock.GetUtcNow();
        var agent = change.State.BrowserAgents.Find(agentId) ?? new BrowserAgent { Id = agentId, ChangeDate = now };
        var old = agent.Sessions.Find(s => s.UserId == userId);
        var session = old is { IsActive: true }
            ? old with { PasswordVerifiedAt = now }
            : new BrowserSession { Id = "V1_" + ids.Next(), UserId = userId, IsActive = true, PasswordVerifiedAt = now };
        change.Put(agent with { Sessions = old is null ? agent.Sessions.Add(session) : agent.Sessions.Replace(old, session), ChangeDate = now });
        return session;
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
}
