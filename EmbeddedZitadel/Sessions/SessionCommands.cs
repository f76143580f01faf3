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

    /// <summary>A session that goes on.</summary>
    /// <exception cref="ZitadelError">There is none, it was ended, or its lifetime is over.</exception>
    public static Session Require(InstanceState state, string? id, DateTimeOffset now)
    {
        var session = state.Sessions.Find(id) ?? throw ZitadelError.FailedPrecondition("COMMAND-Flk38", "Errors.Session.NotExisting");
        if (session.IsEnded)
            throw ZitadelError.FailedPrecondition("COMMAND-Hewfq", "Errors.Session.Terminated");
        if (session.ExpirationDate <= now)
            throw ZitadelError.FailedPrecondition("COMMAND-Hkl3d", "Errors.Session.Expired");
        return session;
    }

    /// <summary>The session that a session token was given out for last, where it goes on.</summary>
    public Session? FindByToken(InstanceState state, string token) =>
        tokens.TryRead(TokenKind.Session, token, out var payload) && state.Sessions.Find(payload.Split(':')[0]) is { IsEnded: false } session
            && IsTokenOf(session, token)
            ? session
            : null;

    /// <summary>Ends a session: its access tokens end with it, its refresh tokens do not.</summary>
    public Session Delete(string sessionId, string issuer)
    {
        var ended = store.Change(change =>
        {
            var session = change.State.Sessions.Find(sessionId) ?? throw ZitadelError.NotFound("COMMAND-SDf3g", "Errors.Session.NotExisting");
            session = session with { IsEnded = true, Details = session.Details.Changed(clock.GetUtcNow()) };
            change.Put(session);
            change.EndAccessTokensOfSession(session.Id);
            return session;
        });
        backChannelLogout.SessionsEnded([ended.Id], issuer);
        return ended;
    }
}
