using System.Net;
using System.Text;
using System.Web;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class Signing_in
{
    Stack _stack;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task Shows_the_metadata_of_three_places_and_that_they_agree()
    {
        using var browser = new Browser(_stack);

        await browser.SignInAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Address.PathAndQuery, Is.EqualTo("/metadata"), "where the sign-in began");
            Assert.That(browser.Row("ContractNumber"), Is.EqualTo("MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234 | yes"));
            Assert.That(browser.Row("region"), Is.EqualTo("ZXU eu | ZXU eu | ZXU eu | yes"));
            Assert.That(browser.Row("fingerprint"), Is.EqualTo("_wD-gEI no text | _wD-gEI no text | _wD-gEI no text | yes"));
            Assert.That(browser.Page.QuerySelector("[data-testid=user-name]")!.TextContent, Is.EqualTo("Road Runner"));
            Assert.That(browser.Page.QuerySelector("[data-testid=problem]"), Is.Null);
        }
    }

    /// <summary>
    /// The one that learns of the new key fails, and the next one works; without <see cref="ServiceDefaults.SigningKeys"/> nobody could sign in for
    /// five minutes.
    /// </summary>
    [Test]
    public async Task Works_again_at_once_when_ZITADEL_has_changed_its_signing_key()
    {
        await using var stack = await Stack.StartAsync();
        using var before = new Browser(stack);
        await before.SignInAsync();

        await stack.RotateSigningKeyAsync();

        using var first = new Browser(stack);
        await first.SignInAsync();
        using var second = new Browser(stack);
        await second.SignInAsync();
        Assert.That(second.Address.PathAndQuery, Is.EqualTo("/metadata"));
    }

    [Test]
    public async Task Says_so_where_there_is_no_metadata()
    {
        using var browser = new Browser(_stack);

        await browser.SignInAsync("nobody");

        Assert.That(browser.Page.QuerySelector("[data-testid=no-metadata]"), Is.Not.Null);
    }

    [Test]
    public async Task Asks_for_a_code_with_PKCE_and_for_the_scopes_of_the_guide()
    {
        using var browser = new Browser(_stack);

        await browser.SendAsync(HttpMethod.Get, new Uri(Browser.Web + "/sign-in"), null, stopAfter: 0);

        var request = HttpUtility.ParseQueryString(browser.Response.Headers.Location!.Query);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request["response_type"], Is.EqualTo("code"));
            Assert.That(request["response_mode"], Is.Null.Or.EqualTo("query"), "query is the default of code and may be left out");
            Assert.That(request["code_challenge_method"], Is.EqualTo("S256"));
            Assert.That(request["scope"], Is.EqualTo("openid profile email offline_access urn:zitadel:iam:user:metadata"));
            Assert.That(request["nonce"], Is.Not.Empty);
            Assert.That(request["state"], Is.Not.Empty);
        }
    }

    [Test]
    public async Task Leaves_a_short_key_in_the_browser_and_no_token()
    {
        using var browser = new Browser(_stack);

        await browser.SignInAsync();

        var cookie = browser.Cookies["web-frontend.session"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cookie.HttpOnly);
            Assert.That(cookie.Value, Has.Length.LessThan(600));
            Assert.That(browser.Cookies.Select(one => one.Name), Is.EquivalentTo(["web-frontend.session", "web-frontend.antiforgery"]), "those of the sign-in are gone");
        }
    }

    [TestCase("/metadata", ExpectedResult = "/metadata")]
    [TestCase("/?a=b", ExpectedResult = "/?a=b")]
    [TestCase("https://evil.example/", ExpectedResult = "/")]
    [TestCase("//evil.example/", ExpectedResult = "/")]
    [TestCase("/\\evil.example/", ExpectedResult = "/")]
    [TestCase("javascript:alert(1)", ExpectedResult = "/")]
    [TestCase("", ExpectedResult = "/")]
    public async Task<string> Leads_back_to_a_page_of_this_site_only(string returnUrl)
    {
        using var browser = new Browser(_stack);
        await browser.SignInAsync(path: "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.That(browser.Address.Host, Is.EqualTo("web.localhost"));
        return browser.Address.PathAndQuery;
    }

    [Test]
    public async Task That_ZITADEL_refuses_ends_at_a_page_that_says_so()
    {
        using var browser = new Browser(_stack);
        await browser.SendAsync(HttpMethod.Get, new Uri(Browser.Web + "/sign-in"), null, stopAfter: 0);
        var state = HttpUtility.ParseQueryString(browser.Response.Headers.Location!.Query)["state"]!;

        await browser.OpenAsync("/signin-oidc?error=access_denied&error_description=%3Cb%3Eno&state=" + Uri.EscapeDataString(state));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(browser.Heading, Is.EqualTo("You were not let in"));
            Assert.That(browser.Html, Does.Not.Contain("<b>no"));
        }
    }

    [TestCase("/signin-oidc?code=x&state=x")]
    [TestCase("/signin-oidc?code=x")]
    [TestCase("/signin-oidc")]
    public async Task With_an_answer_that_nobody_asked_for_ends_at_a_page_that_says_so(string answer)
    {
        using var browser = new Browser(_stack);

        await browser.OpenAsync(answer);

        Assert.That((browser.Status, browser.Heading), Is.EqualTo((HttpStatusCode.BadRequest, "That sign-in is over")));
    }

    [Test]
    public async Task With_the_answer_to_another_browser_does_not_work()
    {
        using var victim = new Browser(_stack);
        using var attacker = new Browser(_stack);
        await attacker.OpenAsync("/sign-in");
        await attacker.SubmitAsync("form:has(input[name=loginName])", ("loginName", "road.runner"));
        // The attacker keeps the address that ZITADEL leads to, and has the victim open it (login CSRF, RFC 6819 section 4.4.1.8).
        await attacker.SubmitAsync("form:has(input[name=password])", ("password", Stack.Password));
        var answer = attacker.History.Single(address => address.AbsolutePath == "/signin-oidc");

        await victim.OpenAsync(answer.PathAndQuery);

        Assert.That(victim.Heading, Is.EqualTo("That sign-in is over"));
        Assert.That(victim.Cookies["web-frontend.session"], Is.Null);
    }

    [Test]
    public async Task Encodes_whatever_a_value_is()
    {
        using var browser = new Browser(_stack);
        _stack.SetMetadata("odd.body", "<script>key</script>", Encoding.UTF8.GetBytes("<script>alert(1)</script>\"'&"));
        _stack.SetMetadata("odd.body", "control", "a\0b\u0007c\u007f"u8.ToArray());
        _stack.SetMetadata("odd.body", "rtl", Encoding.UTF8.GetBytes("\u202eabc שלום"));
        _stack.SetMetadata("odd.body", "emoji", Encoding.UTF8.GetBytes("💨"));
        _stack.SetMetadata("odd.body", "long", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("💨", 125_000))));

        await browser.SignInAsync("odd.body");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Page.QuerySelectorAll("script"), Is.Empty);
            Assert.That(browser.Row("<script>key</script>"), Does.Contain("<script>alert(1)</script>\"'&").And.EndWith("yes"));
            Assert.That(browser.Row("control"), Does.Contain("a␀b␇c␡"));
            Assert.That(browser.Html, Does.Not.Contain("\0").And.Not.Contain("&#x0;"));
            Assert.That(browser.Row("emoji"), Does.Contain("💨"));
            Assert.That(browser.Row("rtl"), Does.Contain("שלום"));
            Assert.That(browser.Page.QuerySelectorAll("[data-key=rtl] .decoded bdi"), Has.Count.EqualTo(3), "text that turns the direction turns nothing else");
            Assert.That(browser.Row("long"), Does.Contain("250,000 characters in all").And.EndWith("yes"));
            Assert.That(browser.Row("long"), Does.Not.Contain("\ufffd"), "cut between characters");
            Assert.That(browser.Html, Has.Length.LessThan(60_000));
        }
    }
}
