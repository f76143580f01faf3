using System.Collections.Specialized;
using System.Web;
using EndToEnd.Pages;

namespace EndToEnd.Tests;

/// <summary>prompt=none (OpenID Connect Core, 3.1.2.1), as a page does it that wants to know whether somebody is signed in.</summary>
sealed class Signing_in_silently : BrowserTest
{
    static readonly Uri RedirectUri = new("http://localhost"); // the guide's; nothing listens there

    [Test]
    public async Task Without_a_session_ends_in_an_error_or_at_a_login_page()
    {
        var answer = await AuthorizeAsync();

        if (answer is null) await Login.AsksWhoItIsAsync();
        else Assert.That(answer["error"], Is.AnyOf("interaction_required", "login_required"));
    }

    [Test]
    public async Task With_a_session_gives_a_code_without_any_page()
    {
        await Web.SignInAsync();

        var answer = await AuthorizeAsync();

        Assert.That(answer?["code"], Is.Not.Null.And.Not.Empty);
    }

    async Task<NameValueCollection?> AuthorizeAsync()
    {
        var client = await new GuidePage(Page, Stack).ClientAsync();
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = client.Id;
        query["redirect_uri"] = RedirectUri.OriginalString;
        query["response_type"] = "code";
        query["scope"] = "openid";
        query["prompt"] = "none";
        var back = await Login.AskSilentlyAsync(new Uri(Stack.Issuer, $"/oauth/v2/authorize?{query}"), RedirectUri);
        return back is null ? null : HttpUtility.ParseQueryString(back.Query);
    }
}
