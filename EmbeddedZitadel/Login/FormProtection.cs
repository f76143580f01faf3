using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Login;

/// <summary>
/// Keeps other sites from sending our forms (CSRF): each form carries a token that only this server can make and that names the browser it was
/// made for (OWASP's HMAC-based token pattern), and browsers say where a form comes from.
/// </summary>
internal static class FormProtection
{
    /// <summary>The field of the token; ZITADEL's name.</summary>
    public const string FieldName = "gorilla.csrf.Token";

    /// <summary>A token for a form that this browser gets.</summary>
    public static string TokenFor(OpaqueTokens tokens, string agentId) => tokens.Write(TokenKind.Form, agentId);

    /// <summary>Refuses a form without a token for this browser, or from another site.</summary>
    /// <exception cref="ZitadelError">It is such a form.</exception>
    public static void Check(HttpRequest request, string? token, OpaqueTokens tokens, string agentId)
    {
        // https://developer.mozilla.org/docs/Web/HTTP/Headers/Origin: sent with every form; scripts cannot forge it.
        if (request.Headers.Origin is [{ } origin] && origin != request.Issuer())
            throw ZitadelError.PermissionDenied("", "Errors.CSRF.OriginInvalid");
        if (string.IsNullOrEmpty(token))
            throw ZitadelError.PermissionDenied("", "Errors.CSRF.TokenMissing");
        if (!tokens.TryRead(TokenKind.Form, token, out var agent) || agent != agentId)
            throw ZitadelError.PermissionDenied("", "Errors.CSRF.TokenInvalid");
    }
}
