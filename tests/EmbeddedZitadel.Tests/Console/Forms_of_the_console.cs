using System.Net;
using AngleSharp.Html.Dom;

namespace EmbeddedZitadel.Tests.Console;

/// <summary>What keeps other sites from using an administrator's browser.</summary>
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Forms_of_the_console
{
    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [TestCase(null, null, "CSRF token not found in request")]
    [TestCase("forged", null, "CSRF token invalid")]
    [TestCase("another browser's", null, "CSRF token invalid")]
    [TestCase("good", "https://evil.example", "The form was sent from another site")]
    [TestCase("good", "null", "The form was sent from another site")]
    public async Task Are_refused_unless_they_are_ours(string? token, string? origin, string problem)
    {
        using var browser = await _server.SignedIn();
        using var other = await _server.SignedIn();
        await browser.Open("/ui/console/instance");
        await other.Open("/ui/console/instance");
        var keys = _server.Store.Current.WebKeys.All.Count();
        var fields = new Dictionary<string, string> { ["kind"] = "ECDSA_CURVE_P256" };
        if (token is not null)
            fields["gorilla.csrf.Token"] = token switch { "good" => browser.FormToken, "forged" => token, _ => other.FormToken };
        using var content = new FormUrlEncodedContent(fields);
        await browser.Send(HttpMethod.Post, new Uri(browser.Url, "/ui/console/instance/webkeys"), content, origin);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((browser.Response.StatusCode, browser.Problem), Is.EqualTo((HttpStatusCode.Forbidden, problem)));
            Assert.That(_server.Store.Current.WebKeys.All.Count(), Is.EqualTo(keys));
        }
    }

    [Test]
    public async Task Are_on_no_page_without_their_token()
    {
        using var browser = await _server.SignedIn();
        var user = _server.AddPerson("form.person", "Form Person");
        var application = _server.AddApplication();
        foreach (var path in new[]
        {
            "/ui/console", "/ui/console/users/create", $"/ui/console/users/{user.Id}", $"/ui/console/users/{user.Id}?id=metadata",
            "/ui/console/instance?id=webkeys", $"/ui/console/projects/{application.ProjectId}/apps/{application.Id}", "/ui/console/sessions",
        })
        {
            await browser.Open(path);
            var forms = browser.Page.Forms.Where(form => form.GetAttribute("method") == "post").ToList();
            Assert.That(forms, Is.Not.Empty.And.All.Matches<IHtmlFormElement>(form => form?.QuerySelector("input[name='gorilla.csrf.Token']") is not null), path);
        }
    }

    [Test]
    public async Task Say_that_nothing_was_changed_when_the_sign_in_has_ended()
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/instance");
        browser.Cookies["zitadel.console"]!.Expired = true;
        var keys = _server.Store.Current.WebKeys.All.Count();
        await browser.Press("create");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((browser.Response.StatusCode, browser.Title), Is.EqualTo((HttpStatusCode.Unauthorized, "You are signed out")));
            Assert.That(_server.Store.Current.WebKeys.All.Count(), Is.EqualTo(keys));
        }
    }

    [Test]
    public async Task Lead_nowhere_else_and_run_no_scripts_and_are_not_kept()
    {
        using var browser = await _server.SignedIn();
        var headers = browser.Response.Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("form-action 'self'").And.Contain("frame-ancestors 'none'"));
            Assert.That(policy, Does.Not.Contain("script-src"));
            Assert.That(headers.CacheControl!.NoStore, Is.True);
            Assert.That(headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(browser.Page.Scripts, Is.Empty);
        }
    }

    [Test]
    public async Task Have_a_page_for_paths_that_are_none()
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/no/such/page");
        Assert.That((browser.Response.StatusCode, browser.Title), Is.EqualTo((HttpStatusCode.NotFound, "Not found")));
    }
}
