using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api;

/// <summary>How gRPC's status codes look over HTTP: the gateway's statuses (https://grpc-ecosystem.github.io/grpc-gateway), Connect's names
/// (https://connectrpc.com/docs/protocol#error-codes).</summary>
public static class ErrorCodes
{
    /// <summary>The HTTP status.</summary>
    public static int HttpStatus(this StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The name in Connect's errors.</summary>
    public static string ConnectName(this StatusCode code) => code switch
    {
        StatusCode.InvalidArgument => "invalid_argument",
        StatusCode.FailedPrecondition => "failed_precondition",
        StatusCode.Unauthenticated => "unauthenticated",
        StatusCode.PermissionDenied => "permission_denied",
        StatusCode.NotFound => "not_found",
        StatusCode.AlreadyExists => "already_exists",
        StatusCode.ResourceExhausted => "resource_exhausted",
        StatusCode.Unimplemented => "unimplemented",
        StatusCode.Unavailable => "unavailable",
        StatusCode.DeadlineExceeded => "deadline_exceeded",
        StatusCode.Internal => "internal",
        _ => "unknown",
    };

    /// <summary>The message of an error: the sentence, and the id that people search for.</summary>
    public static string Message(this ZitadelError error) => error.Id.Length == 0 ? error.Sentence : $"{error.Sentence} ({error.Id})";

    /// <summary>The name of ZITADEL's message that carries the details of an error.</summary>
    public static string DetailType(this ZitadelError error) => error.FailedAttempts is null ? "zitadel.v1.ErrorDetail" : "zitadel.v1.CredentialsCheckError";
}
