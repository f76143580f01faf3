using System.Collections.Immutable;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>
/// Token exchange (RFC 8693) of an access token for another one, with the same scopes and audience or fewer. Acting for somebody else is switched off, as it
/// is on a ZITADEL whose administrator did not allow impersonation (ZITADEL: <c>internal/api/oidc/token_exchange.go</c>).
/// </summary>
public sealed class TokenExchangeGrant(
    InstanceStore store, AccessTokens accessTokens, JwtSigner jwts, OidcSessionCommands sessions, TokenIssuer issuer, TimeProvider clock)
{
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string RefreshTokenType = "urn:ietf:params:oauth:token-type:refresh_token";
    private const string IdTokenType = "urn:ietf:params:oauth:token-type:id_token";
    private const string JwtType = "urn:ietf:params:oauth:token-type:jwt";
    private const string UserIdType = "urn:zitadel:params:oauth:token-type:user_id";

    /// <summary>Exchanges a token.</summary>
    public TokenResponse Exchange(Application client, OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("subject_token") is not { Length: > 0 } subjectToken)
            throw OidcError.InvalidRequest("subject_token missing");
        if (parameters.Last("subject_token_type") is not { Length: > 0 } subjectType)
            throw OidcError.InvalidRequest("subject_token_type missing");
        foreach (var name in (string[])["subject_token_type", "requested_token_type", "actor_token_type"])
        {
            if (parameters.Last(name) is not ("" or AccessTokenType or RefreshTokenType or IdTokenType or JwtType or UserIdType))
                throw OidcError.InvalidRequest($"{name} is not supported");
        }

        if (parameters.All("resource").Count > 0)
            throw new OidcError("invalid_target", "resource parameter not supported");

        var state = store.Current;
        var subject = FindSubject(state, client, subjectToken, subjectType, issuerUrl) ?? throw OidcError.InvalidRequest("subject_token invalid");
        if (subjectType is UserIdType or JwtType || parameters.Last("actor_token").Length > 0)
            throw ZitadelError.PermissionDenied("OIDC-Fae5w", "Errors.TokenExchange.Impersonation.PolicyDisabled");

        return Write(client, subject with
        {
            ClientId = client.ClientId,
            ProjectId = client.ProjectId,
            Audience = AudienceOf(parameters, subject),
            Scopes = ScopesOf(parameters, subject, state.Projects.Find(client.ProjectId)!),
        }, parameters.Last("requested_token_type"), issuerUrl);
    }

    private TokenResponse Write(Application client, OidcSession session, string type, string issuerUrl)
    {
        if (type is RefreshTokenType or UserIdType)
            throw ZitadelError.InvalidArgument("OIDC-wai5E", "Errors.TokenExchange.Token.TypeNotSupported");
        var scope = string.Join(' ', session.Scopes);
        if (type == IdTokenType)
        {
            return new()
            {
                AccessToken = issuer.Write(session, [Scopes.OpenId], issuerUrl).IdToken,
                TokenType = "N_A",
                ExpiresIn = (ulong)store.Current.Instance.Oidc.IdTokenLifetime.TotalSeconds - 1,
                IssuedTokenType = IdTokenType,
                Scope = scope,
            };
        }

        var started = sessions.StartWithoutLogin(session, session.Scopes.Contains(Scopes.OfflineAccess));
        return issuer.Write(started, session.Scopes, issuerUrl, asJwt: type == JwtType) with
        {
            IssuedTokenType = type == JwtType ? JwtType : AccessTokenType,
            Scope = scope,
        };
    }

    // Whom the token is about, as the beginning of a new session; null where the token is no good. It must be meant for the application.
    private OidcSession? FindSubject(InstanceState state, Application client, string token, string type, string issuerUrl) => type switch
    {
        AccessTokenType => accessTokens.Find(state, token, issuerUrl) switch
        {
            { IsPersonal: true } personal => SessionOf(personal.User.Id, Scopes.WithAllRoles(personal.Scopes, state.Projects.Find(client.ProjectId)!),
                [client.ClientId, client.ProjectId], clock.GetUtcNow(), []),
            { Session: { } session } when session.Audience.Contains(client.ClientId) || session.Audience.Contains(client.ProjectId) =>
                SessionOf(session.UserId, session.Scopes, session.Audience, session.AuthTime, session.AuthMethods),
            _ => null,
        },
        // ZITADEL looks up a user by the ID token itself unless the token names the organisation. It says nothing of scopes, so there are none to exchange.
        IdTokenType => jwts.Check(token, out var jwt) == SignatureCheck.Valid && jwt!.Issuer == issuerUrl && jwt.ValidTo > clock.GetUtcNow().UtcDateTime
            && jwt.TryGetPayloadValue<string>("urn:zitadel:iam:user:resourceowner:id", out _) && state.Users.Find(jwt.Subject) is not null
                ? SessionOf(jwt.Subject, [], [.. jwt.Audiences], clock.GetUtcNow(), []) : null,
        JwtType => JwtSigner.Parse(token) is { } signed && client.Keys.Find(key => key.Id == signed.Kid) is { } key
            && JwtSigner.Verify(key.ToSecurityKey(), signed) && state.Users.Find(signed.Subject) is not null
                ? SessionOf(signed.Subject, [], [], clock.GetUtcNow(), []) : null,
        UserIdType => state.Users.Find(token) is { } user ? SessionOf(user.Id, [], [], clock.GetUtcNow(), []) : null,
        _ => null,
    };

    private static OidcSession SessionOf(
        string userId, ImmutableArray<string> scopes, ImmutableArray<string> audience, DateTimeOffset authTime, ImmutableArray<string> methods) =>
        new() { Id = "", UserId = userId, ClientId = "", Scopes = scopes, Audience = audience, AuthTime = authTime, AuthMethods = methods };

    private static ImmutableArray<string> AudienceOf(OidcParameters parameters, OidcSession subject)
    {
        var requested = parameters.All("audience");
        if (requested.FirstOrDefault(one => !subject.Audience.Contains(one)) is { } stranger)
            throw new OidcError("invalid_target", $"audience \"{stranger}\" not found in subject or actor token");
        return requested.Count > 0 ? [.. requested] : subject.Audience;
    }

    private static ImmutableArray<string> ScopesOf(OidcParameters parameters, OidcSession subject, Projects.Project project)
    {
        var requested = (parameters.List("scope") ?? []).FindAll(scope => scope.Length > 0);
        if (requested.Find(scope => !subject.Scopes.Contains(scope)) is { } stranger)
            throw new OidcError("invalid_scope", $"scope \"{stranger}\" not found in subject or actor token");
        return Scopes.Allow(requested.Count > 0 ? requested : [.. subject.Scopes], project);
    }
}
