using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>What every page of WebFrontend has: who is signed in, and the ways in and out.</summary>
sealed class WebFrontendPages(IPage page, Stack stack)
{
    public ILocator UserName => page.GetByTestId("user-name");

    public ILocator SignInLink => page.GetByTestId("sign-in");

    public ILocator SignedOutHeading => page.GetByTestId("signed-out");

    public Task OpenAsync(string path = "/") => page.GotoAsync(new Uri(stack.Web, path).AbsoluteUri);

    /// <summary>Goes from the home page to ZITADEL's login page.</summary>
    public async Task GoToLoginAsync()
    {
        await OpenAsync();
        await SignInLink.ClickAsync();
    }

    /// <summary>Signs in, as the stack's user unless told otherwise, and arrives at the metadata page.</summary>
    public async Task<MetadataPage> SignInAsync(string? user = null)
    {
        await GoToLoginAsync();
        await new LoginPage(page, stack).SignInAsync(user ?? stack.User, stack.PasswordOf(user ?? stack.User));
        await Assertions.Expect(UserName).ToBeVisibleAsync();
        return new MetadataPage(page);
    }

    public Task SignOutAsync() => page.GetByTestId("sign-out").ClickAsync();
}
