using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the log of every resource: what its process writes, and what is logged about it here.</summary>
public class ResourceLoggerService
{
    readonly ConcurrentDictionary<string, ResourceLog> logs = [];

    internal ResourceLoggerService() { }

    /// <summary>A logger that writes into the log of the resource.</summary>
    public ILogger GetLogger(IResource resource) => LogOf(resource);

    internal ResourceLog LogOf(IResource resource) => logs.GetOrAdd(resource.Name, static name => new(name));
}

/// <summary>The log of one resource: on the console with its name before each line, and kept for the dashboard.</summary>
sealed partial class ResourceLog(string name) : ILogger
{
    const int Kept = 10_000;
    readonly Queue<Line> lines = [];
    readonly List<Channel<Line>> followers = [];
    readonly Lock gate = new();
    int number;

    /// <param name="Number">Counts from 1.</param>
    /// <param name="Text">Begins with a time stamp of RFC 3339 and a space, which the dashboard takes off.</param>
    /// <param name="IsError">Written to stderr, or logged as a warning or worse.</param>
    public sealed record Line(int Number, string Text, bool IsError);

    bool quiet;

    /// <summary>Keeps the log off the console: nobody wants to read the dashboard's own.</summary>
    public void BeQuiet() => quiet = true;

    /// <summary>Puts it on the console after all, with what was written so far.</summary>
    public void SpeakUp()
    {
        lock (gate)
        {
            if (quiet) foreach (var line in lines) Print(line);
            quiet = false;
        }
    }

    public void Write(string timestamp, string text, bool isError)
    {
        lock (gate)
        {
            var line = new Line(++number, $"{timestamp} {text}", isError);
            lines.Enqueue(line);
            if (lines.Count > Kept) lines.Dequeue();
            foreach (var follower in followers) follower.Writer.TryWrite(line);
            if (!quiet) Print(line);
        }
    }

    /// <summary>What was written so far, then what is being written, until cancelled.</summary>
    public async IAsyncEnumerable<Line> Read(bool follow, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<Line>();
        lock (gate)
        {
            foreach (var line in lines) channel.Writer.TryWrite(line);
            if (follow) followers.Add(channel);
            else channel.Writer.Complete();
        }

        try
        {
            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken)) yield return line;
        }
        finally
        {
            lock (gate) followers.Remove(channel);
        }
    }

    void Print(Line line)
    {
        var text = line.Text[(line.Text.IndexOf(' ') + 1)..];
        if (Console.IsOutputRedirected) text = Colours().Replace(text, "");
        (line.IsError ? Console.Error : Console.Out).WriteLine($"[{name}] {text}");
    }

    // ESC [ 40 ; 32 m
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        foreach (var line in formatter(state, exception).Split('\n'))
            Write(DateTime.UtcNow.ToString("O"), line.TrimEnd('\r'), logLevel >= LogLevel.Warning);
        if (exception is not null) Write(DateTime.UtcNow.ToString("O"), exception.ToString(), isError: true);
    }
}
