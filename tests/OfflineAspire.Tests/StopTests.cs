namespace OfflineAspire.Tests;

/// <summary>However AppHost ends, nothing that it started outlives it for long.</summary>
[Platform("Linux")]
public class StopTests
{
    [TestCase("INT", 5)]
    [TestCase("TERM", 5)]
    [TestCase("KILL", 8)]
    public async Task Nothing_is_left_after(string signal, int seconds)
    {
        using var appHost = await RunningAppHost.StartAsync();

        await appHost.SignalAsync(signal);

        Assert.That(await appHost.LeftAfterAsync(TimeSpan.FromSeconds(seconds)), Is.Empty);
    }
}
