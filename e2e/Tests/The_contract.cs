using EndToEnd.Stacks;

namespace EndToEnd.Tests;

/// <summary>A user's contract, found by metadata, in the region that the metadata names; with scripts switched off, which the page does not need.</summary>
[TestFixture("road.runner", "1234", "eu", "us")]
[TestFixture("wile.coyote", "5678", "us", "eu")]
sealed class The_contract(string user, string number, string region, string other) : SignedInBrowserTest
{
    protected override string User => user;

    protected override bool Scripts => false;

    [Test]
    public async Task Is_the_users_own_and_comes_from_the_users_region()
    {
        await OpenContractAsync();

        await Expect(Page.GetByTestId("contract-number")).ToHaveTextAsync(number);
        await Expect(Page.GetByTestId("region-named")).ToHaveTextAsync(region);
        await Expect(Page.GetByTestId("region-asked")).ToHaveTextAsync($"metadata-api-{region}");
        await Expect(Page.GetByTestId("region-answered")).ToHaveTextAsync(region);
    }

    [Test]
    public async Task Has_a_note_that_its_owner_can_write_and_that_is_shown_as_it_was_written()
    {
        const string note = "</textarea><script>document.title = 'owned'</script> Beep beep! 💨 ‏من اليمين";
        await OpenContractAsync();

        await Page.GetByLabel("Note for deliveries").FillAsync(note);
        await Page.GetByTestId("save-note").ClickAsync();

        await Expect(Page.GetByTestId("saved")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Note for deliveries")).ToHaveValueAsync(note);
        await Expect(Page).ToHaveTitleAsync("Contract · ZitadelAspire");
    }

    [Test]
    public async Task Is_forwarded_to_scripts_from_the_users_region_whatever_they_send()
    {
        await OpenContractAsync();

        foreach (var (header, value) in new[] { ("Region", "us"), ("Region", "eu"), ("Authorization", "Bearer forged") })
        {
            var answer = await Context.APIRequest.GetAsync(new Uri(Stack.Web, "/api/contract").AbsoluteUri, new() { Headers = [new(header, value)] });
            Assert.That((answer.Status, answer.Headers["region"]), Is.EqualTo((200, region)), $"{header}: {value}");
        }
        var put = await Context.APIRequest.PutAsync(new Uri(Stack.Web, "/api/contract/note").AbsoluteUri, new() { DataObject = new { note = "forged" } });
        Assert.That(put.Status, Is.EqualTo(400), "without an antiforgery token");
    }

    [Test]
    public async Task Is_asked_for_in_one_region_only_which_the_trace_shows()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to ask.");
        await OpenContractAsync();
        var trace = await TraceRequestsToAsync("/contract");

        await Web.OpenAsync("/contract");

        using var dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
        var spans = await dashboard.TraceAsync(trace, spans =>
            spans.Any(s => s.Service == $"metadata-api-{region}") && spans.Any(s => s.Attributes.GetValueOrDefault("zitadel_aspire.region") == region));
        Assert.That(spans.Select(s => s.Service), Does.Contain($"metadata-api-{region}").And.Not.Contain($"metadata-api-{other}"), string.Join('\n', spans));
        Assert.That(spans.Select(s => s.Attributes.GetValueOrDefault("zitadel_aspire.region")).OfType<string>().Distinct(), Is.EqualTo(new[] { region }));
    }

    async Task OpenContractAsync()
    {
        await Web.OpenAsync("/contract");
        if (Stack.IsAttached && await Page.GetByTestId("problem").IsVisibleAsync())
            Assert.Ignore($"This stack has no contract for {user}: {await Page.GetByTestId("problem").InnerTextAsync()}");
    }
}
