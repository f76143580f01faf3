using System.Net;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class An_authorization_request
{
    private OidcServer _server = null!;
    private Application _client = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new OidcServer();
        _client = _server.AddApplication();
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("client_id=", ExpectedResult = "400 invalid_request")]
    [TestCase("client_id=123456789012345678", ExpectedResult = "400 invalid_request")]
    [TestCase("redirect_uri=", ExpectedResult = "500 server_error")]
    [TestCase("redirect_uri=http://localhost:5999/signin-oidc/", ExpectedResult = "400 invalid_request")]
    [TestCase("prompt=none login", ExpectedResult = "400 invalid_request")]
    [TestCase("response_type=", ExpectedResult = "400 invalid_request")]
    [TestCase("response_type=banana", ExpectedResult = "400 unauthorized_client")]
    [TestCase("max_age=-1", ExpectedResult = "400 invalid_request")]
    [TestCase("request=abc", ExpectedResult = "400 invalid_request")]
    [TestCase("request=eyJhbGciOiJub25lIn0.e30.", ExpectedResult = "400 invalid_request")]
    [TestCase("request=eyJhbGciOiJSUzI1NiJ9.e30.AAAA", ExpectedResult = "500 server_error")]
    [TestCase("request_uri=http://x", ExpectedResult = "302 /ui/login/login")]
    [TestCase("scope=", ExpectedResult = "302 /ui/login/login")]
    [TestCase("prompt=banana", ExpectedResult = "302 /ui/login/login")]
    [TestCase("id_token_hint=garbage", ExpectedResult = "302 /ui/login/login")]
    [TestCase("scope=openid urn:zitadel:iam:org:id:1", ExpectedResult = "302 /signin-oidc")]
    [TestCase("prompt=none", ExpectedResult = "302 /ui/login/login")]
    [TestCase("max_age=18446744073709551615", ExpectedResult = "302 /ui/login/login")]
    [TestCase("max_age=18446744073709551616", ExpectedResult = "400 invalid_request")]
    [TestCase("max_age=", ExpectedResult = "302 /ui/login/login")]
    [TestCase("scope=openid urn:zitadel:iam:org:domain:primary:nowhere.example", ExpectedResult = "302 /signin-oidc")]
    public async Task<string> Is_refused_in_the_body_or_goes_on(string change)
    {
        var (name, value) = (change.Split('=', 2)[0], change.Split('=', 2)[1]);
        using var response = await _server.Http.GetAsync(Address((name, value)));
        return response.StatusCode == HttpStatusCode.Found
            ? $"302 {new Uri(new Uri(_server.Issuer), response.Headers.Location!).AbsolutePath}"
            : new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync()).Error;
    }

    [TestCase("urn:zitadel:iam:org:domain:primary:nowhere.example urn:zitadel:iam:org:id:{0}", "/ui/login/login", Description = "the id counts")]
    [TestCase("urn:zitadel:iam:org:domain:primary:{1} urn:zitadel:iam:org:id:1", "/signin-oidc")]
    [TestCase("urn:zitadel:iam:org:domain:primary:{1}", "/ui/login/login")]
    public async Task Insists_on_the_organisation_of_the_id_or_else_of_the_domain(string scope, string expected)
    {
        var organization = _server.Store.Current.Organizations.All.First();
        using var response = await _server.Http.GetAsync(Address(
            ("scope", scope.Replace("{0}", organization.Id, StringComparison.Ordinal).Replace("{1}", organization.PrimaryDomain, StringComparison.Ordinal))));
        Assert.That(new Uri(new Uri(_server.Issuer), response.Headers.Location!).AbsolutePath, Is.EqualTo(expected));
    }

    [Test]
    public async Task Without_a_scope_is_refused()
    {
        using var response = await _server.Http.GetAsync(
            $"{_server.Issuer}/oauth/v2/authorize?client_id={_client.ClientId}&redirect_uri={OidcServer.RedirectUri}&response_type=code");
        Assert.That((int)response.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task Takes_the_last_of_two_values()
    {
        using var response = await _server.Http.GetAsync(Address() + "&response_type=banana");
        Assert.That((int)response.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task Goes_to_Login_V2_whatever_the_application_says_where_the_instance_requires_it()
    {
        using var server = new OidcServer(); // its instance changes
        server.Store.Change(change => change.Put(change.State.Instance with { LoginV2Required = true }));
        var client = server.AddApplication(oidc => oidc with { LoginVersion = new LoginVersion(false, "") });
        using var login = await server.Http.GetAsync(Address(("client_id", client.ClientId)).Replace(_server.Issuer, server.Issuer, StringComparison.Ordinal));

        Assert.That(login.Headers.Location!.ToString(), Does.StartWith("/ui/v2/login/login?authRequest=V2_"));
    }

    [Test]
    public async Task Goes_to_Login_V2_when_the_header_the_application_or_the_instance_says_so()
    {
        var v2 = _server.AddApplication(oidc => oidc with { LoginVersion = new LoginVersion(true, "http://login.example/ui/v2/login/") });
        using var byApplication = await _server.Http.GetAsync(Address(("client_id", v2.ClientId)));
        using var request = new HttpRequestMessage(HttpMethod.Get, Address());
        request.Headers.Add("x-zitadel-login-client", "x");
        using var byHeader = await _server.Http.SendAsync(request);

        Assert.That(byApplication.Headers.Location!.ToString(), Does.Match(@"^http://login\.example/ui/v2/login/login\?authRequest=V2_\d{18}$"));
        Assert.That(byHeader.Headers.Location!.ToString(), Does.Match(@"^/ui/v2/login/login\?authRequest=V2_\d{18}$"));
    }

    [Test]
    public async Task Of_form_post_is_answered_by_a_page_that_posts_itself()
    {
        using var browser = _server.Browser(_server.AddPerson());
        using var page = await CallbackAsync(browser, ("response_mode", "form_post"), ("state", "<\"&'>"));

        Assert.Multiple(async () =>
        {
            Assert.That(page.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
            Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self';"));
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"""action="{OidcServer.RedirectUri}" """.Trim())
                .And.Contain("""name="state" value="&lt;&quot;&amp;&#x27;&gt;" """.Trim()).And.Match("name=\"code\" value=\"[^\"]{200,}\""));
        });
    }

    [Test]
    public async Task For_nobody_but_a_deactivated_user_is_answered_in_plain_text()
    {
        var user = _server.AddPerson();
        using var browser = _server.Browser(user);
        _server.Store.Change(change => change.Put(user with { State = UserState.Inactive }));

        using var response = await CallbackAsync(browser, ("prompt", "none"));

        Assert.That(((int)response.StatusCode, response.Content.Headers.ContentType!.ToString()), Is.EqualTo((400, "text/plain; charset=utf-8")));
    }

    [TestCase("", "http://localhost:5999/signin-oidc?error=interaction_required&error_description=Unfortunately")]
    [TestCase("form_post", "http://localhost:5999/signin-oidc?error=interaction_required&error_description=Unfortunately")]
    [TestCase("fragment", "http://localhost:5999/signin-oidc#error=interaction_required&error_description=Unfortunately")]
    public async Task Whose_callback_is_loaded_before_anybody_signed_in_needs_interaction(string mode, string expected)
    {
        using var browser = _server.Browser();
        using var response = await CallbackAsync(browser, ("response_mode", mode), ("state", "s"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(response.Headers.Location!.ToString(), Does.StartWith(expected).And.EndsWith("&state=s"));
    }

    [Test]
    public async Task Of_an_application_that_goes_away_meanwhile_is_refused()
    {
        var client = _server.AddApplication();
        using var browser = _server.Browser(_server.AddPerson());
        using var login = await browser.GetAsync(Address(("client_id", client.ClientId), ("state", "s")));
        _server.Store.Change(change => change.Put(client with { IsActive = false }));
        var id = OidcServer.Parameter(new Uri(new Uri(_server.Issuer), login.Headers.Location!), "authRequestID");
        using var response = await browser.GetAsync($"{_server.Issuer}/oauth/v2/authorize/callback?id={id}");

        Assert.That(response.Headers.Location!.ToString(),
            Is.EqualTo(OidcServer.RedirectUri + "?error=invalid_request&error_description=Errors.App.NotFound&state=s"));
    }

    [Test]
    public async Task Without_a_page_needs_interaction_where_the_user_has_no_role_in_the_project()
    {
        var project = _server.Project with { Id = _server.NewId(), RoleCheck = true };
        _server.Store.Change(change => change.Put(project));
        var client = _server.Add(_server.AddApplication() with { ProjectId = project.Id });
        using var browser = _server.Browser(_server.AddPerson());
        using var response = await CallbackAsync(browser, ("client_id", client.ClientId), ("prompt", "none"));

        Assert.That(response.Headers.Location!.ToString(), Does.StartWith(OidcServer.RedirectUri + "?error=interaction_required"));
    }

    [Test]
    public async Task Belongs_to_its_browser()
    {
        using var browser = _server.Browser(_server.AddPerson());
        using var login = await browser.GetAsync(Address());
        var id = OidcServer.Parameter(new Uri(new Uri(_server.Issuer), login.Headers.Location!), "authRequestID");

        using var stranger = _server.Browser(_server.AddPerson());
        using var response = await stranger.GetAsync($"{_server.Issuer}/oauth/v2/authorize/callback?id={id}");

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
    }

    // What follows the login, by hand.
    private async Task<HttpResponseMessage> CallbackAsync(HttpClient browser, params (string Name, string Value)[] parameters)
    {
        using var login = await browser.GetAsync(Address(parameters));
        var id = OidcServer.Parameter(new Uri(new Uri(_server.Issuer), login.Headers.Location!), "authRequestID");
        return await browser.GetAsync($"{_server.Issuer}/oauth/v2/authorize/callback?id={id}");
    }

    private string Address(params (string Name, string Value)[] parameters) => $"{_server.Issuer}/oauth/v2/authorize?" + OidcServer.Query(
        [("client_id", _client.ClientId), ("redirect_uri", OidcServer.RedirectUri), ("response_type", "code"), ("scope", "openid"), .. parameters]);
}
