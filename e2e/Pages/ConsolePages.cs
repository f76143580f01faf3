using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>EmbeddedZitadel's console. Its paths are those of ZITADEL's own, its pages are not: against another ZITADEL the tests are skipped.</summary>
sealed class ConsolePages(IPage page, Stack stack)
{
    const string Administrator = "zitadel-admin@zitadelaspire.localhost";

    public ILocator UserName => page.GetByTestId("user-name");

    public ILocator Heading => page.Locator("h1");

    public ILocator Notice => page.GetByTestId("notice");

    public ILocator SignInHint => page.GetByTestId("sign-in-hint");

    public Task OpenAsync(string path = "") => page.GotoAsync(new Uri(stack.Issuer, "/ui/console" + path).AbsoluteUri);

    /// <summary>Signs the administrator in, and arrives at the page that was asked for.</summary>
    public async Task SignInAsync(string path = "")
    {
        await OpenAsync(path);
        if (!await SignInHint.IsVisibleAsync())
            Assert.Ignore("This is the console of another ZITADEL, or one whose administrator is not known.");
        await Assertions.Expect(SignInHint).ToContainTextAsync(Administrator);
        var login = new LoginPage(page, stack);
        await login.SubmitNameAsync(Administrator);
        await login.SendPasswordAsync(stack.Password);
        await Assertions.Expect(UserName).ToHaveTextAsync(Administrator);
    }

    /// <summary>Goes to a user by the search.</summary>
    public async Task OpenUserAsync(string loginName)
    {
        await OpenAsync("/users");
        await page.GetByLabel("Login name, name or e-mail address has").FillAsync(loginName);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.Locator("tbody th a").ClickAsync();
        await Assertions.Expect(page.Locator("nav[aria-label=User]")).ToBeVisibleAsync();
    }

    public Task OpenMetadataAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Metadata", Exact = true }).ClickAsync();

    /// <summary>Creates a person who is nobody else's in the tests, and stays at its page.</summary>
    public async Task<string> CreatePersonAsync()
    {
        var name = $"person.{Guid.NewGuid():N}";
        await OpenAsync("/users/create");
        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("Given name").FillAsync("Some");
        await page.GetByLabel("Family name").FillAsync("Person");
        await page.GetByLabel("E-mail address", new() { Exact = true }).FillAsync($"{name}@acme.example");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(stack.Password);
        await page.GetByTestId("create").ClickAsync();
        await Assertions.Expect(Notice).ToHaveTextAsync("The person is created.");
        return name;
    }

    /// <summary>The value of a key in the list of a user's metadata, decoded.</summary>
    public ILocator Decoded(string key) => page.Locator($"tr[data-key='{key}'] .decoded");

    /// <summary>Goes to an application by the list.</summary>
    public async Task OpenApplicationAsync(string name)
    {
        await OpenAsync("/projects");
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(Heading).ToHaveTextAsync(name);
    }
}
