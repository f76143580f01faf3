using EndToEnd.Pages;

namespace EndToEnd.Tests;

sealed class The_dashboard : BrowserTest
{
    DashboardPage Dashboard => new(Page, Stack);

    [Test]
    public async Task Shows_each_resource_as_running_with_a_link_to_it_and_as_a_part_of_the_graph()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to look at.");
        await Dashboard.OpenAsync();
        await Dashboard.Row("web-frontend").WaitForAsync(); // by a web socket, some time after the page
        foreach (var (resource, address) in new[] { ("web-frontend", Stack.Web), ("metadata-api-eu", Stack.Api!), ("zitadel", Stack.Issuer) })
        {
            await Expect(Dashboard.Row(resource)).ToContainTextAsync("Running");
            await Expect(Dashboard.Row(resource).Locator($"a[href^='{address.GetLeftPart(UriPartial.Authority)}']").First).ToBeVisibleAsync();
        }

        await Dashboard.ShowGraphAsync();
        foreach (var resource in new[] { "web-frontend", "metadata-api-eu", "zitadel" }) await Expect(Dashboard.Node(resource)).ToBeVisibleAsync();
    }
}
