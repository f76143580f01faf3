namespace EmbeddedZitadel.Errors;

/// <summary>
/// A refusal of the domain: what a command throws when a rule stands in the way. Each way into the server renders it in its own shape:
/// OIDC as <c>{"error":…,"error_description":key}</c>, the gateway as <c>{"code":5,"message":"… (ID)"}</c>, Connect with a string code,
/// the login pages as a text in the page.
/// </summary>
/// <param name="code">The gRPC code, from which the HTTP status follows.</param>
/// <param name="id">ZITADEL's error id, e.g. <c>COMMAND-1m88i</c>; what people search the web for. Empty where ZITADEL gives none.</param>
/// <param name="key">ZITADEL's message key, e.g. <c>Errors.User.NotFound</c>; <see cref="Messages"/> has the sentence.</param>
public sealed class ZitadelError(StatusCode code, string id, string key) : Exception(key)
{
    /// <summary>The gRPC code.</summary>
    public StatusCode Code => code;

    /// <summary>ZITADEL's error id, or empty.</summary>
    public string Id => id;

    /// <summary>ZITADEL's message key, e.g. <c>Errors.User.NotFound</c>, or already a sentence.</summary>
    public string Key => Message;

    /// <summary>How many wrong passwords the user has entered, where a password check failed (ZITADEL's <c>CredentialsCheckError</c>).</summary>
    public int? FailedAttempts { get; init; }

    /// <summary>The sentence for people, without the id.</summary>
    public string Sentence => Messages.Of(Key);

    /// <summary>Something in the request is wrong.</summary>
    public static ZitadelError InvalidArgument(string id, string key) => new(StatusCode.InvalidArgument, id, key);

    /// <summary>There is no such thing.</summary>
    public static ZitadelError NotFound(string id, string key) => new(StatusCode.NotFound, id, key);

    /// <summary>It is there already.</summary>
    public static ZitadelError AlreadyExists(string id, string key) => new(StatusCode.AlreadyExists, id, key);

    /// <summary>The caller may not.</summary>
    public static ZitadelError PermissionDenied(string id, string key) => new(StatusCode.PermissionDenied, id, key);

    /// <summary>The state of things does not allow it.</summary>
    public static ZitadelError FailedPrecondition(string id, string key) => new(StatusCode.FailedPrecondition, id, key);

    /// <summary>The caller is not known.</summary>
    public static ZitadelError Unauthenticated(string id, string key) => new(StatusCode.Unauthenticated, id, key);

    /// <summary>ZITADEL itself gives up, where it does.</summary>
    public static ZitadelError Internal(string id, string key) => new(StatusCode.Internal, id, key);
}
