namespace EmbeddedZitadel.Errors;

/// <summary>gRPC's status codes, the language of ZITADEL's errors (https://grpc.io/docs/guides/status-codes/).</summary>
public enum StatusCode
{
    /// <summary>500 over HTTP.</summary>
    Unknown = 2,

    /// <summary>400 over HTTP.</summary>
    InvalidArgument = 3,

    /// <summary>504 over HTTP.</summary>
    DeadlineExceeded = 4,

    /// <summary>404 over HTTP.</summary>
    NotFound = 5,

    /// <summary>409 over HTTP.</summary>
    AlreadyExists = 6,

    /// <summary>403 over HTTP.</summary>
    PermissionDenied = 7,

    /// <summary>429 over HTTP.</summary>
    ResourceExhausted = 8,

    /// <summary>400 over HTTP.</summary>
    FailedPrecondition = 9,

    /// <summary>501 over HTTP, 405 for a wrong verb.</summary>
    Unimplemented = 12,

    /// <summary>500 over HTTP.</summary>
    Internal = 13,

    /// <summary>503 over HTTP.</summary>
    Unavailable = 14,

    /// <summary>401 over HTTP.</summary>
    Unauthenticated = 16,
}
