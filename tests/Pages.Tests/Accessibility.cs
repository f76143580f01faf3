using EndToEnd;
using EndToEnd.Pages;

namespace Pages.Tests;

/// <summary>axe finds nothing to object to, in light, and in dark on a narrow screen.</summary>
sealed class Accessibility : BrowserTest
{
    [Test]
    public async Task Of_the_pages_for_everybody()
    {
        foreach (var path in new[] { "/", "/signed-out", "/session-ended", "/sign-in-failed", "/no/such/page" })
        {
            await Web.OpenAsync(path);
            await Page.IsAccessibleAsync(path);
        }
    }

    [Test]
    public async Task Of_the_registration()
    {
        var registration = await RegistrationPage.OpenAsync(Page, Stack);
        await Page.IsAccessibleAsync("registration");
        await registration.SubmitAsync($"{Guid.NewGuid():N}@acme.example", password: "weak");
        await Page.IsAccessibleAsync("registration, with an error");
        await registration.SubmitAsync($"{Guid.NewGuid():N}@acme.example");
        await Page.IsAccessibleAsync("registered");
    }

    [Test]
    public async Task Of_the_login_pages()
    {
        await Web.GoToLoginAsync();
        await Login.IsOpenAsync();
        if (!await Login.IsEmbeddedZitadelsAsync()) Assert.Ignore("These are the pages of another ZITADEL, which are not ours to mend.");
        await Page.IsAccessibleAsync("login name");
        await Login.SubmitNameAsync("nobody.of.that.name");
        await Page.IsAccessibleAsync("login name, with an error");
        await Login.SubmitNameAsync(Stack.User);
        await Page.IsAccessibleAsync("password");
        await Login.SubmitPasswordAsync("Wrong-password1!");
        await Page.IsAccessibleAsync("password, with an error");
        await Page.GotoAsync(new Uri(Stack.Issuer, "/ui/login/logout/done").AbsoluteUri);
        await Page.IsAccessibleAsync("logout");
        await Page.GotoAsync(new Uri(Stack.Issuer, "/device").AbsoluteUri);
        await Page.IsAccessibleAsync("device");
    }
}

/// <summary>The same of the pages of somebody who is signed in, with something on them.</summary>
sealed class Accessibility_after_the_sign_in : SignedInBrowserTest
{
    [Test]
    public async Task Of_home_metadata_and_contract()
    {
        await Web.OpenAsync();
        await Page.IsAccessibleAsync("home");
        await Web.OpenAsync("/metadata");
        await Expect(new MetadataPage(Page).Table).ToBeVisibleAsync();
        await Page.IsAccessibleAsync("metadata");
        await Web.OpenAsync("/contract");
        await Expect(Page.GetByTestId("region-answered")).ToBeVisibleAsync();
        await Page.IsAccessibleAsync("contract");
    }

    [Test]
    public async Task Of_the_guide_and_the_matrix()
    {
        var guide = new GuidePage(Page, Stack);
        await guide.ClientAsync();
        await Page.IsAccessibleAsync("guide: client");
        await guide.OpenAsync("basic");
        await Page.IsAccessibleAsync("guide: Basic string");
        await guide.TryOnesOwnMetadataAsync();
        await Page.IsAccessibleAsync("guide: metadata");
        await guide.BuildLinkAsync();
        await Page.IsAccessibleAsync("guide: authorization request");
        await guide.ExchangeCodeAsync();
        await Page.IsAccessibleAsync("guide: token request");
        await guide.AskUserInfoAsync();
        await Page.IsAccessibleAsync("guide: userinfo");
        await guide.GetIdTokensAsync();
        await Page.IsAccessibleAsync("guide: ID tokens");
        await guide.InspectAsync("inspect-access-token");
        await Page.IsAccessibleAsync("guide: inspection");
        await guide.OpenMatrixAsync("guide-jwt");
        await Page.IsAccessibleAsync("matrix");
    }
}

/// <summary>The same of ZITADEL's console, as EmbeddedZitadel has it.</summary>
sealed class Accessibility_of_the_console : BrowserTest
{
    [Test]
    public async Task Of_the_console()
    {
        await Console.SignInAsync();
        await Page.IsAccessibleAsync("overview");
        await Console.OpenAsync("/users/create");
        await Page.IsAccessibleAsync("new person");
        await Console.CreatePersonAsync();
        await Page.IsAccessibleAsync("user, with a notice");
        await Page.GetByTestId("deactivate").ClickAsync();
        await Page.IsAccessibleAsync("user who is deactivated");
        await Console.OpenMetadataAsync();
        await Page.GetByLabel("Key").FillAsync("key");
        await Page.GetByLabel("Value as text").FillAsync(string.Join(' ', Enumerable.Repeat("value", 100)));
        await Page.GetByTestId("add").ClickAsync();
        await Page.IsAccessibleAsync("metadata");
        await Page.GetByLabel("Key").FillAsync("key");
        await Page.GetByLabel("Value as text").FillAsync("value");
        await Page.GetByTestId("add").ClickAsync();
        await Page.IsAccessibleAsync("metadata, with an error");
        await Page.GetByTestId("change").ClickAsync();
        await Page.IsAccessibleAsync("a piece of metadata");
        await Console.OpenApplicationAsync("web-frontend");
        await Page.IsAccessibleAsync("application");
        foreach (var path in new[] { "/users", "/projects", "/instance?id=webkeys", "/sessions", "/no/such/page" })
        {
            await Console.OpenAsync(path);
            await Page.IsAccessibleAsync(path);
        }
    }
}
