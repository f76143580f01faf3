using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>
/// Token exchange (RFC 8693) of an access token for another one, e.g. with fewer scopes. Acting for somebody else is switched off, as it is on a ZITADEL
/// whose administrator did not allow impersonation.
/// </summary>
public sealed class TokenExchangeGrant(InstanceStore store, AccessTokens accessTokens, OidcSessionCommands sessions, TokenIssuer issuer)
{
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string JwtType = "urn:ietf:params:oauth:token-type:jwt";
    private const string IdTokenType = "urn:ietf:params:oauth:token-type:id_token";

    /// <summary>Exchanges a token.</summary>
    public TokenResponse Exchange(Application client, OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("subject_token") is not { Length: > 0 } subjectToken)
            throw OidcError.InvalidRequest("subject_token missing");
        if (parameters.Last("subject_token_type") is not { Length: > 0 } subjectType)
            throw OidcError.InvalidRequest("subject_token_type missing");
        if (parameters.Last("actor_token").Length > 0 || subjectType is not (AccessTokenType or JwtType or IdTokenType))
            throw ZitadelError.PermissionDenied("COMMAND-eeR0u", "Errors.TokenExchange.Impersonation.PolicyDisabled");
        var state = store.Current;
        if (subjectType == IdTokenType || accessTokens.Find(state, subjectToken, issuerUrl) is not { Session: { } subject } token)
            throw OidcError.InvalidRequest("subject_token invalid");

        var scopes = Scopes.Allow(parameters.List("scope") ?? [.. token.Scopes], state.Projects.Find(client.ProjectId));
        var session = sessions.StartWithoutLogin(subject with
        {
            ClientId = client.ClientId,
            ProjectId = client.ProjectId,
            Scopes = scopes,
            Audience = state.AudienceOf(client, scopes),
            Nonce = null,
            RefreshToken = null,
        });
        return issuer.Write(session, scopes, issuerUrl) with { IssuedTokenType = AccessTokenType, Scope = string.Join(' ', scopes) };
    }
}
