using System.Diagnostics;
using System.Text;

namespace OfflineAspire.Tests;

/// <summary>AppHost as ./run starts it, on free ports. Everything that it starts inherits a mark by which it can be found.</summary>
sealed class RunningAppHost : IDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    readonly string mark = $"OFFLINE_ASPIRE_TEST={Guid.NewGuid():N}";
    readonly StringBuilder output = new();
    readonly Dictionary<string, TaskCompletionSource<string>> addresses = [];
    readonly List<(string Beginning, TaskCompletionSource Written)> awaited = [];
    readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("offline-aspire-tests-"); // what a killed AppHost leaves there goes with it
    readonly Process process;

    RunningAppHost(string? userSecrets, string[] settings)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", mark, Repository.AppHost, "--DcpPublisher:RandomizePorts=true", .. settings])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = temporary.FullName;
        // Where .NET looks for user secrets first: those of whoever runs the tests may name a ZITADEL of theirs.
        start.Environment["APPDATA"] = userSecrets ?? temporary.FullName;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_LAUNCH_PROFILE"] = "http";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        foreach (var name in new[] { "aspire-dashboard", "web-frontend" }) addresses[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => Read(e.Data);
        process.Exited += (_, _) => Fail("AppHost ended.");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that AppHost and the services have written so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>Returns at once.</summary>
    /// <param name="userSecrets">The folder of user secrets; an empty one when null.</param>
    /// <param name="settings">Such as <c>--Zitadel:Mode=external</c>.</param>
    public static RunningAppHost Begin(string? userSecrets, params string[] settings) => new(userSecrets, settings);

    /// <summary>Returns when the front end is ready, and with it everything that it waits for.</summary>
    /// <param name="userSecrets">The folder of user secrets; an empty one when null.</param>
    /// <param name="settings">Such as <c>--Zitadel:Mode=external</c>.</param>
    public static async Task<RunningAppHost> StartAsync(string? userSecrets = null, params string[] settings)
    {
        var appHost = new RunningAppHost(userSecrets, settings);
        try
        {
            await appHost.AddressAsync("web-frontend");
            return appHost;
        }
        catch
        {
            appHost.Dispose();
            throw;
        }
    }

    /// <summary>The address that AppHost prints for a resource; AppHost's whole output where it doesn't.</summary>
    public async Task<Uri> AddressAsync(string resource)
    {
        try
        {
            return new Uri(await addresses[resource].Task.WaitAsync(StartTimeout));
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            lock (output) throw new InvalidOperationException($"{resource} did not get ready: {e.Message}\n{output}");
        }
    }

    /// <summary>Returns when a line with this beginning is written.</summary>
    public async Task LineAsync(string beginning)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (output)
        {
            awaited.Add((beginning, written));
            if (output.ToString().Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal))) written.TrySetResult();
        }

        await written.Task.WaitAsync(StartTimeout);
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until nothing that AppHost has started is there any more, DCP and AppHost itself included.</summary>
    /// <returns>The commands that are left after <paramref name="limit"/>.</returns>
    public async Task<IReadOnlyList<string>> LeftAfterAsync(TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (Marked() is { Count: > 0 } left)
        {
            if (waited.Elapsed > limit) return [.. left.Values];
            await Task.Delay(100); // there is no event for the end of somebody else's child
        }

        return [];
    }

    public void Dispose()
    {
        foreach (var id in Marked().Keys)
        {
            using var kill = Process.Start("kill", ["-KILL", id.ToString()]);
            kill.WaitForExit();
        }

        process.Dispose();
        temporary.Delete(recursive: true);
    }

    // "web-frontend      http://localhost:5080"
    void Read(string? line)
    {
        if (line is null) return;
        lock (output)
        {
            output.AppendLine(line);
            foreach (var (beginning, written) in awaited.Where(a => line.StartsWith(a.Beginning, StringComparison.Ordinal))) written.TrySetResult();
        }

        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var address] && addresses.TryGetValue(name, out var found)) found.TrySetResult(address);
        if (line.Contains("Not started:")) Fail("A resource was not started.");
    }

    void Fail(string reason)
    {
        lock (output) foreach (var (_, written) in awaited) written.TrySetException(new InvalidOperationException($"{reason}\n{output}"));
        foreach (var address in addresses.Values) address.TrySetException(new InvalidOperationException(reason));
    }

    Dictionary<int, string> Marked()
    {
        var found = new Dictionary<int, string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                // Of a process that has ended and only waits to be reaped, environ is empty.
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains(mark))
                    found[int.Parse(Path.GetFileName(folder))] = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Ended meanwhile, or somebody else's.
            }
        }

        return found;
    }
}
