using System.Collections.Immutable;

namespace EmbeddedZitadel.Applications;

/// <summary>The settings of an OIDC application. Enum values are numbered as ZITADEL's <c>OIDC_…</c> enums are.</summary>
public sealed record OidcConfiguration
{
    /// <summary>Where answers may be sent; compared byte by byte, except for native loopback addresses and development-mode globs.</summary>
    public ImmutableArray<string> RedirectUris { get; init; } = [];

    /// <summary>Where the browser may be sent after a logout.</summary>
    public ImmutableArray<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>The response types it may ask for.</summary>
    public ImmutableArray<OidcResponseType> ResponseTypes { get; init; } = [OidcResponseType.Code];

    /// <summary>The grants it may use at the token endpoint.</summary>
    public ImmutableArray<OidcGrantType> GrantTypes { get; init; } = [OidcGrantType.AuthorizationCode];

    /// <summary>Web, browser or native.</summary>
    public OidcApplicationType ApplicationType { get; init; }

    /// <summary>How it authenticates at the token endpoint.</summary>
    public OidcAuthMethod AuthMethod { get; init; }

    /// <summary>Development mode: http redirects for every type, and globs in the redirect URIs.</summary>
    public bool DevelopmentMode { get; init; }

    /// <summary>Whether access tokens are JWTs instead of opaque.</summary>
    public bool JwtAccessTokens { get; init; }

    /// <summary>Whether JWT access tokens carry roles.</summary>
    public bool AccessTokenRoleAssertion { get; init; }

    /// <summary>Whether ID tokens carry roles.</summary>
    public bool IdTokenRoleAssertion { get; init; }

    /// <summary>"User Info inside ID Token". It gates profile, email and phone only: https://github.com/zitadel/zitadel/issues/8435.</summary>
    public bool IdTokenUserinfoAssertion { get; init; }

    /// <summary>Added to the lifetime checks on the application's side of things: 0 to 5 s.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>Origins that may use a user's token at the API, beside those of the redirect URIs.</summary>
    public ImmutableArray<string> AdditionalOrigins { get; init; } = [];

    /// <summary>Whether a native application's login ends without the "you may close this window" page.</summary>
    public bool SkipNativeAppSuccessPage { get; init; }

    /// <summary>Where logout tokens are posted to (OpenID Connect Back-Channel Logout 1.0), or empty.</summary>
    public string BackChannelLogoutUri { get; init; } = "";

    /// <summary>Which login the application gets; null leaves it to the instance.</summary>
    public LoginVersion? LoginVersion { get; init; }

    /// <summary>Whether every setting is the same; arrays are compared by their elements, in order.</summary>
    public bool HasSameSettingsAs(OidcConfiguration other) =>
        RedirectUris.SequenceEqual(other.RedirectUris)
        && PostLogoutRedirectUris.SequenceEqual(other.PostLogoutRedirectUris)
        && ResponseTypes.SequenceEqual(other.ResponseTypes)
        && GrantTypes.SequenceEqual(other.GrantTypes)
        && AdditionalOrigins.SequenceEqual(other.AdditionalOrigins)
        && this with
        {
            RedirectUris = other.RedirectUris,
            PostLogoutRedirectUris = other.PostLogoutRedirectUris,
            ResponseTypes = other.ResponseTypes,
            GrantTypes = other.GrantTypes,
            AdditionalOrigins = other.AdditionalOrigins,
        } == other;
}

/// <summary>Which of ZITADEL's logins an application gets.</summary>
/// <param name="IsV2">Whether it is the separate Login V2 application.</param>
/// <param name="BaseUri">Where that lives; empty leaves it to the instance.</param>
public sealed record LoginVersion(bool IsV2, string BaseUri);

/// <summary><c>OIDC_RESPONSE_TYPE_…</c>, numbered as in management v1 (v2 counts from 1).</summary>
public enum OidcResponseType
{
    /// <summary><c>code</c>.</summary>
    Code,

    /// <summary><c>id_token</c>.</summary>
    IdToken,

    /// <summary><c>id_token token</c>.</summary>
    IdTokenToken,
}

/// <summary><c>OIDC_GRANT_TYPE_…</c>.</summary>
public enum OidcGrantType
{
    /// <summary><c>authorization_code</c>.</summary>
    AuthorizationCode,

    /// <summary><c>implicit</c>.</summary>
    Implicit,

    /// <summary><c>refresh_token</c>.</summary>
    RefreshToken,

    /// <summary><c>urn:ietf:params:oauth:grant-type:device_code</c>.</summary>
    DeviceCode,

    /// <summary><c>urn:ietf:params:oauth:grant-type:token-exchange</c>.</summary>
    TokenExchange,
}

/// <summary><c>OIDC_APP_TYPE_…</c>.</summary>
public enum OidcApplicationType
{
    /// <summary>Runs on a server.</summary>
    Web,

    /// <summary>Runs in the browser.</summary>
    UserAgent,

    /// <summary>Is installed.</summary>
    Native,
}

/// <summary><c>OIDC_AUTH_METHOD_TYPE_…</c>.</summary>
public enum OidcAuthMethod
{
    /// <summary>client_secret_basic; a secret in the form is accepted too.</summary>
    Basic,

    /// <summary>client_secret_post; a secret in the header is accepted too.</summary>
    Post,

    /// <summary>A public client.</summary>
    None,

    /// <summary>private_key_jwt.</summary>
    PrivateKeyJwt,
}
