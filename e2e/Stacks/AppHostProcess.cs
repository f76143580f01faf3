using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Stacks;

/// <summary>The AppHost, started as a user starts it, on free ports.</summary>
sealed partial class AppHostProcess : IAsyncDisposable
{
    static readonly string[] Parts = ["zitadel", "metadata-api-eu", "metadata-api-us", "web-frontend", "aspire-dashboard"];
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    readonly Process _process;
    readonly StreamWriter _log;
    readonly TaskCompletionSource<IReadOnlyDictionary<string, Uri>> _addresses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Dictionary<string, Uri> _found = [];
    readonly Dictionary<string, string> _passwords = [];
    readonly DirectoryInfo _userSecrets;
    string? _tokenFile;

    AppHostProcess(Process process, DirectoryInfo userSecrets, string logFile)
    {
        _process = process;
        _userSecrets = userSecrets;
        LogFile = logFile;
        _log = new StreamWriter(logFile) { AutoFlush = true };
    }

    /// <summary>Everything that AppHost and the services wrote.</summary>
    public string LogFile { get; }

    /// <summary>The passwords of people that the set-up has created with a password of their own: AppHost shows each once.</summary>
    public IReadOnlyDictionary<string, string> Passwords
    {
        get
        {
            lock (_found) return _passwords.ToDictionary();
        }
    }

    /// <param name="logFile">Gets what AppHost writes.</param>
    /// <param name="zitadel">The ZITADEL to be used; null for AppHost's own.</param>
    public static AppHostProcess Start(string logFile, OwnZitadel? zitadel)
    {
        // Not `dotnet run`: that would put a process between the test and AppHost which keeps signals to itself.
        // What its launch profile would set is set here, with free ports in place of the fixed ones.
        string[] settings = zitadel is null
            ? ["--Zitadel:Mode=embedded"]
            : ["--Zitadel:Mode=external", $"--Zitadel:Issuer={zitadel.Issuer.GetLeftPart(UriPartial.Authority)}", $"--Zitadel:TokenFile={zitadel.TokenFile}", "--Zitadel:DemoUsers=true"];
        var start = new ProcessStartInfo(Repository.Executable("AppHost"), settings)
        {
            WorkingDirectory = Path.Combine(Repository.Root, "AppHost"), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The user secrets of whoever runs the tests may name a ZITADEL of theirs, and are not to be written to: .NET looks here for them first.
        var userSecrets = Directory.CreateTempSubdirectory("e2e-user-secrets-");
        start.Environment["APPDATA"] = userSecrets.FullName;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        // For the dashboard, as Directory.Build.props has it for ours: it is gone before it pays to compile a second time. (Hexadecimal: 60 s.)
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "EA60";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["DcpPublisher__RandomizePorts"] = "true";
        var ports = FreePorts.Find(3);
        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{ports[0]}";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{ports[1]}";
        start.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{ports[2]}";
        // Aspire ends AppHost when this process is gone: a killed test host leaves nothing behind.
        start.Environment["ASPIRE_CLI_PID"] = $"{Environment.ProcessId}";

        var host = new AppHostProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, userSecrets, logFile);
        // AppHost says where a ZITADEL is that it has started, and not what it was told itself.
        if (zitadel is not null) host._found.Add("zitadel", zitadel.Issuer);
        host._tokenFile = zitadel?.TokenFile;
        host.Run();
        return host;
    }

    void Run()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _addresses.TrySetException(new InvalidOperationException($"AppHost ended before it was ready: see {LogFile}."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    void Read(string? line)
    {
        if (line is null) return;
        lock (_found)
        {
            _log.WriteLine(line);
            if (PasswordLine().Match(line) is { Success: true } shown) _passwords[shown.Groups["user"].Value] = shown.Groups["password"].Value;
            if (TokenFileLine().Match(line) is { Success: true } token) _tokenFile = token.Groups["file"].Value;
            if (AddressLine().Match(line) is not { Success: true } match) return;
            _found.TryAdd(match.Groups["part"].Value, new Uri(match.Groups["address"].Value));
            if (Parts.All(_found.ContainsKey)) _addresses.TrySetResult(_found);
        }
    }

    /// <summary>Waits until all parts are ready: AppHost prints the address of each when its health check passes.</summary>
    public async Task<Stack> ReadyAsync() => Stack.Started(await _addresses.Task.WaitAsync(StartTimeout)) with { OwnersTokenFile = _tokenFile };

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            if (OperatingSystem.IsWindows()) _process.Kill(entireProcessTree: true);
            else using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"AppHost did not end {StopTimeout.TotalSeconds:0} s after SIGTERM and was killed: see {LogFile}.");
            }
        }
        _process.Dispose();
        _userSecrets.Delete(recursive: true);
        lock (_found) _log.Dispose();
    }

    // web-frontend      http://localhost:5080
    // aspire-dashboard  http://localhost:15080/login?t=0123456789abcdef
    [GeneratedRegex(@"^(?<part>[a-z-]+)\s+(?<address>https?://\S+)$")]
    private static partial Regex AddressLine();

    // [zitadel]       The token of the service user setup, who owns the instance, is in /tmp/zitadel-aspire-ffr1qk/setup.pat
    [GeneratedRegex(@"The token of the service user \S+ who owns the instance, is in (?<file>.+)$")]
    private static partial Regex TokenFileLine();

    // road.runner was created with the password abc-aA1 (shown only now).
    [GeneratedRegex(@"^(?<user>\S+) was created with the password (?<password>\S+) ")]
    private static partial Regex PasswordLine();
}
