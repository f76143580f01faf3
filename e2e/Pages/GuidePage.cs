using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>WebFrontend's guide, step "Create a new client": the application that the guide's requests are made with.</summary>
sealed class GuidePage(IPage page, Stack stack)
{
    /// <summary>Client id and secret of the guide's application. Skips the test where the stack has none to show.</summary>
    public async Task<(string Id, string Secret)> ClientAsync()
    {
        var answer = await page.GotoAsync(new Uri(stack.Web, "/guide").AbsoluteUri);
        if (answer?.Ok != true || !await page.GetByTestId("client-id").IsVisibleAsync())
            Assert.Ignore("This stack was set up without the guide's application, or WebFrontend does not know it.");
        await page.GetByTestId("show-secret").ClickAsync();
        return (await page.GetByTestId("client-id").InnerTextAsync(), await page.GetByTestId("client-secret").InnerTextAsync());
    }
}
