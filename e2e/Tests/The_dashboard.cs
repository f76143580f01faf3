using EndToEnd.Pages;

namespace EndToEnd.Tests;

sealed class The_dashboard : BrowserTest
{
    DashboardPage Dashboard => new(Page, Stack);

    [Test]
    public async Task Shows_each_resource_as_running_with_a_link_to_it_and_as_a_part_of_the_graph()
    {
        await OpenAsync();
        foreach (var (resource, address) in new[] { ("web-frontend", Stack.Web), ("metadata-api-eu", Stack.Api!), ("zitadel", Stack.Issuer) })
        {
            await Expect(Dashboard.Row(resource)).ToContainTextAsync("Running");
            await Expect(Dashboard.Row(resource).Locator($"a[href^='{address.GetLeftPart(UriPartial.Authority)}']").First).ToBeVisibleAsync();
        }

        await Dashboard.ShowGraphAsync();
        foreach (var resource in new[] { "web-frontend", "metadata-api-eu", "zitadel" }) await Expect(Dashboard.Node(resource)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Sets_a_users_metadata()
    {
        if (Stack.ZitadelIsExternal) Assert.Ignore("This ZITADEL is not a part of the stack, and has no commands in its dashboard.");
        if (Stack.IsAttached) Assert.Ignore("The stack was there before the tests: nothing is changed in it.");
        const string user = "wile.coyote"; // whose metadata no other test compares meanwhile
        await OpenAsync();
        await Dashboard.ExecuteAsync("zitadel", "Set metadata");
        await Dashboard.AnswerAsync(("User name", user), ("Key", "nickname"), ("Value", "Beep beep! 💨"));
        await Expect(Dashboard.Toast("\"Set metadata\" succeeded")).ToBeVisibleAsync();

        var metadata = await Web.SignInAsync(user);
        await Expect(metadata.Decoded("nickname", "userinfo")).ToHaveTextAsync("Beep beep! 💨");
    }

    async Task OpenAsync()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to look at.");
        await Dashboard.OpenAsync();
        await Dashboard.Row("web-frontend").WaitForAsync(); // by a web socket, some time after the page
    }
}
