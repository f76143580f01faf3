using System.Web;
using EndToEnd.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>prompt=none (OpenID Connect Core, 3.1.2.1), as a page does it that wants to know whether somebody is signed in.</summary>
sealed class Signing_in_silently : BrowserTest
{
    static readonly Uri RedirectUri = new("http://localhost"); // the guide's

    [SetUp]
    public Task ListenAtTheRedirectUri() => Page.RouteAsync(address => new Uri(address) is { Host: "localhost", IsDefaultPort: true }, route => route.FulfillAsync(new() { Body = "back" }));

    [Test]
    public async Task Without_a_session_ends_in_an_error_or_at_a_login_page()
    {
        await AuthorizeAsync();

        Assert.That(await Login.WithoutSessionAsync(RedirectUri), Is.Null.Or.AnyOf("interaction_required", "login_required"));
    }

    [Test]
    public async Task With_a_session_gives_a_code_without_any_page()
    {
        await Web.SignInAsync();

        await AuthorizeAsync();

        Assert.That(HttpUtility.ParseQueryString(new Uri(Page.Url).Query)["code"], Is.Not.Null.And.Not.Empty, Page.Url);
    }

    async Task AuthorizeAsync()
    {
        var client = await new GuidePage(Page, Stack).ClientAsync();
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = client.Id;
        query["redirect_uri"] = RedirectUri.OriginalString;
        query["response_type"] = "code";
        query["scope"] = "openid";
        query["prompt"] = "none";
        await Page.GotoAsync(new Uri(Stack.Issuer, $"/oauth/v2/authorize?{query}").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
    }
}
