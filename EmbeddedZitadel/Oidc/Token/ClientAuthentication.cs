using System.Text;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>Finds out which application calls (github.com/zitadel/oidc, <c>parseClientCredentials</c>; ZITADEL: <c>internal/api/oidc/client.go</c>).</summary>
public sealed class ClientAuthentication(InstanceStore store, ClientAssertions assertions)
{
    /// <summary>An application at the token endpoint; it must be allowed the grant that it asks for.</summary>
    public Application RequireForGrant(HttpRequest request, OidcParameters parameters, string issuer)
    {
        var client = Require(request, parameters, issuer);
        var grant = parameters.First("grant_type");
        OidcGrantType? known = grant switch
        {
            "authorization_code" => OidcGrantType.AuthorizationCode,
            "refresh_token" => OidcGrantType.RefreshToken,
            TokenEndpoint.DeviceCode => OidcGrantType.DeviceCode,
            TokenEndpoint.TokenExchange => OidcGrantType.TokenExchange,
            _ => null,
        };
        return known is { } type && client.Oidc!.GrantTypes.Contains(type)
            ? client : throw OidcError.UnauthorizedClient($"grant_type \"{grant}\" not allowed");
    }

    /// <summary>An active OIDC application that proves who it is, or is public. API applications are not clients here.</summary>
    /// <exception cref="OidcError">It doesn't.</exception>
    public Application Require(HttpRequest request, OidcParameters parameters, string issuer)
    {
        var credentials = Read(request, parameters);
        var clientId = credentials.Assertion.Length > 0 ? assertions.Issuer(credentials.Assertion) : credentials.ClientId;
        if (clientId is null || store.Current.FindActiveClient(clientId) is not { Oidc: { } oidc } client)
            throw OidcError.InvalidClient("no active client not found");
        switch (oidc.AuthMethod)
        {
            case OidcAuthMethod.None:
                return client;
            case OidcAuthMethod.PrivateKeyJwt:
                return assertions.IsValid(credentials.Assertion, client.ClientId, client.Keys, issuer)
                    ? client : throw OidcError.InvalidClient("client assertion invalid");
            default:
                if (credentials.Secret.Length == 0)
                    throw OidcError.InvalidClient("empty client secret");
                return client.Secret?.Matches(credentials.Secret) == true ? client : throw OidcError.InvalidClient("invalid secret");
        }
    }

    /// <summary>An application that may introspect: API or OIDC, with a secret or a key. Null for credentials that are wrong.</summary>
    /// <exception cref="OidcError">There are no credentials.</exception>
    public Application? FindForIntrospection(ClientCredentials credentials, string issuer)
    {
        var clientId = credentials.Assertion.Length > 0 ? assertions.Issuer(credentials.Assertion) : credentials.ClientId;
        if (clientId is null || store.Current.FindActiveClient(clientId) is not { } client)
            return null;
        var byKey = client.Oidc is { AuthMethod: OidcAuthMethod.PrivateKeyJwt } || client.Api is { AuthMethod: ApiAuthMethod.PrivateKeyJwt };
        var proven = byKey
            ? assertions.IsValid(credentials.Assertion, client.ClientId, client.Keys, issuer)
            : credentials.Secret.Length > 0 && client.Secret?.Matches(credentials.Secret) == true;
        return proven ? client : null;
    }

    /// <summary>Reads the credentials; the Basic header wins over the form, and both of its parts are form-urlencoded (RFC 6749 §2.3.1).</summary>
    public static ClientCredentials Read(HttpRequest request, OidcParameters parameters)
    {
        var (clientId, secret, assertion) = (parameters.Last("client_id"), parameters.Last("client_secret"), parameters.Last("client_assertion"));
        if (TryReadBasic(request, out var user, out var password))
        {
            if (!FormUrlEncoding.TryUnescape(user, out clientId) || !FormUrlEncoding.TryUnescape(password, out secret))
                throw OidcError.InvalidClient("invalid basic auth header");
        }

        if (clientId.Length == 0 && assertion.Length == 0)
            throw OidcError.InvalidRequest("client_id or client_assertion must be provided");
        if (assertion.Length > 0 && parameters.Last("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            throw OidcError.InvalidRequest($"invalid client_assertion_type {parameters.Last("client_assertion_type")}");
        return new(clientId, secret, assertion);
    }

    // A header that is not "Basic", base64 and a colon counts as none. The scheme's case does not matter here, unlike Bearer's.
    private static bool TryReadBasic(HttpRequest request, out string user, out string password)
    {
        (user, password) = ("", "");
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return false;
        (user, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }
}

/// <summary>What a client says about itself; empty where it says nothing.</summary>
public sealed record ClientCredentials(string ClientId, string Secret, string Assertion);

/// <summary>JWTs that applications and service users sign about themselves (RFC 7523).</summary>
public sealed class ClientAssertions(TimeProvider clock)
{
    /// <summary>Whom an assertion claims to come from, unchecked; null where it is no JWT or speaks for somebody else.</summary>
    public string? Issuer(string assertion) => JwtSigner.Parse(assertion) is { } jwt && jwt.Issuer.Length > 0 && jwt.Issuer == jwt.Subject ? jwt.Issuer : null;

    /// <summary>
    /// Whether an assertion is signed by one of the keys and meant for this issuer now: RS256, <c>kid</c>, <c>exp</c> and <c>iat</c> required,
    /// up to an hour old and not a second early. It may be used again (ZITADEL, seen).
    /// </summary>
    public bool IsValid(string assertion, string subject, IEnumerable<PublicKey> keys, string issuer)
    {
        var now = clock.GetUtcNow();
        if (JwtSigner.Parse(assertion) is not { Alg: "RS256" } jwt || jwt.Issuer != subject || jwt.Subject != subject || !jwt.Audiences.Contains(issuer))
            return false;
        if (jwt.ValidTo <= now.UtcDateTime || jwt.IssuedAt > now.UtcDateTime || jwt.IssuedAt < now.UtcDateTime.AddHours(-1)
            || !Has(jwt, "exp") || !Has(jwt, "iat"))
            return false;
        return keys.FirstOrDefault(key => key.Id == jwt.Kid) is { } key && key.ExpirationDate > now && JwtSigner.Verify(key.ToSecurityKey(), jwt);
    }

    private static bool Has(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<object>(claim, out _);
}
