using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>Writes the tokens of a session: opaque or JWT access token, refresh token, ID token (ZITADEL: <c>internal/api/oidc/token.go</c>).</summary>
public sealed class TokenIssuer(InstanceStore store, OpaqueTokens opaque, AccessTokens accessTokens, JwtSigner jwts, TimeProvider clock)
{
    // ZITADEL computes the lifetime of an access token that was never made from Go's zero time, and overflows (seen).
    private static readonly ulong NoLifetime = unchecked((ulong)(long.MinValue / 1_000_000_000L));

    /// <summary>Writes the tokens of a session that was just started or refreshed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="scopes">The scopes of this very request; with <c>openid</c> there is an ID token.</param>
    /// <param name="issuer">The issuer as the request sees it.</param>
    /// <param name="idTokenLifetime">For grants whose ID token lives differently.</param>
    /// <param name="asJwt">Whether the access token is a JWT, where that is not for the application to say.</param>
    public TokenResponse Write(
        OidcSession session, IReadOnlyCollection<string> scopes, string issuer, TimeSpan? idTokenLifetime = null, bool? asJwt = null)
    {
        ZitadelTelemetry.IsAbout(session.UserId);
        var state = store.Current;
        var client = state.Applications.By(Application.ByClientId, session.ClientId).FirstOrDefault()?.Oidc;
        var isJwt = asJwt ?? client?.JwtAccessTokens ?? state.Users.Find(session.UserId)?.Machine?.JwtAccessTokens ?? false;
        var accessToken = session.AccessToken is null ? null
            : isJwt ? WriteJwt(state, session, client, issuer) : accessTokens.WriteOpaque(session);
        return new()
        {
            AccessToken = accessToken,
            RefreshToken = session.RefreshToken is { } refresh ? opaque.Write(TokenKind.Refresh, $"{session.Id}-rt_{refresh.Id}:{session.UserId}") : null,
            ExpiresIn = session.AccessToken is { } token ? (ulong)Math.Max(0, (token.ExpirationDate - clock.GetUtcNow()).TotalSeconds - 0.001) : NoLifetime,
            IdToken = scopes.Contains(Scopes.OpenId)
                ? WriteIdToken(state, session, client, issuer, accessToken, idTokenLifetime ?? state.Instance.Oidc.IdTokenLifetime) : null,
        };
    }

    /// <summary>Reads a refresh token: the ids of its session and of itself.</summary>
    public bool TryReadRefreshToken(string token, out string sessionId, out string tokenId)
    {
        (sessionId, tokenId) = ("", "");
        if (!opaque.TryRead(TokenKind.Refresh, token, out var payload) || payload.Split(':')[0].Split("-rt_") is not [var session, var id])
            return false;
        (sessionId, tokenId) = (session, id);
        return true;
    }

    private string WriteJwt(InstanceState state, OidcSession session, OidcConfiguration? client, string issuer)
    {
        var token = session.AccessToken!;
        var claims = Claims(state, session, client is null || client.AccessTokenRoleAssertion);
        return jwts.Sign(UserClaims.Join(new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = session.UserId,
            ["aud"] = Array(session.Audience.IsEmpty ? [session.ClientId] : session.Audience),
            ["exp"] = token.ExpirationDate.ToUnixTimeSeconds(),
            ["iat"] = token.CreationDate.ToUnixTimeSeconds(),
            ["nbf"] = token.CreationDate.ToUnixTimeSeconds(),
            ["client_id"] = session.ClientId,
            ["jti"] = AccessTokens.IdOf(session, token),
        }, [], claims.Reserved));
    }

    private string WriteIdToken(
        InstanceState state, OidcSession session, OidcConfiguration? client, string issuer, string? accessToken, TimeSpan lifetime)
    {
        var now = session.AccessToken?.CreationDate ?? clock.GetUtcNow();
        var claims = Claims(state, session, client is null || client.IdTokenRoleAssertion);
        var token = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = session.UserId,
            ["aud"] = Array(session.Audience.Append(session.ClientId).Distinct(StringComparer.Ordinal)),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["auth_time"] = session.AuthTime.ToUnixTimeSeconds(),
        };
        if (!string.IsNullOrEmpty(session.Nonce))
            token["nonce"] = session.Nonce;
        if (!session.AuthMethods.IsEmpty)
            token["amr"] = Array(session.AuthMethods);
        token["azp"] = session.ClientId;
        token["client_id"] = session.ClientId;
        if (accessToken is not null)
            token["at_hash"] = HashOf(accessToken, jwts.Algorithm);
        if (session.SessionId is not null)
            token["sid"] = session.SessionId;
        return jwts.Sign(UserClaims.Join(token, client?.IdTokenUserinfoAssertion == true ? claims.Standard : [], claims.Reserved));
    }

    private static UserClaims Claims(InstanceState state, OidcSession session, bool withRoles) =>
        UserClaims.Of(state, state.Users.Find(session.UserId)!, session.Scopes, withRoles ? new RoleRequest(state.Projects.Find(session.ProjectId)) : null);

    // OpenID Connect Core §3.1.3.6: the left half of the hash that belongs to the signature's algorithm.
    private static string HashOf(string token, string algorithm)
    {
        var bytes = Encoding.ASCII.GetBytes(token);
        var hash = algorithm[2..] switch { "384" => SHA384.HashData(bytes), "512" => SHA512.HashData(bytes), _ => SHA256.HashData(bytes) };
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode?)value)];
}
