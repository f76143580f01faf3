using System.Net;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class Pages_for_everybody
{
    Stack _stack;
    Browser _browser;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stack = await Stack.StartAsync();
        _browser = new Browser(_stack);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _browser.Dispose();
        await _stack.DisposeAsync();
    }

    [TestCase("/", HttpStatusCode.OK, "What ZITADEL knows about a user, in every place you can read it")]
    [TestCase("/signed-out", HttpStatusCode.OK, "You are signed out")]
    [TestCase("/session-ended", HttpStatusCode.OK, "Your session ended")]
    [TestCase("/session-ended?returnUrl=https://evil.example", HttpStatusCode.OK, "Your session ended")]
    [TestCase("/sign-in-failed", HttpStatusCode.BadRequest, "The sign-in failed")]
    [TestCase("/sign-in-failed?reason=%3Cb%3E", HttpStatusCode.BadRequest, "The sign-in failed")]
    [TestCase("/sign-in-failed?reason=AccessDenied", HttpStatusCode.Forbidden, "You were not let in")]
    [TestCase("/register", HttpStatusCode.OK, "Register")]
    [TestCase("/registered", HttpStatusCode.OK, "Register")]
    [TestCase("/nothing", HttpStatusCode.NotFound, "There is no such page")]
    [TestCase("/error", HttpStatusCode.NotFound, "There is no such page")]
    public async Task Have_a_heading_a_title_and_headers_that_narrow_what_they_may_do(string path, HttpStatusCode status, string heading)
    {
        await _browser.OpenAsync(path);

        string Header(string name) => _browser.Response.Headers.GetValues(name).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Status, Is.EqualTo(status));
            Assert.That(_browser.Heading, Is.EqualTo(heading));
            Assert.That(_browser.Page.Title, Does.EndWith(" · ZitadelAspire"));
            Assert.That(_browser.Page.QuerySelectorAll("script, [style], [onclick]"), Is.Empty);
            Assert.That(_browser.Html, Does.Not.Contain("evil.example"));
            Assert.That(Header("Content-Security-Policy"), Does.StartWith("default-src 'none'; ").And.Contain("frame-ancestors 'none'").And.Contain("base-uri 'none'"));
            Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header("Referrer-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Cache-Control"), Is.EqualTo("no-store"));
        }
    }

    [Test]
    public async Task Have_one_stylesheet_that_may_be_kept()
    {
        await _browser.OpenAsync("/");
        var stylesheet = _browser.Page.QuerySelectorAll("link[rel=stylesheet]").Single().GetAttribute("href")!;

        await _browser.OpenAsync(stylesheet);

        Assert.That(_browser.Response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/css"));
        Assert.That(_browser.Response.Headers.CacheControl!.NoStore, Is.False);
    }

    [Test]
    public async Task Say_so_when_nobody_can_be_signed_in()
    {
        await using var stack = await Stack.StartAsync();
        using var browser = new Browser(stack);
        await stack.StopZitadelAsync();

        await browser.OpenAsync("/metadata");

        Assert.That((browser.Status, browser.Heading), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "ZITADEL does not answer")));
    }
}
