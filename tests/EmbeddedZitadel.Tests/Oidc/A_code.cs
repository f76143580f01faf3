using EmbeddedZitadel.Applications;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class A_code
{
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Is_exchanged_once()
    {
        var (client, browser) = (_server.AddApplication(), _server.Browser(_server.AddPerson()));
        var code = await _server.CodeAsync(browser, client);

        Assert.That((await _server.ExchangeAsync(client, code)).Status, Is.EqualTo(200));
        var second = await _server.ExchangeAsync(client, code);
        Assert.That((second.Error, second.Text("error_description")), Is.EqualTo(("404 invalid_request", "Errors.AuthRequest.NotFound")));
    }

    [Test]
    public async Task Survives_every_check_that_fails()
    {
        var (client, other, browser) = (_server.AddApplication(), _server.AddApplication(), _server.Browser(_server.AddPerson()));
        var code = await _server.CodeAsync(browser, client, ("code_challenge", "the-verifier"), ("code_challenge_method", "plain"));

        Assert.Multiple(async () =>
        {
            Assert.That((await _server.ExchangeAsync(other, code, ("code_verifier", "the-verifier"))).Error, Is.EqualTo("400 invalid_client"));
            Assert.That((await _server.ExchangeAsync(client, code)).Error, Is.EqualTo("400 invalid_request"));
            Assert.That((await _server.ExchangeAsync(client, code, ("code_verifier", "another"))).Error, Is.EqualTo("400 invalid_grant"));
            Assert.That(
                (await _server.TokenAsync(client, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost/x"),
                    ("code_verifier", "the-verifier"))).Error, Is.EqualTo("400 invalid_grant"));
        });
        Assert.That((await _server.ExchangeAsync(client, code, ("code_verifier", "the-verifier"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Of_a_callback_that_is_loaded_again_replaces_the_first()
    {
        var (client, browser) = (_server.AddApplication(), _server.Browser(_server.AddPerson()));
        using var authorize = await browser.GetAsync($"{_server.Issuer}/oauth/v2/authorize?" + OidcServer.Query(
            [("client_id", client.ClientId), ("redirect_uri", OidcServer.RedirectUri), ("response_type", "code"), ("scope", "openid")]));
        var id = OidcServer.Parameter(new Uri(new Uri(_server.Issuer), authorize.Headers.Location!), "authRequestID");

        var codes = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var callback = await browser.GetAsync($"{_server.Issuer}/oauth/v2/authorize/callback?id={id}");
            codes.Add(OidcServer.Parameter(callback.Headers.Location!, "code"));
        }

        Assert.That((await _server.ExchangeAsync(client, codes[0])).Error, Is.EqualTo("404 invalid_request"));
        Assert.That((await _server.ExchangeAsync(client, codes[1])).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Is_good_for_an_hour_and_more()
    {
        using var server = new OidcServer(); // its clock moves
        var (client, browser) = (server.AddApplication(), server.Browser(server.AddPerson()));
        var code = await server.CodeAsync(browser, client);

        server.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.That((await server.ExchangeAsync(client, code)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Of_a_user_who_is_gone_is_refused()
    {
        var (client, user) = (_server.AddApplication(), _server.AddPerson());
        using var browser = _server.Browser(user);
        var code = await _server.CodeAsync(browser, client);

        _server.Store.Change(change => change.Remove(user));

        var answer = await _server.ExchangeAsync(client, code);
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("404 invalid_request", "Errors.User.NotFound")));
    }

    [Test]
    public async Task Gives_a_refresh_token_for_offline_access_even_to_an_application_that_may_not_use_it()
    {
        var client = _server.AddApplication();
        var tokens = await _server.TokensAsync(_server.AddPerson(), client, "openid offline_access");

        var refresh = await _server.TokenAsync(client, ("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!));
        Assert.That((refresh.Error, refresh.Text("error_description")), Is.EqualTo(("400 unauthorized_client", "grant_type \"refresh_token\" not allowed")));
    }

    [Test]
    public async Task Needs_no_PKCE_but_a_public_client_is_refused_a_verifier_that_nobody_asked_for()
    {
        var client = _server.AddApplication(oidc => oidc with { ApplicationType = OidcApplicationType.UserAgent, AuthMethod = OidcAuthMethod.None });
        using var browser = _server.Browser(_server.AddPerson());

        Assert.That((await _server.ExchangeAsync(client, await _server.CodeAsync(browser, client))).Status, Is.EqualTo(200));
        var withVerifier = await _server.ExchangeAsync(client, await _server.CodeAsync(browser, client), ("code_verifier", "unexpected"));
        Assert.That((withVerifier.Error, withVerifier.Text("error_description")), Is.EqualTo(("400 invalid_request", "code_verifier unexpectedly provided")));
    }
}
