using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>
/// The authorization code grant. Checks in ZITADEL's order: the code, its client, PKCE, the redirect URI, the user; a check that fails does not use up
/// the code (ZITADEL: <c>internal/api/oidc/token_code.go</c>). Codes live for as long as their login, which is half an hour and more.
/// </summary>
public sealed class CodeGrant(InstanceStore store, OpaqueTokens opaque, OidcSessionCommands sessions, TokenIssuer issuer)
{
    /// <summary>Exchanges a code for tokens.</summary>
    public TokenResponse Exchange(Application client, OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("code") is not { Length: > 0 } code)
            throw OidcError.InvalidRequest("code missing");
        if (parameters.Last("redirect_uri") is not { Length: > 0 } redirectUri)
            throw OidcError.InvalidRequest("redirect_uri missing");
        if (!opaque.TryRead(TokenKind.Code, code, out var payload) || payload.Split(':') is not [var requestId, var codeId])
            throw ZitadelError.InvalidArgument("OIDC-ahLi2", "Errors.User.Code.Invalid");

        var state = store.Current;
        var request = OidcSessionCommands.FindCode(state, requestId, codeId);
        sessions.RequireSessionOf(state, request);
        if (request.ClientId != client.ClientId)
            throw OidcError.InvalidClient("client_id does not correspond to the client_id in the authorization request");
        LoginTrace.Continue(request);
        Pkce.Check(request.CodeChallenge, parameters.Last("code_verifier"), client.Oidc!.AuthMethod == OidcAuthMethod.None);
        if (request.RedirectUri != redirectUri)
            throw OidcError.InvalidGrant("redirect_uri does not correspond");

        // Login V1 gives a refresh token to whoever asks for one, even where the application may not use it.
        var withRefreshToken = request.Scopes.Contains(Scopes.OfflineAccess)
            && (!request.IsV2 || client.Oidc.GrantTypes.Contains(OidcGrantType.RefreshToken));
        return issuer.Write(sessions.ExchangeCode(requestId, codeId, withRefreshToken), request.Scopes, issuerUrl);
    }
}

/// <summary>PKCE (RFC 7636) as ZITADEL has it: <c>S256</c>, and every other method counts as plain; nothing checks the verifier's length or alphabet.</summary>
public static class Pkce
{
    /// <summary>Compares verifier and challenge.</summary>
    /// <param name="challenge">The challenge of the authorization request, or null.</param>
    /// <param name="verifier">The verifier of the token request, or empty.</param>
    /// <param name="isPublic">Whether the client is public. Without a challenge only a public client is refused a verifier; none is forced to use PKCE.</param>
    /// <exception cref="OidcError">They do not fit.</exception>
    public static void Check(CodeChallenge? challenge, string verifier, bool isPublic)
    {
        if (challenge is null)
        {
            if (isPublic && verifier.Length > 0)
                throw OidcError.InvalidRequest("code_verifier unexpectedly provided");
            return;
        }

        if (verifier.Length == 0)
            throw OidcError.InvalidRequest("code_verifier required");
        var computed = challenge.Method == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier))) : verifier;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(computed), Encoding.UTF8.GetBytes(challenge.Challenge)))
            throw OidcError.InvalidGrant("invalid code_verifier");
    }
}
