using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>axe finds nothing to object to, in light, in dark, and on a narrow screen.</summary>
[TestFixture(ColorScheme.Light, 1280)]
[TestFixture(ColorScheme.Dark, 1280)]
[TestFixture(ColorScheme.Light, 375)]
sealed class Accessibility(ColorScheme scheme, int width) : BrowserTest
{
    public override BrowserNewContextOptions ContextOptions()
    {
        var options = base.ContextOptions();
        options.ColorScheme = scheme;
        options.ViewportSize = new ViewportSize { Width = width, Height = 800 };
        return options;
    }

    [Test]
    public async Task Of_the_pages_of_WebFrontend()
    {
        foreach (var path in new[] { "/", "/signed-out", "/session-ended", "/sign-in-failed", "/no/such/page", "/guide", "/guide/basic", "/matrix" })
        {
            await Web.OpenAsync(path);
            await IsAccessibleAsync(path);
        }
        var metadata = await Web.SignInAsync();
        await Expect(metadata.Table).ToBeVisibleAsync();
        await IsAccessibleAsync("the metadata page");
        await Web.OpenAsync();
        await IsAccessibleAsync("the home page of somebody who is signed in");
    }

    [Test]
    public async Task Of_the_login_pages()
    {
        await Web.GoToLoginAsync();
        await Login.IsOpenAsync();
        if (!await Login.IsEmbeddedZitadelsAsync()) Assert.Ignore("These are the pages of another ZITADEL, which are not ours to mend.");
        await IsAccessibleAsync("login name");
        await Login.SubmitNameAsync("nobody.of.that.name");
        await IsAccessibleAsync("login name, with an error");
        await Login.SubmitNameAsync(Stack.User);
        await IsAccessibleAsync("password");
        await Login.SubmitPasswordAsync("Wrong-password1!");
        await IsAccessibleAsync("password, with an error");
        await Page.GotoAsync(new Uri(Stack.Issuer, "/ui/login/logout/done").AbsoluteUri);
        await IsAccessibleAsync("logout");
        await Page.GotoAsync(new Uri(Stack.Issuer, "/device").AbsoluteUri);
        await IsAccessibleAsync("device");
    }

    [Test]
    public async Task Of_the_console()
    {
        await Console.SignInAsync();
        await IsAccessibleAsync("overview");
        await Console.OpenAsync("/users/create");
        await IsAccessibleAsync("new person");
        await Console.CreatePersonAsync();
        await IsAccessibleAsync("user, with a notice");
        await Page.GetByTestId("deactivate").ClickAsync();
        await IsAccessibleAsync("user who is deactivated");
        await Console.OpenMetadataAsync();
        await Page.GetByLabel("Key").FillAsync("key");
        await Page.GetByLabel("Value as text").FillAsync(string.Join(' ', Enumerable.Repeat("value", 100)));
        await Page.GetByTestId("add").ClickAsync();
        await IsAccessibleAsync("metadata");
        await Page.GetByLabel("Key").FillAsync("key");
        await Page.GetByLabel("Value as text").FillAsync("value");
        await Page.GetByTestId("add").ClickAsync();
        await IsAccessibleAsync("metadata, with an error");
        await Page.GetByTestId("change").ClickAsync();
        await IsAccessibleAsync("a piece of metadata");
        await Console.OpenApplicationAsync("web-frontend");
        await IsAccessibleAsync("application");
        foreach (var path in new[] { "/users", "/projects", "/instance?id=webkeys", "/sessions", "/no/such/page" })
        {
            await Console.OpenAsync(path);
            await IsAccessibleAsync(path);
            if (width == 375)
                Assert.That(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width), $"{path} does not scroll sideways");
        }
    }

    async Task IsAccessibleAsync(string page)
    {
        var result = await Page.RunAxe();
        Assert.That(result.Violations.Select(v => $"{page}: {v.Id} ({v.Impact}): {v.Help}\n{string.Join('\n', v.Nodes.Select(n => $"    {n.Html}"))}"), Is.Empty);
    }
}
