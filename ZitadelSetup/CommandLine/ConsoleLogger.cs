using Microsoft.Extensions.Logging;

namespace ZitadelSetup.CommandLine;

/// <summary>What the set-up reports, one line each: progress to the output, warnings to the error output.</summary>
sealed class ConsoleLogger(TextWriter output, TextWriter error) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
            error.WriteLine($"Warning: {formatter(state, exception)}");
        else if (IsEnabled(logLevel))
            output.WriteLine(formatter(state, exception));
    }
}
