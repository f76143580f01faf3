using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Wire.Tests;

/// <summary>A fresh EmbeddedZitadel as a process of its own, with the settings of the recorded ZITADEL, on a free port of this machine.</summary>
sealed partial class EmbeddedZitadelProcess : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wire-tests-");
    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly TaskCompletionSource<string> _issuer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    EmbeddedZitadelProcess()
    {
        TokenFile = Path.Combine(_folder.FullName, "setup.pat");
        var start = new ProcessStartInfo("dotnet", [Assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsAboutAServer).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ZITADEL_FIRSTINSTANCE_ORG_NAME"] = "ZitadelAspire";
        start.Environment["ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME"] = "setup";
        start.Environment["ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_NAME"] = "Setup";
        start.Environment["ZITADEL_FIRSTINSTANCE_PATPATH"] = TokenFile;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _issuer.TrySetException(new InvalidOperationException($"EmbeddedZitadel ended before it listened:\n{Output}"));
    }

    static string Assembly { get; } = typeof(EmbeddedZitadelProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "EmbeddedZitadel").Value!;

    public string TokenFile { get; }

    string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts it and waits until it says where it is.</summary>
    public static async Task<(EmbeddedZitadelProcess Process, string Issuer)> StartAsync()
    {
        var zitadel = new EmbeddedZitadelProcess();
        try
        {
            zitadel._process.Start();
            zitadel._process.BeginOutputReadLine();
            zitadel._process.BeginErrorReadLine();
            return (zitadel, await zitadel._issuer.Task.WaitAsync(StartTimeout));
        }
        catch
        {
            await zitadel.DisposeAsync();
            throw;
        }
    }

    static bool IsAboutAServer(string variable) => variable.StartsWith("ZITADEL_", StringComparison.Ordinal) || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    void Read(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (IssuerLine().Match(line) is { Success: true } match) _issuer.TrySetResult(match.Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    // EmbeddedZitadel answers as http://localhost:41234 (http://localhost:41234/.well-known/openid-configuration)
    [GeneratedRegex(@"EmbeddedZitadel answers as (\S+)")]
    private static partial Regex IssuerLine();
}
