namespace ZitadelSetup;

/// <summary>
/// An application of the project. What the file leaves out has ZITADEL's default: authorization code only, Basic, opaque access tokens, switches off.
/// In every URI <c>{name}</c> stands for an address that the caller hands in, for example <c>{web-frontend}/signin-oidc</c>.
/// </summary>
public sealed record DesiredApplication
{
    /// <summary>What kind of application it is.</summary>
    public required ApplicationType Type { get; init; }

    /// <summary>How the application proves itself to ZITADEL. An <see cref="ApplicationType.Api"/> knows Basic and PrivateKeyJwt.</summary>
    public AuthMethod AuthMethod { get; init; } = AuthMethod.Basic;

    /// <summary>Where a sign-in may end; compared byte by byte by ZITADEL.</summary>
    public IReadOnlyList<string> RedirectUris { get; init => field = value ?? []; } = [];

    /// <summary>Where a sign-out may end.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init => field = value ?? []; } = [];

    /// <summary>What the authorization endpoint may answer.</summary>
    public IReadOnlyList<ResponseType> ResponseTypes { get; init => field = value ?? [ResponseType.Code]; } = [ResponseType.Code];

    /// <summary>What the token endpoint accepts; add <see cref="GrantType.RefreshToken"/> for the scope <c>offline_access</c>.</summary>
    public IReadOnlyList<GrantType> GrantTypes { get; init => field = value ?? [GrantType.AuthorizationCode]; } = [GrantType.AuthorizationCode];

    /// <summary>"Auth Token Type": opaque, checked at ZITADEL, or a JWT.</summary>
    public AccessTokenType AccessTokenType { get; init; } = AccessTokenType.Bearer;

    /// <summary>"User Info inside ID Token": profile, email and phone are in the ID token too (API: <c>idTokenUserinfoAssertion</c>).</summary>
    public bool UserInfoInsideIdToken { get; init; }

    /// <summary>"User roles inside ID Token" (API: <c>idTokenRoleAssertion</c>).</summary>
    public bool UserRolesInsideIdToken { get; init; }

    /// <summary>"Add user roles to the access token" (API: <c>accessTokenRoleAssertion</c>).</summary>
    public bool UserRolesInsideAccessToken { get; init; }

    /// <summary>"Development Mode": redirect URIs may be http and hold wildcards. http on <c>web</c> with the code flow does not need it.</summary>
    public bool DevelopmentMode { get; init; }

    /// <summary>Where ZITADEL tells the application that a session ended (OpenID Connect Back-Channel Logout); empty for none.</summary>
    public string BackChannelLogoutUri { get; init => field = value ?? ""; } = "";

    /// <summary>Origins besides those of the redirect URIs that may call ZITADEL from a browser; what is there is kept when left out.</summary>
    public IReadOnlyList<string>? AdditionalOrigins { get; init; }
}

/// <summary>The kinds of applications that the set-up knows.</summary>
public enum ApplicationType
{
    /// <summary>Rendered on a server, which keeps the secret.</summary>
    Web,

    /// <summary>A single-page application in the browser.</summary>
    UserAgent,

    /// <summary>On a desktop or phone.</summary>
    Native,

    /// <summary>Checks tokens at ZITADEL (introspection); nobody signs in to it.</summary>
    Api,
}

/// <summary>Client authentication, by ZITADEL's names.</summary>
public enum AuthMethod
{
    /// <summary><c>client_secret_basic</c>.</summary>
    Basic,

    /// <summary><c>client_secret_post</c>.</summary>
    Post,

    /// <summary>No secret: a public client, with PKCE.</summary>
    None,

    /// <summary><c>private_key_jwt</c>; the key is added in ZITADEL's console.</summary>
    PrivateKeyJwt,
}

/// <summary>Response types of the authorization endpoint.</summary>
public enum ResponseType
{
    /// <summary><c>code</c>.</summary>
    Code = 1,

    /// <summary><c>id_token</c>.</summary>
    IdToken,

    /// <summary><c>id_token token</c>.</summary>
    IdTokenToken,
}

/// <summary>Grant types of the token endpoint.</summary>
public enum GrantType
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

/// <summary>The form of access tokens.</summary>
public enum AccessTokenType
{
    /// <summary>Opaque: only ZITADEL can read it.</summary>
    Bearer,

    /// <summary>A signed JWT.</summary>
    Jwt,
}
