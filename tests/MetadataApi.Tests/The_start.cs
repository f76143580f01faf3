using System.Diagnostics;

namespace MetadataApi.Tests;

/// <summary>The application as a process of its own, since what it prints and its exit code are the point.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class The_start
{
    static readonly Dictionary<string, string> Right = new()
    {
        ["Zitadel__Issuer"] = "https://zitadel.example", ["Zitadel__ClientId"] = "1", ["Zitadel__ClientSecret"] = "s", ["Zitadel__ProjectId"] = "2",
    };

    [TestCase("Zitadel__Issuer", "")]
    [TestCase("Zitadel__Issuer", "http://zitadel.example")]
    [TestCase("Zitadel__Issuer", "zitadel.example")]
    [TestCase("Zitadel__Issuer", "ftp://localhost")]
    [TestCase("Zitadel__Issuer", "https://zitadel.example/path")]
    [TestCase("Zitadel__ClientId", "")]
    [TestCase("Zitadel__ClientSecret", "")]
    [TestCase("Zitadel__ProjectId", "")]
    [TestCase("MetadataApi__Region", "EU west")]
    [TestCase("ConnectionStrings__contracts", "contracts.db")]
    [TestCase("ConnectionStrings__contracts", "Server=localhost")]
    [TestCase("ConnectionStrings__contracts", "Data Source=/dev/null/contracts.db")]
    [TestCase("Introspection__CacheSeconds", "11")]
    [TestCase("Introspection__CacheSeconds", "-1")]
    [TestCase("Introspection__CacheSeconds", "soon")]
    public async Task Is_stopped_by_one_sentence_that_names_a_missing_or_wrong_setting(string setting, string value)
    {
        var (exitCode, errors) = await RunAsync(new(Right) { [setting] = value });

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(errors.TrimEnd(), Does.StartWith(setting).And.EndWith(".").And.Not.Contain("\n"));
    }

    static async Task<(int ExitCode, string Errors)> RunAsync(Dictionary<string, string> settings)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MetadataApi.exe" : "MetadataApi"))
            {
                RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory,
                Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
            },
        };
        foreach (var (name, value) in settings)
            process.StartInfo.Environment[name] = value;
        process.Start();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
