using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>ZITADEL's guide as WebFrontend's pages have it, for a browser that is signed in at ZITADEL already: no step stops at a login.</summary>
sealed class GuidePage(IPage page, Stack stack)
{
    /// <summary>The requests on the page, each with its answer.</summary>
    public ILocator Exchanges => page.GetByTestId("exchange");

    public Task<IResponse?> OpenAsync(string step = "") => page.GotoAsync(new Uri(stack.Web, $"/guide/{step}".TrimEnd('/')).AbsoluteUri);

    /// <summary>Client id and secret of the guide's application. Skips the test where the stack has none to show.</summary>
    public async Task<(string Id, string Secret)> ClientAsync()
    {
        var answer = await OpenAsync();
        if (answer?.Ok != true || !await page.GetByTestId("client-id").IsVisibleAsync())
            Assert.Ignore("This stack was set up without the guide's application, or WebFrontend does not know it.");
        await page.GetByTestId("show-secret").ClickAsync();
        return (await page.GetByTestId("client-id").InnerTextAsync(), await page.GetByTestId("client-secret").InnerTextAsync());
    }

    /// <summary>Step 2: one's own metadata by ZITADEL's API.</summary>
    public async Task TryOnesOwnMetadataAsync()
    {
        await OpenAsync("metadata");
        await page.GetByTestId("try-myself").ClickAsync();
        await Assertions.Expect(page.GetByTestId("verdict")).ToBeVisibleAsync();
    }

    /// <summary>Step 4: the link.</summary>
    public async Task BuildLinkAsync()
    {
        await OpenAsync("authorize");
        await page.GetByRole(AriaRole.Button, new() { Name = "Build the link" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("authorization-request")).ToBeVisibleAsync();
    }

    /// <summary>Step 5, on the page with the link.</summary>
    public async Task ExchangeCodeAsync()
    {
        await page.GetByTestId("open-link").ClickAsync();
        await page.GetByTestId("exchange-code").ClickAsync();
        await Assertions.Expect(Exchanges).ToHaveCountAsync(1);
    }

    /// <summary>Step 6.</summary>
    public async Task AskUserInfoAsync()
    {
        await OpenAsync("userinfo");
        await page.GetByTestId("ask-userinfo").ClickAsync();
        await Assertions.Expect(page.GetByTestId("decoded")).ToBeVisibleAsync();
    }

    /// <summary>Step 7: both.</summary>
    public async Task GetIdTokensAsync()
    {
        await OpenAsync("id-token");
        foreach (var setting in new[] { "off", "on" })
        {
            await page.GetByTestId($"get-id-token-{setting}").ClickAsync();
            await Assertions.Expect(page.GetByTestId($"id-token-{setting}")).ToBeVisibleAsync();
        }
    }

    /// <summary>Step 8, with one of the guide's own tokens.</summary>
    public async Task InspectAsync(string button)
    {
        await OpenAsync("inspect");
        await page.GetByTestId(button).ClickAsync();
        await Assertions.Expect(page.GetByTestId("verdict")).ToBeVisibleAsync();
    }

    /// <summary>Where each claim landed, with one of the four applications.</summary>
    public async Task OpenMatrixAsync(string application)
    {
        await page.GotoAsync(new Uri(stack.Web, "/matrix").AbsoluteUri);
        await page.Locator($"input[name=Application][value='{application}']").CheckAsync();
        await page.GetByTestId("sign-in-for-matrix").ClickAsync();
        await Assertions.Expect(page.GetByTestId("matrix")).ToBeVisibleAsync();
    }
}
