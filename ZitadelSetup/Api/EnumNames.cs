using System.Text.Json;

namespace ZitadelSetup.Api;

/// <summary>ZITADEL's names of enum values: <c>AuthorizationCode</c> → <c>OIDC_GRANT_TYPE_AUTHORIZATION_CODE</c>.</summary>
static class EnumNames
{
    public static string ApplicationType(ApplicationType type) => Name("OIDC_APP_TYPE_", type);

    public static string OidcAuthMethod(AuthMethod method) => Name("OIDC_AUTH_METHOD_TYPE_", method);

    public static string ApiAuthMethod(AuthMethod method) => Name("API_AUTH_METHOD_TYPE_", method);

    public static string ResponseType(ResponseType type) => Name("OIDC_RESPONSE_TYPE_", type);

    public static string GrantType(GrantType type) => Name("OIDC_GRANT_TYPE_", type);

    public static string OidcTokenType(AccessTokenType type) => Name("OIDC_TOKEN_TYPE_", type);

    public static string UserTokenType(AccessTokenType type) => Name("ACCESS_TOKEN_TYPE_", type);

    static string Name<T>(string prefix, T value) where T : struct, Enum => prefix + JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
