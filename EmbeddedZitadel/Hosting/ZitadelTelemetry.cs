using System.Diagnostics;
using System.Diagnostics.Metrics;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Oidc;
using ServiceDefaults;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// What telemetry says of logins: one line of log for each login and each refusal, and how many there were. People are ids in it; passwords, codes and
/// tokens are not in it at all.
/// </summary>
public sealed partial class ZitadelTelemetry
{
    private const string Outcome = "embedded_zitadel.login.outcome";
    private readonly Counter<long> _logins;
    private readonly ILogger<ZitadelTelemetry> _log;

    /// <summary>Creates the metrics.</summary>
    public ZitadelTelemetry(IMeterFactory meters, ILogger<ZitadelTelemetry> log)
    {
        _logins = meters.Create("EmbeddedZitadel").CreateCounter<long>(
            "embedded_zitadel.logins", "{login}",
            "Logins by their outcome: succeeded, or refused at one of the pages, with ZITADEL's message key in error.type.");
        _log = log;
    }

    /// <summary>Says on the span of the current request which user it is about.</summary>
    public static void IsAbout(string userId) => Activity.Current?.SetTag(Telemetry.EndUserId, userId);

    /// <summary>A login is done, and its application gets the answer.</summary>
    public void SignedIn(AuthRequest request)
    {
        _logins.Add(1, new KeyValuePair<string, object?>(Outcome, "succeeded"));
        LogSignedIn(request.UserId, request.ClientId);
    }

    /// <summary>A login page, or the callback after it, says no.</summary>
    /// <param name="error">Why.</param>
    /// <param name="request">The login in progress; null where the visit named none that is its own.</param>
    public void LoginRefused(ZitadelError error, AuthRequest? request)
    {
        _logins.Add(1, new(Outcome, "refused"), new KeyValuePair<string, object?>("error.type", error.Key));
        Activity.Current?.SetTag("error.type", error.Key);
        LogLoginRefused(request?.UserId ?? "(unknown)", request?.ClientId ?? "(unknown)", error.Sentence, error.Id);
    }

    /// <summary>One of the OIDC endpoints says no.</summary>
    public void Refused(PathString endpoint, OidcError error)
    {
        // Not a refusal: a device asks until its user has answered (RFC 8628 section 3.5).
        if (error.Error == "authorization_pending")
            return;
        Activity.Current?.SetTag("error.type", error.Error);
        LogRefused(endpoint, error.Error, error.Description is null ? "" : Messages.Of(error.Description));
    }

    [LoggerMessage(3001, LogLevel.Information, "User {UserId} signed in to the application {ClientId}")]
    private partial void LogSignedIn(string? userId, string clientId);

    [LoggerMessage(3002, LogLevel.Warning, "A login of user {UserId} to the application {ClientId} was refused: {Reason} ({ErrorId})")]
    private partial void LogLoginRefused(string userId, string clientId, string reason, string errorId);

    [LoggerMessage(3003, LogLevel.Warning, "{Endpoint} refused a request: {Error} ({Reason})")]
    private partial void LogRefused(PathString endpoint, string error, string reason);
}
