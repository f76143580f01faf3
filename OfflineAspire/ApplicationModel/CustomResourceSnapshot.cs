namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known about a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    internal CustomResourceSnapshot(string resourceType) => ResourceType = resourceType;

    /// <summary>State as a person reads it; the engine's own states are those of <see cref="KnownState"/>.</summary>
    public ResourceStateSnapshot? State { get; init; }

    internal string ResourceType { get; }
    internal bool IsHidden { get; init; }
    internal DateTime CreatedAt { get; } = DateTime.UtcNow;
    internal DateTime? StartedAt { get; init; }
    internal DateTime? StoppedAt { get; init; }
    internal int? ProcessId { get; init; }
    internal int? ExitCode { get; init; }
    internal IReadOnlyList<HealthReport> HealthReports { get; init; } = [];
    internal IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    internal sealed record HealthReport(string Key, bool? Healthy, string Description, DateTime? At);

    /// <param name="Name">Name.</param>
    /// <param name="Value">Value; what secrets look like where it is one.</param>
    internal sealed record EnvironmentVariable(string Name, string Value);
}

/// <summary>A state and how it is coloured.</summary>
public sealed record ResourceStateSnapshot
{
    /// <param name="text">Shown as it is.</param>
    /// <param name="style">One of <see cref="KnownResourceStateStyles"/>, or null for the default of the state.</param>
    public ResourceStateSnapshot(string text, string? style) => (Text, Style) = (text, style);

    internal string Text { get; }

    internal string? Style { get; }
}

/// <summary>Styles of a state.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Something is wrong.</summary>
    public static readonly string Error = "error";

    internal static readonly string Warn = "warning";
}

/// <summary>Aspire's states of a resource that the engine sets itself.</summary>
static class KnownState
{
    public const string NotStarted = "NotStarted", Waiting = "Waiting", Starting = "Starting", Running = "Running", Stopping = "Stopping";
    public const string Finished = "Finished", Exited = "Exited", FailedToStart = "FailedToStart", ValueMissing = "ValueMissing";

    public static bool IsTerminal(string? state) => state is Finished or Exited or FailedToStart;
}
