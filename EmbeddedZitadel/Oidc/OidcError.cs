using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Oidc;

/// <summary>An OAuth 2.0 error (RFC 6749 §5.2) as ZITADEL answers it: a JSON body, status 400 whatever the error, no WWW-Authenticate.</summary>
/// <param name="error">The error code, e.g. <c>invalid_request</c>.</param>
/// <param name="description">For the developer; null for none.</param>
/// <param name="status">The HTTP status.</param>
public sealed class OidcError(string error, string? description, int status = StatusCodes.Status400BadRequest) : Exception(description ?? error)
{
    /// <summary>The error code.</summary>
    public string Error => error;

    /// <summary>The description, or null.</summary>
    public string? Description => description;

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary><c>invalid_request</c>.</summary>
    public static OidcError InvalidRequest(string description) => new("invalid_request", description);

    /// <summary><c>invalid_client</c>.</summary>
    public static OidcError InvalidClient(string description) => new("invalid_client", description);

    /// <summary><c>invalid_grant</c>.</summary>
    public static OidcError InvalidGrant(string description) => new("invalid_grant", description);

    /// <summary><c>unauthorized_client</c>.</summary>
    public static OidcError UnauthorizedClient(string? description) => new("unauthorized_client", description);

    /// <summary>
    /// A refusal of the domain at an OIDC endpoint: <c>invalid_request</c> with the untranslated key as its description, and the status of its gRPC
    /// code (ZITADEL: <c>internal/api/oidc/error.go</c>; e.g. a code used twice is a 404).
    /// </summary>
    public static OidcError Of(ZitadelError refusal) => refusal.Code switch
    {
        StatusCode.NotFound => new("invalid_request", refusal.Key, StatusCodes.Status404NotFound),
        StatusCode.PermissionDenied => new("access_denied", refusal.Key, StatusCodes.Status403Forbidden),
        StatusCode.Unauthenticated => new("invalid_request", refusal.Key, StatusCodes.Status401Unauthorized),
        StatusCode.Internal or StatusCode.Unknown => new("server_error", refusal.Key, StatusCodes.Status500InternalServerError),
        _ => new("invalid_request", refusal.Key),
    };
}
