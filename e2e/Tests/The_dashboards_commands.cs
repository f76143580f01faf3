using EndToEnd.Pages;

namespace EndToEnd.Tests;

/// <summary>What a developer does to the running stack, in the dashboard. Not beside other tests: it is their stack.</summary>
[NonParallelizable]
sealed class The_dashboards_commands : BrowserTest
{
    DashboardPage Dashboard => new(Page, Stack);

    [SetUp]
    public async Task OpenDashboard()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to look at.");
        if (Stack.IsAttached) Assert.Ignore("The stack was there before the tests: nothing is stopped or changed in it.");
        await Dashboard.OpenAsync();
        await Dashboard.Row("web-frontend").WaitForAsync(); // by a web socket, some time after the page
    }

    [Test]
    public async Task Stop_a_part_and_start_it_again()
    {
        await Dashboard.Button("metadata-api-us", "Stop").ClickAsync();
        await Expect(Dashboard.Button("metadata-api-us", "Start")).ToBeVisibleAsync();
        await Expect(Dashboard.Row("metadata-api-us")).Not.ToContainTextAsync("Running");

        await Dashboard.Button("metadata-api-us", "Start").ClickAsync();
        await Expect(Dashboard.Row("metadata-api-us")).ToContainTextAsync("Running");
        await Expect(Dashboard.Row("metadata-api-us")).Not.ToContainTextAsync("Unhealthy");
    }
}
