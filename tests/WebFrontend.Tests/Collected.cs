using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace WebFrontend.Tests;

/// <summary>
/// What a stack says of itself. Its spans are those of all stacks of this process, since .NET's sources are the process's: pick yours by their trace.
/// Its logs are its own.
/// </summary>
sealed class Collected : ILoggerProvider
{
    readonly ConcurrentQueue<Activity> _spans = [];
    readonly ConcurrentQueue<string> _log = [];

    public IReadOnlyList<string> Log => [.. _log];

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public BaseProcessor<Activity> Processor() => new Queueing(_spans);

    /// <summary>The first span of the kind, once it has ended: a server's span ends only after its answer has arrived.</summary>
    public async Task<Activity> FirstAsync(Func<Activity, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (_spans.FirstOrDefault(wanted) is { } found)
                return found;
            await Task.Delay(10, timeout.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_log);

    public void Dispose() { }

    sealed class Queueing(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }

    sealed class Logger(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}".TrimEnd());
    }
}
