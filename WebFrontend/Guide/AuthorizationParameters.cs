namespace WebFrontend.Guide;

/// <summary>A scope that ZITADEL knows, for people.</summary>
sealed record KnownScope(string Name, string Meaning, bool Asked);

/// <summary>A parameter of the authorization request, for people.</summary>
sealed record KnownParameter(string Name, string Meaning, string Default = "");

static class AuthorizationParameters
{
    public static readonly IReadOnlyList<KnownScope> Scopes =
    [
        new("openid", "an ID token; without it none is given", true),
        new("profile", "name, login name, language, last change", true),
        new("email", "e-mail address, and whether it is verified", true),
        new("phone", "phone number, and whether it is verified", false),
        new("address", "known to ZITADEL, which has no address to give", false),
        new("offline_access", "a refresh token", false),
        new("urn:zitadel:iam:user:metadata", "all metadata of the user, values in base64url", true),
        new("urn:zitadel:iam:user:resourceowner", "id, name and domain of the user's organisation", false),
        new("urn:zitadel:iam:org:projects:roles", "the user's roles in the projects of the audience", false),
        new("urn:zitadel:iam:org:project:id:zitadel:aud", "a token for ZITADEL's own API", false),
    ];

    /// <summary>Those that take a value of one's own: the builder's field for further scopes is for them.</summary>
    public static readonly IReadOnlyList<KnownScope> ScopesWithValues =
    [
        new("urn:zitadel:iam:org:project:id:{id}:aud", "adds a project to the audience, so that its APIs accept the token", false),
        new("urn:zitadel:iam:org:project:role:{key}", "this role of the project, if the user has it", false),
        new("urn:zitadel:iam:org:id:{id}", "only users of this organisation, on its branded login page", false),
        new("urn:zitadel:iam:org:domain:primary:{domain}", "the same by the organisation's domain", false),
        new("urn:zitadel:iam:org:roles:id:{id}", "roles granted by this organisation only", false),
        new("urn:zitadel:iam:org:idp:id:{id}", "leads to this identity provider at once", false),
    ];

    /// <summary>Those that every link of the builder has.</summary>
    public static readonly IReadOnlyList<KnownParameter> Always =
    [
        new("client_id", "who asks"),
        new("redirect_uri", "where the answer goes; registered with the application, character by character"),
        new("response_type", "code; id_token and id_token token are for applications that have the implicit flow switched on"),
        new("scope", "for what"),
        new("state", "comes back as it was: ties the answer to this browser"),
        new("nonce", "comes back in the ID token: ties it to this request"),
        new("code_challenge", "PKCE: the verifier's hash, so that the code is of use to nobody else"),
        new("code_challenge_method", "S256"),
    ];

    public static readonly IReadOnlyList<KnownParameter> Optional =
    [
        new("prompt", "none: no page at all, or an error; login: sign in again; select_account: choose; create: register"),
        new("login_hint", "the login name to begin with"),
        new("max_age", "seconds after which one has to sign in again"),
        new("ui_locales", "languages of the login page, best first"),
        new("id_token_hint", "an ID token of the user who is expected"),
        new("display", "page, popup or touch; accepted and ignored"),
        new("acr_values", "accepted and ignored"),
        new("request", "the parameters once more, as a JWT signed with the application's key; they go before those of the link"),
        new("response_mode", "query, fragment or form_post; the page that catches the code here needs query"),
    ];
}
