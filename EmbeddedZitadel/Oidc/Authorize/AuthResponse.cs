using System.Globalization;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>
/// The answer to an authorization request, in the URL or in a form (OAuth 2.0 Multiple Response Type Encoding Practices, Form Post Response Mode).
/// ZITADEL sends neither <c>iss</c> (RFC 9207) nor <c>session_state</c> nor <c>scope</c>.
/// </summary>
public sealed class AuthResponse(OpaqueTokens tokens, OidcSessionCommands sessions, TokenIssuer issuer)
{
    /// <summary>The code of a request that is finished (<see cref="AuthRequest.CodeId"/> is set).</summary>
    public string CodeOf(AuthRequest request) => tokens.Write(TokenKind.Code, $"{request.Id}:{request.CodeId}");

    /// <summary>The tokens of a request that is finished, where the client asked for them instead of a code: the implicit flow.</summary>
    public List<KeyValuePair<string, string>> TokensOf(AuthRequest request, bool withRefreshToken, string issuerUrl)
    {
        var session = sessions.Start(request, request.ResponseType == "id_token token", withRefreshToken && request.Scopes.Contains(Scopes.OfflineAccess));
        var given = issuer.Write(session, request.Scopes, issuerUrl);
        List<KeyValuePair<string, string>> answer =
            [new("token_type", given.TokenType), new("expires_in", given.ExpiresIn.ToString(CultureInfo.InvariantCulture))];
        if (given.AccessToken is { } accessToken)
            answer.Add(new("access_token", accessToken));
        if (given.RefreshToken is { } refreshToken)
            answer.Add(new("refresh_token", refreshToken));
        if (given.IdToken is { } idToken)
            answer.Add(new("id_token", idToken));
        return WithState(request, answer);
    }

    /// <summary>
    /// The <c>callbackUrl</c> of Login V2 for a finished request: with an empty <c>state=</c> beside a code where the client sent none, and never as a form
    /// (https://github.com/zitadel/zitadel/issues/12120).
    /// </summary>
    public string CallbackUrl(AuthRequest request, bool withRefreshToken, string issuerUrl) => Uri(request, request.ResponseType == "code"
        ? [new("code", CodeOf(request)), new("state", request.State)]
        : TokensOf(request, withRefreshToken, issuerUrl));

    /// <summary>Where an error goes: with <c>state</c> only where the client sent one.</summary>
    public static string ErrorUri(AuthRequest request, string error, string? description, string? errorUri = null)
    {
        List<KeyValuePair<string, string>> parameters = [new("error", error)];
        if (!string.IsNullOrEmpty(description))
            parameters.Add(new("error_description", description));
        if (!string.IsNullOrEmpty(errorUri))
            parameters.Add(new("error_uri", errorUri));
        return Uri(request, WithState(request, parameters));
    }

    /// <summary>Adds the client's state, where there is one.</summary>
    public static List<KeyValuePair<string, string>> WithState(AuthRequest request, List<KeyValuePair<string, string>> parameters)
    {
        if (request.State.Length > 0)
            parameters.Add(new("state", request.State));
        return parameters;
    }

    /// <summary>
    /// The redirect URI with the parameters: in the query, which is joined with the one that is there and sorted, or in the fragment, whose escapes are
    /// escaped again as Go's <c>URL.String</c> does.
    /// </summary>
    public static string Uri(AuthRequest request, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var inFragment = request.ResponseMode == "fragment" || request.ResponseMode != "query" && request.ResponseType != "code";
        return inFragment
            ? $"{request.RedirectUri.Split('#')[0]}#{FormUrlEncoding.Encode(parameters).Replace("%", "%25", StringComparison.Ordinal)}"
            : FormUrlEncoding.AddToQuery(request.RedirectUri, parameters);
    }
}
