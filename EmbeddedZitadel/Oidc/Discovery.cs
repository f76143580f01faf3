using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Instances;

namespace EmbeddedZitadel.Oidc;

/// <summary>The discovery document (OpenID Connect Discovery 1.0), with what ZITADEL says about itself, true or not.</summary>
public static class Discovery
{
    private static readonly string[] SigningAlgorithms = ["RS256"];

    /// <summary>Answers the document.</summary>
    public static Task HandleAsync(HttpContext context)
    {
        var issuer = context.Request.Issuer();
        return OidcEndpoint.WriteJsonAsync(context, new DiscoveryDocument
        {
            Issuer = issuer,
            AuthorizationEndpoint = issuer + "/oauth/v2/authorize",
            TokenEndpoint = issuer + "/oauth/v2/token",
            IntrospectionEndpoint = issuer + "/oauth/v2/introspect",
            UserinfoEndpoint = issuer + "/oidc/v1/userinfo",
            RevocationEndpoint = issuer + "/oauth/v2/revoke",
            EndSessionEndpoint = issuer + "/oidc/v1/end_session",
            DeviceAuthorizationEndpoint = issuer + "/oauth/v2/device_authorization",
            JwksUri = issuer + "/oauth/v2/keys",
            ScopesSupported = ["openid", "profile", "email", "phone", "address", "offline_access"],
            ResponseTypesSupported = ["code", "id_token", "id_token token"],
            ResponseModesSupported = ["query", "fragment", "form_post"],
            GrantTypesSupported =
            [
                "authorization_code", "implicit", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:device_code",
            ],
            SubjectTypesSupported = ["public"],
            IdTokenSigningAlgValuesSupported = ["EdDSA", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
            RequestObjectSigningAlgValuesSupported = SigningAlgorithms,
            TokenEndpointAuthMethodsSupported = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
            TokenEndpointAuthSigningAlgValuesSupported = SigningAlgorithms,
            RevocationEndpointAuthMethodsSupported = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
            RevocationEndpointAuthSigningAlgValuesSupported = SigningAlgorithms,
            IntrospectionEndpointAuthMethodsSupported = ["client_secret_basic", "private_key_jwt"],
            IntrospectionEndpointAuthSigningAlgValuesSupported = SigningAlgorithms,
            ClaimsSupported =
            [
                "sub", "aud", "exp", "iat", "iss", "auth_time", "nonce", "acr", "amr", "c_hash", "at_hash", "act", "scopes", "client_id", "azp",
                "preferred_username", "name", "family_name", "given_name", "locale", "email", "email_verified", "phone_number", "phone_number_verified",
            ],
            CodeChallengeMethodsSupported = ["S256"],
            UiLocalesSupported = [.. ZitadelLanguages.All],
        }, OidcJson.Default.DiscoveryDocument);
    }
}

/// <summary>The discovery document. The members are named as OpenID Connect Discovery 1.0 §3 and RFC 8414 §2 name them.</summary>
#pragma warning disable CS1591 // the standards document the members
public sealed record DiscoveryDocument
{
    public required string Issuer { get; init; }
    public required string AuthorizationEndpoint { get; init; }
    public required string TokenEndpoint { get; init; }
    public required string IntrospectionEndpoint { get; init; }
    public required string UserinfoEndpoint { get; init; }
    public required string RevocationEndpoint { get; init; }
    public required string EndSessionEndpoint { get; init; }
    public required string DeviceAuthorizationEndpoint { get; init; }
    public required string JwksUri { get; init; }
    public required string[] ScopesSupported { get; init; }
    public required string[] ResponseTypesSupported { get; init; }
    public required string[] ResponseModesSupported { get; init; }
    public required string[] GrantTypesSupported { get; init; }
    public required string[] SubjectTypesSupported { get; init; }
    public required string[] IdTokenSigningAlgValuesSupported { get; init; }
    public required string[] RequestObjectSigningAlgValuesSupported { get; init; }
    public required string[] TokenEndpointAuthMethodsSupported { get; init; }
    public required string[] TokenEndpointAuthSigningAlgValuesSupported { get; init; }
    public required string[] RevocationEndpointAuthMethodsSupported { get; init; }
    public required string[] RevocationEndpointAuthSigningAlgValuesSupported { get; init; }
    public required string[] IntrospectionEndpointAuthMethodsSupported { get; init; }
    public required string[] IntrospectionEndpointAuthSigningAlgValuesSupported { get; init; }
    public required string[] ClaimsSupported { get; init; }
    public required string[] CodeChallengeMethodsSupported { get; init; }
    public required string[] UiLocalesSupported { get; init; }
    public bool RequestParameterSupported { get; init; } = true;
    public bool RequestUriParameterSupported { get; init; }
    public bool BackchannelLogoutSupported { get; init; } = true;
    public bool BackchannelLogoutSessionSupported { get; init; } = true;
}
#pragma warning restore CS1591
