using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>
/// Request objects (OpenID Connect Core §6). ZITADEL announces them and takes none: one that is no JWT or not signed by RS256 is a bad request, one that is
/// signed properly ends in its 500 (seen). <c>request_uri</c> is ignored.
/// </summary>
public static class RequestObjects
{
    /// <summary>Refuses a request object the way ZITADEL does.</summary>
    public static void Refuse(string requestObject) =>
        throw (JwtSigner.Parse(requestObject) is { Alg: "RS256" }
            ? new OidcError(
                "server_error", "request objects cannot be verified: no application can register a key for them", StatusCodes.Status500InternalServerError)
            : OidcError.InvalidRequest("the request object is not a JWT that is signed with RS256"));
}
