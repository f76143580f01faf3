using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>WebFrontend's form for those who have no user yet.</summary>
sealed class RegistrationPage
{
    /// <summary>Keeps ZITADEL's default policy.</summary>
    public const string Password = "Meep-meep-1";

    readonly IPage _page;

    RegistrationPage(IPage page) => _page = page;

    public ILocator Email => _page.Locator("#Email");

    /// <summary>What is wrong with a field.</summary>
    public ILocator Error(string field) => _page.GetByTestId($"error-{field}");

    /// <summary>Opens it. Skips the test where the stack has no service user to create people with.</summary>
    public static async Task<RegistrationPage> OpenAsync(IPage page, Stack stack)
    {
        await page.GotoAsync(new Uri(stack.Web, "/register").AbsoluteUri);
        if (await page.GetByTestId("not-set-up").IsVisibleAsync()) Assert.Ignore("This stack has no service user that may create people.");
        return new(page);
    }

    public async Task SubmitAsync(string email, string password = Password, string motto = "Thufferin’ thuccotash 🐈")
    {
        await _page.Locator("#GivenName").FillAsync("Sylvester");
        await _page.Locator("#FamilyName").FillAsync("Pussycat");
        await Email.FillAsync(email);
        await _page.Locator("#Region").SelectOptionAsync("eu");
        await _page.Locator("#Motto").FillAsync(motto);
        await _page.Locator("#Password").FillAsync(password);
        await _page.Locator("#PasswordAgain").FillAsync(password);
        await _page.GetByTestId("register").ClickAsync();
    }
}
