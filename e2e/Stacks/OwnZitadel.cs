using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Stacks;

/// <summary>An EmbeddedZitadel started by itself on a free port, empty: the ZITADEL of somebody else, of which AppHost knows an address and a token.</summary>
sealed partial class OwnZitadel : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("e2e-zitadel-");
    readonly TaskCompletionSource<Uri> _issuer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _process;
    readonly StreamWriter _log;

    OwnZitadel(string logFile)
    {
        _log = new StreamWriter(logFile) { AutoFlush = true };
        var start = new ProcessStartInfo(Repository.Executable("EmbeddedZitadel")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME"] = "setup";
        start.Environment["ZITADEL_FIRSTINSTANCE_PATPATH"] = TokenFile;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _issuer.TrySetException(new InvalidOperationException($"EmbeddedZitadel ended before it listened: see {logFile}."));
    }

    public Uri Issuer => _issuer.Task.Result;

    public string TokenFile => Path.Combine(_folder.FullName, "admin.pat");

    /// <summary>Starts it and waits until it says where it is.</summary>
    public static async Task<OwnZitadel> StartAsync(string logFile)
    {
        var zitadel = new OwnZitadel(logFile);
        zitadel._process.Start();
        zitadel._process.BeginOutputReadLine();
        zitadel._process.BeginErrorReadLine();
        await zitadel._issuer.Task.WaitAsync(StartTimeout);
        return zitadel;
    }

    void Read(string? line)
    {
        if (line is null) return;
        lock (_log) _log.WriteLine(line);
        if (IssuerLine().Match(line) is { Success: true } match) _issuer.TrySetResult(new Uri(match.Groups[1].Value));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        lock (_log) _log.Dispose();
        _folder.Delete(recursive: true);
    }

    // EmbeddedZitadel answers as http://localhost:41234 (http://localhost:41234/.well-known/openid-configuration)
    [GeneratedRegex(@"EmbeddedZitadel answers as (\S+)")]
    private static partial Regex IssuerLine();
}
