using Microsoft.Extensions.Logging;

namespace ZitadelSetup;

/// <summary>What the set-up tells its caller; never a secret, never a metadata value.</summary>
static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for ZITADEL at {Issuer}: {Trouble}")]
    public static partial void WaitingFor(this ILogger logger, string issuer, string trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plan for ZITADEL at {Issuer}, project {Project}: {Count} to change")]
    public static partial void PlanBegins(this ILogger logger, string issuer, string project, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "  {Change}")]
    public static partial void Planned(this ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Information, Message = "Done: {Change}")]
    public static partial void Done(this ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Information, Message = "ZITADEL at {Issuer} is as project {Project} needs it: nothing to change")]
    public static partial void NothingToChange(this ILogger logger, string issuer, string project);

    [LoggerMessage(Level = LogLevel.Information, Message = "ZITADEL at {Issuer} is set up for project {Project}: {Count} changed in {Seconds:0.0} s")]
    public static partial void Summary(this ILogger logger, string issuer, string project, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ZITADEL took the changes, but still shows something else after {Seconds:0} s: {Changes}")]
    public static partial void StillDifferent(this ILogger logger, double seconds, string changes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    public static partial void Notice(this ILogger logger, string notice);
}
