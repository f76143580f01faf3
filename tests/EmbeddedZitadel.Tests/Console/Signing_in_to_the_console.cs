using System.Net;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Console;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Signing_in_to_the_console
{
    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Goes_through_the_login_pages_to_the_page_that_was_asked_for()
    {
        using var browser = new ConsoleBrowser(_server);
        await browser.Open("/ui/console/users?search=admin");
        Assert.That(browser.Text("sign-in-hint"), Does.Contain(ConsoleServer.Hint).And.Not.Contain("road.runner"), "the hint names the administrator");

        await browser.Press("submit-button", ("loginName", _server.Admin.Username));
        await browser.Press("submit-button", ("password", ConsoleServer.Password));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Url.PathAndQuery, Is.EqualTo("/ui/console/users?search=admin"));
            Assert.That(browser.Title, Is.EqualTo("Users"));
            Assert.That(browser.Text("user-name"), Is.EqualTo(_server.Admin.Username));
        }
    }

    [Test]
    public async Task Is_remembered_in_a_cookie_for_the_console_alone_that_scripts_cannot_read()
    {
        using var browser = await _server.SignedIn();
        var cookie = browser.Cookies["zitadel.console"]!;
        Assert.That((cookie.HttpOnly, cookie.Path, cookie.Expires), Is.EqualTo((true, "/ui/console", default(DateTime))));
    }

    [TestCase("nobody")]
    [TestCase("owner.of.a.project")]
    public async Task Says_why_others_do_not_get_in(string username)
    {
        var person = _server.AddPerson(username, "Some Body");
        if (username != "nobody")
            _server.WithRole(person, AdministeredResource.Project, _server.Project.Id, "PROJECT_OWNER");
        using var browser = await _server.SignedIn(person);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(browser.Page.Body!.TextContent, Does.Contain(username).And.Contain("no role in the instance or in an organisation"));
            Assert.That(browser.Page.QuerySelector("nav"), Is.Null);
        }

        await browser.Open("/ui/console/auth/other");
        Assert.That(browser.Page.QuerySelectorAll("button[name=userID]").Length, Is.EqualTo(2), "the account picker: this one, and another");
    }

    [Test]
    public async Task Ends_with_the_role()
    {
        var person = _server.AddOwner("was.admin");
        using var browser = await _server.SignedIn(person);
        Assert.That(browser.Title, Is.EqualTo("Overview"));

        _server.Store.Change(change => change.Remove(change.State.Administrators.By(Administrator.ByUser, person.Id).Single()));
        await browser.Open("/ui/console/users");
        Assert.That(browser.Response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Ends_when_the_user_is_disabled()
    {
        var person = _server.AddOwner("soon.disabled");
        using var browser = await _server.SignedIn(person);
        _server.Services.GetRequiredService<UserCommands>().Deactivate(person.Id);
        await browser.Open("/ui/console/users");
        Assert.That(browser.Url.AbsolutePath, Is.EqualTo("/ui/login/login"));
    }

    [Test]
    public async Task Ends_with_signing_out()
    {
        using var browser = await _server.SignedIn();
        await browser.Press("sign-out");
        Assert.That(browser.Title, Is.EqualTo("Logged Out"));

        await browser.Open("/ui/console");
        Assert.That(browser.Url.AbsolutePath, Is.EqualTo("/ui/login/login"));
    }

    [Test]
    public async Task Takes_a_code_only_in_the_browser_that_began()
    {
        using var victim = new ConsoleBrowser(_server);
        using var attacker = await _server.SignedIn();
        await victim.Open("/ui/console");
        using var begun = await attacker.Peek("/ui/console/auth/other");
        var request = Id(begun.Headers.Location!);
        await attacker.Open($"/ui/login/login?authRequestID={request}");
        using var finished = await attacker.Peek(await CallbackOf(attacker));

        await victim.Open(finished.Headers.Location!.PathAndQuery);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(victim.Problem, Does.StartWith("This sign-in was not begun in this browser"));
            Assert.That(victim.Cookies["zitadel.console"], Is.Null);
        }
    }

    [Test]
    public async Task Takes_no_code_of_another_application()
    {
        var application = _server.AddApplication(oidc => oidc with { RedirectUris = [_server.Issuer + "/ui/console/auth/callback"] });
        using var browser = new ConsoleBrowser(_server);
        await browser.SignInAtLogin(_server.Admin);
        await browser.Open(AuthorizationRequest(application.ClientId));
        Assert.That(browser.Problem, Does.StartWith("This sign-in was not begun in this browser"));
    }

    [Test]
    public async Task Takes_no_token_of_another_application()
    {
        var application = _server.AddApplication();
        var token = (await _server.TokensAsync(_server.Admin, application, "openid urn:zitadel:iam:org:project:id:zitadel:aud"))["access_token"]!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Issuer + "/ui/console");
        request.Headers.Add("Cookie", $"zitadel.console={token}");
        using var response = await _server.Http.SendAsync(request);
        Assert.That(response.Headers.Location?.OriginalString, Does.StartWith("/ui/login/login?authRequestID="));
    }

    [Test]
    public async Task Cannot_be_begun_at_the_authorization_endpoint()
    {
        var client = _server.Store.Current.Instance.ConsoleClientId;
        var answer = await _server.SendAsync(new(HttpMethod.Get, _server.Issuer + AuthorizationRequest(client)));
        Assert.That(answer.Error, Is.EqualTo("400 invalid_request"));
    }

    [Test]
    public async Task Leads_to_no_other_site()
    {
        using var browser = new ConsoleBrowser(_server);
        await browser.SignIn(_server.Admin);
        await browser.Press("sign-out");
        await browser.Open("/ui/console//evil.example/");
        await browser.Open("/ui/login/logout/done");
        var begun = _server.Store.Current.AuthRequests.All.Where(request => request.ClientId == _server.Store.Current.Instance.ConsoleClientId);
        Assert.That(begun.Select(request => request.State), Is.All.StartsWith("/ui/console"));
    }

    private string AuthorizationRequest(string clientId) =>
        $"/oauth/v2/authorize?client_id={clientId}&response_type=code&scope=openid&redirect_uri={_server.Issuer}/ui/console/auth/callback";

    private static string Id(Uri location) => location.OriginalString.Split("authRequestID=")[1];

    // The account picker is open; the one who is signed in is picked, and where that leads is the callback.
    private static async Task<string> CallbackOf(ConsoleBrowser browser)
    {
        var form = browser.Page.Forms[0];
        var fields = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!))
            .Append(KeyValuePair.Create("userID", browser.Page.QuerySelector("button[name=userID]")!.GetAttribute("value")!));
        using var content = new FormUrlEncodedContent(fields);
        return await browser.Leave(new Uri(browser.Url, form.GetAttribute("action")), content);
    }
}
