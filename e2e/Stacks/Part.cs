using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Stacks;

/// <summary>A part of the stack that was started by itself, with environment variables only, and is there from when it says where.</summary>
sealed class Part : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _process;
    readonly StreamWriter _log;

    Part(string project, Regex address, (string Name, string Value)[] variables)
    {
        var logFile = Path.Combine(Repository.Artifacts, $"{project}.log");
        _log = new StreamWriter(logFile) { AutoFlush = true };
        var start = new ProcessStartInfo(Repository.Executable(project)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables.Prepend(("ASPNETCORE_ENVIRONMENT", "Development"))) start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, address);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, address);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"{project} ended before it listened: see {logFile}."));
    }

    public Uri Address => _address.Task.Result;

    /// <summary>Starts it and waits until it says where it is.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="address">The line with the address, which is the first group.</param>
    /// <param name="variables">Environment variables.</param>
    public static async Task<Part> StartAsync(string project, Regex address, params (string Name, string Value)[] variables)
    {
        var part = new Part(project, address, variables);
        try
        {
            part._process.Start();
            part._process.BeginOutputReadLine();
            part._process.BeginErrorReadLine();
            await part._address.Task.WaitAsync(StartTimeout);
            return part;
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    void Read(string? line, Regex address)
    {
        if (line is null) return;
        lock (_log) _log.WriteLine(line);
        if (address.Match(line) is { Success: true } match) _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        lock (_log) _log.Dispose();
    }
}
