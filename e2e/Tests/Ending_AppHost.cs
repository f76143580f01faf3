using System.Diagnostics;
using EndToEnd.Stacks;

namespace EndToEnd.Tests;

/// <summary>However AppHost ends, nothing of it stays.</summary>
[Platform(Include = "Linux", Reason = "Processes are found by their environment in /proc.")]
sealed class Ending_AppHost
{
    const string Marker = "E2E_ENDING";

    [TestCase("INT", 5)]
    [TestCase("TERM", 5)]
    [TestCase("KILL", 8)]
    public async Task Leaves_no_process_and_no_port_behind(string signal, int seconds)
    {
        if (Repository.RootOrNull is null) Assert.Ignore("There is no AppHost to start outside of the repository.");
        var run = Guid.NewGuid().ToString("N");
        try
        {
            await using var appHost = AppHostProcess.Start(Path.Combine(Repository.Artifacts, $"apphost-{signal}.log"), KeyValuePair.Create(Marker, run));
            var stack = await appHost.ReadyAsync();
            Uri[] addresses = [stack.Web, stack.Api!, stack.Issuer, stack.Dashboard!];
            Assert.That(Processes.With(Marker, run), Has.Count.GreaterThan(addresses.Length), "AppHost, its services and its engine carry the marker");

            var clock = Stopwatch.StartNew();
            await appHost.SignalAsync(signal);
            using var watch = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var left = await LeftAsync(run, addresses);
            while (left.Count > 0 && clock.Elapsed.TotalSeconds < seconds && await watch.WaitForNextTickAsync()) left = await LeftAsync(run, addresses);

            Assert.That(left, Is.Empty, $"{seconds} s after SIG{signal}");
            await TestContext.Out.WriteLineAsync($"All gone {clock.Elapsed.TotalSeconds:0.0} s after SIG{signal}.");
        }
        finally
        {
            foreach (var process in Processes.With(Marker, run)) Process.GetProcessById(process.Id).Kill();
        }
    }

    static async Task<IReadOnlyList<string>> LeftAsync(string run, Uri[] addresses)
    {
        var left = Processes.With(Marker, run).Select(p => $"process {p.Id}: {p.CommandLine}").ToList();
        foreach (var address in addresses)
            if (await Processes.ListensAsync(address)) left.Add($"somebody listens at {address}");
        return left;
    }
}
