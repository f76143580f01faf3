using System.Collections.Immutable;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Applications;

/// <summary>The names of the applications' enums in ZITADEL's API, the same in v1 and v2.</summary>
internal static class ApplicationNames
{
    public static readonly WireEnum<OidcApplicationType> ApplicationType = new("OIDC_APP_TYPE_");
    public static readonly WireEnum<OidcAuthMethod> AuthMethod = new("OIDC_AUTH_METHOD_TYPE_");
    public static readonly WireEnum<OidcResponseType> ResponseType = new("OIDC_RESPONSE_TYPE_");
    public static readonly WireEnum<OidcGrantType> GrantType = new("OIDC_GRANT_TYPE_");
    public static readonly WireEnum<Applications.ApiAuthMethod> ApiAuth = new("API_AUTH_METHOD_TYPE_");

    /// <summary>The name of JWT access tokens; opaque ones are the zero value.</summary>
    public const string JwtAccessTokens = "OIDC_TOKEN_TYPE_JWT";

    /// <summary>The response types of a request; none, or none that are known, means <c>code</c>.</summary>
    public static ImmutableArray<OidcResponseType> ResponseTypes(IReadOnlyList<string>? names) =>
        Values(ResponseType, names) is { IsEmpty: false } types ? types : [OidcResponseType.Code];

    /// <summary>The grants of a request; none, or none that are known, means <c>authorization_code</c>.</summary>
    public static ImmutableArray<OidcGrantType> GrantTypes(IReadOnlyList<string>? names) =>
        Values(GrantType, names) is { IsEmpty: false } types ? types : [OidcGrantType.AuthorizationCode];

    private static ImmutableArray<T> Values<T>(WireEnum<T> names, IReadOnlyList<string>? sent) where T : struct, Enum =>
        [.. (sent ?? []).Select(names.Value).OfType<T>()];
}
