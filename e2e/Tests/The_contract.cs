using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>A user's contract, found by metadata, in the region that the metadata names; without scripts too.</summary>
[TestFixture(true)]
[TestFixture(false)]
sealed class The_contract(bool javaScript) : BrowserTest
{
    public override BrowserNewContextOptions ContextOptions()
    {
        var options = base.ContextOptions();
        options.JavaScriptEnabled = javaScript;
        return options;
    }

    [TestCase("road.runner", "1234", "eu")]
    [TestCase("wile.coyote", "5678", "us")]
    public async Task Is_the_users_own_and_comes_from_the_users_region(string user, string number, string region)
    {
        await OpenContractAsync(user);

        await Expect(Page.GetByTestId("contract-number")).ToHaveTextAsync(number);
        await Expect(Page.GetByTestId("region-named")).ToHaveTextAsync(region);
        await Expect(Page.GetByTestId("region-asked")).ToHaveTextAsync($"metadata-api-{region}");
        await Expect(Page.GetByTestId("region-answered")).ToHaveTextAsync(region);
    }

    [Test]
    public async Task Has_a_note_that_its_owner_can_write_and_that_is_shown_as_it_was_written()
    {
        const string note = "</textarea><script>document.title = 'owned'</script> Beep beep! 💨 ‏من اليمين";
        await OpenContractAsync("road.runner");

        await Page.GetByLabel("Note for deliveries").FillAsync(note);
        await Page.GetByTestId("save-note").ClickAsync();

        await Expect(Page.GetByTestId("saved")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Note for deliveries")).ToHaveValueAsync(note);
        await Expect(Page).ToHaveTitleAsync("Contract · ZitadelAspire");
    }

    [TestCase("road.runner", "eu")]
    [TestCase("wile.coyote", "us")]
    public async Task Is_forwarded_to_scripts_from_the_users_region_whatever_they_send(string user, string region)
    {
        await OpenContractAsync(user);

        foreach (var (header, value) in new[] { ("Region", "us"), ("Region", "eu"), ("Authorization", "Bearer forged") })
        {
            var answer = await Context.APIRequest.GetAsync(new Uri(Stack.Web, "/api/contract").AbsoluteUri, new() { Headers = [new(header, value)] });
            Assert.That((answer.Status, answer.Headers["region"]), Is.EqualTo((200, region)), $"{header}: {value}");
        }
        var put = await Context.APIRequest.PutAsync(new Uri(Stack.Web, "/api/contract/note").AbsoluteUri, new() { DataObject = new { note = "forged" } });
        Assert.That(put.Status, Is.EqualTo(400), "without an antiforgery token");
    }

    [TestCase("road.runner", "eu", "us")]
    [TestCase("wile.coyote", "us", "eu")]
    public async Task Is_asked_for_in_one_region_only_which_the_trace_shows(string user, string region, string other)
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to ask.");
        await OpenContractAsync(user);
        var trace = await TraceRequestsToAsync("/contract");

        await Web.OpenAsync("/contract");

        using var dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
        var spans = await dashboard.TraceAsync(trace, spans =>
            spans.Any(s => s.Service == $"metadata-api-{region}") && spans.Any(s => s.Attributes.GetValueOrDefault("zitadel_aspire.region") == region));
        Assert.That(spans.Select(s => s.Service), Does.Contain($"metadata-api-{region}").And.Not.Contain($"metadata-api-{other}"), string.Join('\n', spans));
        Assert.That(spans.Select(s => s.Attributes.GetValueOrDefault("zitadel_aspire.region")).OfType<string>().Distinct(), Is.EqualTo(new[] { region }));
    }

    async Task OpenContractAsync(string user)
    {
        if (Stack.User != Stack.DemoUser) Assert.Ignore("E2E_USER is set: this test needs the demo users and their contracts.");
        await Web.SignInAsync(user);
        await Web.OpenAsync("/contract");
        if (Stack.IsAttached && await Page.GetByTestId("problem").IsVisibleAsync())
            Assert.Ignore($"This stack has no contract for {user}: {await Page.GetByTestId("problem").InnerTextAsync()}");
    }
}
