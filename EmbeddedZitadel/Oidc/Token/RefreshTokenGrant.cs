using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>The refresh token grant: both tokens are replaced. Logout and a revoked access token do not end a refresh token.</summary>
public sealed class RefreshTokenGrant(InstanceStore store, OidcSessionCommands sessions, TokenIssuer issuer)
{
    /// <summary>Exchanges a refresh token.</summary>
    public TokenResponse Exchange(Application client, OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("refresh_token") is not { Length: > 0 } token)
            throw OidcError.InvalidRequest("refresh_token missing");
        if (!issuer.TryReadRefreshToken(token, out var sessionId, out var tokenId))
            throw ZitadelError.InvalidArgument("OIDCS-ohJ1ie", "Errors.User.RefreshToken.Invalid");

        var session = sessions.FindRefreshToken(store.Current, sessionId, tokenId);
        if (session.ClientId != client.ClientId)
            throw OidcError.InvalidClient("client_id does not correspond to the client_id of the refresh token");
        // A narrower scope is accepted and changes only whether there is an ID token: userinfo goes on with the first request's scopes (seen).
        var scopes = parameters.List("scope") ?? [.. session.Scopes];
        if (!scopes.All(session.Scopes.Contains))
            throw new OidcError("invalid_scope", null);
        return issuer.Write(sessions.Refresh(sessionId, tokenId), scopes, issuerUrl);
    }
}
