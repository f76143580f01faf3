using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Oidc.Logout;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Sessions;

/// <summary>The one place where sessions of the session API change.</summary>
public sealed partial class SessionCommands(
    InstanceStore store, SnowflakeIds ids, TimeProvider clock, OpaqueTokens tokens, UserCommands users, BackChannelLogout backChannelLogout)
{
    /// <summary>Writes the token of a session: the proof that its holder made or last changed it.</summary>
    public string TokenOf(Session session) => tokens.Write(TokenKind.Session, $"{session.Id}:{session.TokenId}");

    /// <summary>Whether <paramref name="token"/> is the newest token of the session, and the session has not expired.</summary>
    public bool IsTokenOf(Session session, string token) =>
        tokens.TryRead(TokenKind.Session, token, out var payload) && payload == $"{session.Id}:{session.TokenId}" && !HasExpired(session);

    /// <summary>Whether the lifetime of the session is over.</summary>
    public bool HasExpired(Session session) => session.ExpirationDate <= clock.GetUtcNow();

    /// <summary>Ends a session: its access tokens end with it, its refresh tokens do not.</summary>
    public Session Delete(string sessionId, string issuer)
    {
        var ended = store.Change(change =>
        {
            var session = change.State.Sessions.Find(sessionId) ?? throw ZitadelError.NotFound("COMMAND-SDf3g", "Errors.Session.NotExisting");
            change.Remove(session);
            change.EndAccessTokensOfSession(session.Id);
            return session with { Details = session.Details.Changed(clock.GetUtcNow()) };
        });
        backChannelLogout.SessionsEnded([ended.Id], issuer);
        return ended;
    }
}
