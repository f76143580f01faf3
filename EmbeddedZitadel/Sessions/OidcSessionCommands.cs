using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Sessions;

/// <summary>The one place where tokens are given out and taken back.</summary>
public sealed class OidcSessionCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>
    /// Exchanges a code: the request is over, its tokens begin. Login V1's request is deleted; Login V2's stays and remembers.
    /// </summary>
    /// <exception cref="ZitadelError">The code was used, or its user is gone or not active.</exception>
    public OidcSession ExchangeCode(string requestId, string codeId, bool withRefreshToken) => store.Change(change =>
    {
        var request = FindCode(change.State, requestId, codeId);
        if (!request.IsV2 && change.State.Users.Find(request.UserId) is null)
            throw ZitadelError.NotFound("QUERY-Dfbg2", "Errors.User.NotFound"); // Login V1 looks the user up before it looks at their state
        RequireActive(change.State, request.UserId!);
        if (request.IsV2)
            change.Put(request with { CodeExchanged = true, Sequence = request.Sequence + 1 });
        else
            change.Remove(request);
        return Add(change, TokensOf(request, change.State), withRefreshToken);
    });

    /// <summary>The request of a code that was not used yet.</summary>
    /// <exception cref="ZitadelError">There is none: 404 with Login V1, 400 with Login V2, as in ZITADEL.</exception>
    public static AuthRequest FindCode(InstanceState state, string requestId, string codeId)
    {
        if (state.AuthRequests.Find(requestId) is { } request && request.CodeId == codeId && !request.CodeExchanged)
            return request;
        throw requestId.StartsWith(AuthRequest.V2Prefix, StringComparison.Ordinal)
            ? ZitadelError.FailedPrecondition("COMMAND-ZtT1Y", "Errors.AuthRequest.NoCode")
            : ZitadelError.NotFound("CACHE-d24aD", "Errors.AuthRequest.NotFound");
    }

    /// <summary>A session of the session API that a code came from must still be there.</summary>
    /// <exception cref="ZitadelError">It was ended, or its lifetime is over.</exception>
    public void RequireSessionOf(InstanceState state, AuthRequest request)
    {
        if (request.IsV2)
            SessionCommands.Require(state, request.SessionId, clock.GetUtcNow());
    }

    /// <summary>Gives out tokens for a login that has no code: the implicit flow.</summary>
    public OidcSession Start(AuthRequest request, bool withAccessToken, bool withRefreshToken) => store.Change(change =>
    {
        RequireActive(change.State, request.UserId!);
        if (request.IsV2)
            change.Put(request with { CodeExchanged = true, Sequence = request.Sequence + 1 });
        else
            change.Remove(request);
        var session = Add(change, TokensOf(request, change.State), withRefreshToken);
        if (withAccessToken)
            return session;
        session = session with { AccessToken = null };
        change.Put(session);
        return session;
    });

    /// <summary>Gives out tokens for a device that its user allowed.</summary>
    public OidcSession ExchangeDeviceCode(DeviceAuthorization device, bool withRefreshToken) => store.Change(change =>
    {
        if (change.State.DeviceAuthorizations.Find(device.Id) is not { State: DeviceAuthorizationState.Approved } approved)
            throw ZitadelError.FailedPrecondition("COMMAND-tie3E", "Errors.DeviceAuth.AlreadyHandled");
        RequireActive(change.State, approved.UserId!);
        change.Put(approved with { State = DeviceAuthorizationState.Done });
        return Add(change, new OidcSession
        {
            Id = NewId(),
            UserId = approved.UserId!,
            ClientId = approved.ClientId,
            ProjectId = ProjectOf(change.State, approved.ClientId),
            SessionId = approved.SessionId,
            Scopes = approved.Scopes,
            Audience = approved.Audience,
            AuthTime = approved.AuthTime!.Value,
            AuthMethods = ["pwd"],
        }, withRefreshToken);
    });

    /// <summary>Gives out an access token without a login: to a service user, or in exchange for another token.</summary>
    public OidcSession StartWithoutLogin(OidcSession session, bool withRefreshToken = false) => store.Change(change =>
    {
        RequireActive(change.State, session.UserId);
        return Add(change, session with { Id = NewId() }, withRefreshToken);
    });

    /// <summary>Replaces both tokens of a session.</summary>
    /// <exception cref="ZitadelError">The refresh token was used, revoked or has expired, or its user is not active.</exception>
    public OidcSession Refresh(string sessionId, string refreshTokenId) => store.Change(change =>
    {
        var session = FindRefreshToken(change.State, sessionId, refreshTokenId);
        RequireActive(change.State, session.UserId);
        var (now, oidc) = (clock.GetUtcNow(), change.State.Instance.Oidc);
        var refreshed = session with
        {
            AccessToken = new(ids.Next(), now, now + oidc.AccessTokenLifetime),
            RefreshToken = session.RefreshToken! with { Id = ids.Next(), IdleExpirationDate = now + oidc.RefreshTokenIdleExpiration },
        };
        change.Put(refreshed);
        return refreshed;
    });

    /// <summary>The session of a refresh token that is valid.</summary>
    /// <exception cref="ZitadelError">It isn't.</exception>
    public OidcSession FindRefreshToken(InstanceState state, string sessionId, string refreshTokenId) =>
        state.OidcSessions.Find(sessionId) is { RefreshToken: { } token } session && token.Id == refreshTokenId
        && clock.GetUtcNow() is var now && token.IdleExpirationDate > now && token.ExpirationDate > now
            ? session
            : throw ZitadelError.FailedPrecondition("OIDCS-3jt2w", "Errors.OIDCSession.RefreshTokenInvalid");

    /// <summary>Revokes an access token, unless it has ended already; its refresh token goes on.</summary>
    public void RevokeAccessToken(string sessionId, string tokenId) => store.Change(change =>
    {
        if (change.State.OidcSessions.Find(sessionId) is { } session && session.AccessToken?.Id == tokenId)
            change.Put(session with { AccessToken = null });
    });

    /// <summary>Revokes a refresh token, unless it was replaced already, and its access token with it.</summary>
    public void RevokeRefreshToken(string sessionId, string tokenId) => store.Change(change =>
    {
        if (change.State.OidcSessions.Find(sessionId) is { } session && session.RefreshToken?.Id == tokenId)
            change.Put(session with { AccessToken = null, RefreshToken = null });
    });

    private OidcSession Add(Change change, OidcSession session, bool withRefreshToken)
    {
        var (now, oidc) = (clock.GetUtcNow(), change.State.Instance.Oidc);
        var added = session with
        {
            AccessToken = new(ids.Next(), now, now + oidc.AccessTokenLifetime),
            RefreshToken = withRefreshToken ? new(ids.Next(), now + oidc.RefreshTokenIdleExpiration, now + oidc.RefreshTokenExpiration) : null,
        };
        change.Put(added);
        return added;
    }

    private OidcSession TokensOf(AuthRequest request, InstanceState state) => new()
    {
        Id = NewId(),
        UserId = request.UserId!,
        ClientId = request.ClientId,
        ProjectId = ProjectOf(state, request.ClientId),
        SessionId = request.SessionId,
        Scopes = request.Scopes,
        Audience = request.Audience,
        Nonce = request.Nonce,
        AuthTime = request.AuthTime!.Value,
        AuthMethods = ["pwd"],
    };

    private string NewId() => AuthRequest.V2Prefix + ids.Next();

    private static string? ProjectOf(InstanceState state, string clientId) =>
        state.Applications.By(Applications.Application.ByClientId, clientId).FirstOrDefault()?.ProjectId;

    // Deactivated, locked and deleted users get no tokens; those who have not activated themselves yet may come through the session API.
    private static void RequireActive(InstanceState state, string userId)
    {
        if (state.Users.Find(userId) is not { State: UserState.Active or UserState.Initial })
            throw ZitadelError.FailedPrecondition("OIDCS-kj3g2", "Errors.User.NotActive");
    }
}
