using System.Text;

namespace WebFrontend.Tests;

/// <summary>Whatever a value is, every page of the guide shows it and nothing comes of it.</summary>
[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class Odd_metadata
{
    const string Markup = "<script>alert(1)</script>\"'&</pre></textarea>";

    Stack _stack;
    Browser _browser;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stack = await Stack.StartAsync();
        _stack.SetMetadata("odd.body", "<script>key</script>", Encoding.UTF8.GetBytes(Markup));
        _stack.SetMetadata("odd.body", "control", "a\0b\u0007c\u007f"u8.ToArray());
        _stack.SetMetadata("odd.body", "rtl", Encoding.UTF8.GetBytes("\u202eabc שלום"));
        _stack.SetMetadata("odd.body", "emoji", Encoding.UTF8.GetBytes("💨"));
        _stack.SetMetadata("odd.body", "long", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("💨", 125_000))));
        _stack.ChangeUser("odd.body", user => user with { Human = user.Human! with { DisplayName = Markup, GivenName = "\u202e" + Markup } });
        _browser = new Browser(_stack);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _browser.Dispose();
        await _stack.DisposeAsync();
    }

    [Test]
    public async Task Is_encoded_on_every_page()
    {
        await _browser.OpenAsync("/matrix");
        await _browser.PressAsync("sign-in-for-matrix", ("Application", "guide-jwt-user-info"), ("Scopes", "openid"), ("Scopes", "profile"),
            ("Scopes", "urn:zitadel:iam:user:metadata"));
        await _browser.LogInAsync("odd.body");
        Assert.That(_browser.Page.QuerySelectorAll("[data-testid=matrix] tr[data-metadata=yes]"), Has.Count.EqualTo(5));
        IsHarmless("the matrix");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Cell("<script>key</script>"), Does.EndWith(Markup));
            Assert.That(Cell("control"), Does.EndWith("a␀b␇c␡"));
            Assert.That(Cell("emoji"), Does.EndWith("💨"));
            Assert.That(Cell("rtl"), Does.EndWith("שלום"));
            Assert.That(Cell("long"), Does.EndWith("… 250,000 characters in all"));
            Assert.That(Cell("name"), Is.EqualTo(Markup));
        }

        await _browser.OpenAsync("/guide/authorize");
        await _browser.SubmitAsync("form.stack", ("MoreScopes", Markup), ("Parameters[login_hint]", Markup));
        IsHarmless("the link");
        await _browser.OpenAsync("/guide/authorize");
        await _browser.SubmitAsync("form.stack");
        await _browser.ClickAsync("[data-testid=open-link]");
        await _browser.PressAsync("exchange-code");
        IsHarmless("the token request");

        await _browser.OpenAsync("/guide/userinfo");
        await _browser.PressAsync("ask-userinfo");
        IsHarmless("userinfo");
        Assert.That(_browser.Text("decoded"), Does.Contain(Markup).And.Contain("a␀b␇c␡"));

        await _browser.OpenAsync("/guide/id-token");
        await _browser.PressAsync("get-id-token-on");
        IsHarmless("the ID tokens");

        await _browser.OpenAsync("/guide/inspect");
        await _browser.PressAsync("inspect-id-token", ("own", "id"));
        Assert.That(_browser.Text("verdict"), Does.StartWith("Signed with a key of"));
        IsHarmless("the inspection", withTheToken: true);

        await _browser.OpenAsync("/guide/metadata");
        await _browser.PressAsync("try-myself");
        IsHarmless("one's own metadata");

        await _browser.OpenAsync("/metadata");
        await _browser.OpenAsync("/");
        IsHarmless("home");
    }

    [TestCase("/guide/basic", "ClientId")]
    [TestCase("/guide/basic", "ClientSecret")]
    [TestCase("/guide/inspect", "Token")]
    public async Task And_so_is_what_is_typed_into(string path, string field)
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync(path);

        await browser.SubmitAsync("form.stack", (field, Markup + "\u202e💨"));

        Assert.That(browser.Page.QuerySelectorAll("script"), Is.Empty);
        var shown = browser.Page.QuerySelector("#" + field)!;
        Assert.That(shown.GetAttribute("value") ?? shown.TextContent, Is.EqualTo(Markup + "\u202e💨"));
    }

    string Cell(string claim) => string.Join(' ', _browser.Page.QuerySelectorAll("[data-testid=matrix] tr").Single(row => row.GetAttribute("data-claim") == claim)
        .QuerySelector("td")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    void IsHarmless(string page, bool withTheToken = false)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)_browser.Status, Is.EqualTo(200), page);
            Assert.That(_browser.Page.QuerySelectorAll("script"), Is.Empty, page);
            Assert.That(_browser.Page.QuerySelectorAll("main"), Has.Count.EqualTo(1), page);
            Assert.That(_browser.Html, Does.Not.Contain("\0").And.Not.Contain("&#x0;"), page);
            Assert.That(_browser.Html, Has.Length.LessThan(withTheToken ? 3_000_000 : 300_000), page);
        }
    }
}
