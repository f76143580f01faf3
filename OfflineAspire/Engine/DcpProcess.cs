using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Dcp;

/// <summary>Starts DCP and ends it. DCP watches this process: when it is killed, DCP ends everything by itself.</summary>
sealed class DcpProcess(EngineFiles files) : IDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    // DCP's children inherit its environment; these belong to AppHost. Aspire takes them away too.
    static readonly string[] AppHostOnly = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    string? kubeconfig;
    DcpClient? client;

    /// <summary>The API; there after <see cref="StartAsync"/>.</summary>
    public DcpClient Client => client ?? throw new InvalidOperationException("DCP has not been started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // DCP keeps its session there, the key to its API included, and deletes it when it ends.
        var session = Directory.CreateTempSubdirectory("aspire-dcp-").FullName;
        kubeconfig = Path.Combine(session, "kubeconfig");
        var start = new ProcessStartInfo(files.Dcp,
            ["start-apiserver", "--monitor", Environment.ProcessId.ToString(), "--detach", "--kubeconfig", kubeconfig])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DCP_SESSION_FOLDER"] = session;
        foreach (var name in AppHostOnly) start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new DistributedApplicationException($"DCP did not start (exit code {process.ExitCode}): {(await process.StandardError.ReadToEndAsync(cancellationToken)).Trim()}");
        client = await ConnectAsync(kubeconfig, cancellationToken);
    }

    /// <summary>Ends everything that DCP has started, and DCP.</summary>
    public async Task StopAsync()
    {
        if (kubeconfig is null) return;
        using var timeout = new CancellationTokenSource(StopTimeout);
        client ??= await ConnectAsync(kubeconfig, timeout.Token);
        await client.ShutDownAsync(timeout.Token);
    }

    public void Dispose() => client?.Dispose();

    static async Task<DcpClient> ConnectAsync(string kubeconfig, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartTimeout; await Task.Delay(50, cancellationToken))
        {
            var text = File.Exists(kubeconfig) ? await File.ReadAllTextAsync(kubeconfig, cancellationToken) : "";
            if (text.EndsWith('\n') && Value(text, "token") is { Length: > 0 } token)
            {
                // A YAML file; of its lines these count:
                //     server: https://127.0.0.1:40123
                //     certificate-authority-data: LS0tLS1CRUdJTi…   (PEM in base64)
                //     token: …
                var authority = Encoding.ASCII.GetString(Convert.FromBase64String(Value(text, "certificate-authority-data")));
                return new DcpClient(new Uri(Value(text, "server")), X509Certificate2.CreateFromPem(authority), token);
            }
        }

        throw new DistributedApplicationException($"DCP did not write {kubeconfig} within {StartTimeout.TotalSeconds} s of its start.");
    }

    static string Value(string kubeconfig, string key) => Regex.Match(kubeconfig, $@"^\s*{key}:\s*(\S+)", RegexOptions.Multiline).Groups[1].Value;
}
