using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EmbeddedZitadel.Oidc.Logout;

/// <summary>What an ID token that comes back as a hint says.</summary>
/// <param name="Subject">The user.</param>
/// <param name="SessionId">The login (<c>sid</c>), or null.</param>
/// <param name="ClientId">The application it was given to (<c>azp</c>).</param>
public sealed record IdTokenHint(string Subject, string? SessionId, string ClientId);

/// <summary>Reads <c>id_token_hint</c>: our own ID tokens, expired ones too.</summary>
public sealed class IdTokenHints(JwtSigner jwts)
{
    /// <summary>Reads a hint, or answers null.</summary>
    public IdTokenHint? TryRead(string token, string issuer) =>
        jwts.Check(token, out var jwt) == SignatureCheck.Valid && jwt!.Issuer == issuer ? Read(jwt) : null;

    /// <summary>Reads a hint of a logout. What is wrong with it is answered in ZITADEL's own ways (seen).</summary>
    public IdTokenHint Require(string token, string issuer)
    {
        var check = jwts.Check(token, out var jwt);
        if (check == SignatureCheck.Malformed || jwt!.Issuer != issuer)
            throw OidcError.InvalidRequest("id_token_hint invalid");
        return check switch
        {
            SignatureCheck.UnknownKey => throw ZitadelError.NotFound("QUERY-Aij4e", "Errors.WebKey.NotFound"),
            SignatureCheck.Wrong => throw new OidcError(
                "server_error", "the signature of the id_token_hint is wrong", StatusCodes.Status500InternalServerError),
            _ => Read(jwt),
        };
    }

    private static IdTokenHint Read(JsonWebToken jwt) => new(
        jwt.Subject,
        jwt.TryGetPayloadValue<string>("sid", out var sid) ? sid : null,
        jwt.TryGetPayloadValue<string>("azp", out var azp) ? azp : "");
}
