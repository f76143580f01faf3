using System.Diagnostics.Metrics;

namespace MetadataApi.Authentication;

/// <summary>
/// What telemetry says of access tokens: one line of log for each refusal, and how often an answer was at hand. No part of a token is in it.
/// </summary>
sealed partial class AccessTelemetry
{
    const string CacheResult = "metadata_api.introspection.cache.result";

    readonly Counter<long> _lookups;
    readonly ILogger<AccessTelemetry> _logger;

    public AccessTelemetry(IMeterFactory meters, ILogger<AccessTelemetry> logger)
    {
        _lookups = meters.Create("MetadataApi").CreateCounter<long>(
            "metadata_api.introspection.cache.lookups", "{lookup}",
            "Opaque access tokens looked up among the answers of ZITADEL's introspection: hit, or miss and asked.");
        _logger = logger;
    }

    public void LookedUp(bool found) => _lookups.Add(1, new KeyValuePair<string, object?>(CacheResult, found ? "hit" : "miss"));

    /// <summary>A request was answered 401 or 403.</summary>
    /// <param name="status">Which of them.</param>
    /// <param name="reason">What the caller is told, too.</param>
    /// <param name="subject">The token's user; null where the token is not believed.</param>
    public void Refused(int status, string reason, string? subject)
    {
        if (subject is null)
            LogRefused(status, reason);
        else
            LogRefusedUser(subject, status, reason);
    }

    /// <summary>A request was answered 503.</summary>
    public void IssuerUnavailable(IssuerUnavailableException exception) => LogIssuerUnavailable(exception, exception.Message);

    [LoggerMessage(2001, LogLevel.Warning, "A request was refused with {Status}: {Reason}")]
    partial void LogRefused(int status, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "A request for user {Subject} was refused with {Status}: {Reason}")]
    partial void LogRefusedUser(string subject, int status, string reason);

    [LoggerMessage(2003, LogLevel.Error, "An access token could not be checked, and the caller told to try again: {Reason}")]
    partial void LogIssuerUnavailable(Exception exception, string reason);
}
