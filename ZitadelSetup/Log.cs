using Microsoft.Extensions.Logging;

namespace ZitadelSetup;

/// <summary>What the set-up tells its caller; never a secret, never a metadata value.</summary>
static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Waiting for ZITADEL at {Issuer}: {Trouble}")]
    public static partial void WaitingFor(this ILogger logger, string issuer, string trouble);

    [LoggerMessage(4002, LogLevel.Information, "Plan for ZITADEL at {Issuer}, project {Project}: {Count} to change")]
    public static partial void PlanBegins(this ILogger logger, string issuer, string project, int count);

    [LoggerMessage(4003, LogLevel.Information, "  {Change}")]
    public static partial void Planned(this ILogger logger, string change);

    [LoggerMessage(4004, LogLevel.Information, "Done: {Change}")]
    public static partial void Done(this ILogger logger, string change);

    [LoggerMessage(4005, LogLevel.Information, "ZITADEL at {Issuer} is as project {Project} needs it: nothing to change")]
    public static partial void NothingToChange(this ILogger logger, string issuer, string project);

    [LoggerMessage(4006, LogLevel.Information, "ZITADEL at {Issuer} is set up for project {Project}: {Count} changed in {Seconds:0.0} s")]
    public static partial void Summary(this ILogger logger, string issuer, string project, int count, double seconds);

    [LoggerMessage(4007, LogLevel.Warning, "ZITADEL took the changes, but still shows something else after {Seconds:0} s: {Changes}")]
    public static partial void StillDifferent(this ILogger logger, double seconds, string changes);

    [LoggerMessage(4008, LogLevel.Warning, "{Notice}")]
    public static partial void Notice(this ILogger logger, string notice);
}
