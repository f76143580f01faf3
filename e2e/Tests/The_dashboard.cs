using EndToEnd.Pages;

namespace EndToEnd.Tests;

sealed class The_dashboard : BrowserTest
{
    DashboardPage Dashboard => new(Page, Stack);

    [SetUp]
    public async Task Open()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to look at.");
        await Dashboard.OpenAsync();
    }

    [Test]
    public async Task Shows_each_resource_as_running_with_a_link_to_it_and_as_a_part_of_the_graph()
    {
        foreach (var (resource, address) in new[] { ("web-frontend", Stack.Web), ("metadata-api-eu", Stack.Api!), ("zitadel", Stack.Issuer) })
        {
            await Expect(Dashboard.Row(resource)).ToContainTextAsync("Running");
            await Expect(Dashboard.Row(resource).Locator($"a[href^='{address.GetLeftPart(UriPartial.Authority)}']").First).ToBeVisibleAsync();
        }

        await Dashboard.ShowGraphAsync();
        foreach (var resource in new[] { "web-frontend", "metadata-api-eu", "zitadel" }) await Expect(Dashboard.Node(resource)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Sets_a_users_metadata_which_is_there_at_the_next_sign_in()
    {
        if (Stack.ZitadelIsExternal) Assert.Ignore("Only EmbeddedZitadel has commands: a ZITADEL of somebody else's is not changed by a click.");

        await Dashboard.RunAsync("zitadel", "Set metadata", ("User name", "wile.coyote"), ("Key", "Supplier"), ("Value", "Acme"));
        await Expect(Dashboard.Notification("\"Set metadata\" succeeded")).ToBeVisibleAsync();

        await Web.GoToLoginAsync();
        await Login.SignInAsync("wile.coyote", Stack.Password);
        await Web.OpenAsync("/metadata");
        await Expect(new MetadataPage(Page).Decoded("Supplier", "userinfo")).ToHaveTextAsync("Acme");
    }
}
