using System.Net;
using System.Text.Json;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Signing_out
{
    private const string After = "http://localhost:5999/out";
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task With_a_hint_ends_the_login_of_the_hint_but_not_its_refresh_token()
    {
        var client = _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.RefreshToken] });
        var tokens = await _server.TokensAsync(_server.AddPerson(), client, "openid offline_access");

        var location = await EndAsync(("id_token_hint", (string)tokens["id_token"]!), ("post_logout_redirect_uri", After), ("state", "bye"));

        Assert.That(location, Is.EqualTo("302 " + After + "?state=bye"));
        Assert.That((await _server.UserinfoAsync((string)tokens["access_token"]!)).Error, Is.EqualTo("401 access_denied"));
        var refreshed = await _server.TokenAsync(client, ("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!));
        Assert.That((await _server.UserinfoAsync(refreshed.Text("access_token"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Ends_the_logins_of_everybody_in_the_browser()
    {
        var (client, road, coyote) = (_server.AddApplication(), _server.AddPerson(), _server.AddPerson());
        using var browser = _server.Browser(road, coyote);
        var first = (await _server.ExchangeAsync(client, await _server.CodeAsync(browser, client, ("login_hint", road.Username)))).Json;
        var second = (await _server.ExchangeAsync(client, await _server.CodeAsync(browser, client, ("login_hint", coyote.Username)))).Json;

        await EndAsync(("id_token_hint", (string)first["id_token"]!));

        Assert.That((await _server.UserinfoAsync((string)second["access_token"]!)).Error, Is.EqualTo("401 access_denied"));
        Assert.That(OidcServer.Parameter(await _server.AuthorizeAsync(browser, client, ("prompt", "none")), "error"), Is.EqualTo("interaction_required"));
    }

    [Test]
    public async Task Takes_an_expired_hint_and_no_forged_one()
    {
        var (client, user) = (_server.AddApplication(), _server.AddPerson());
        var hint = (string)(await _server.TokensAsync(user, client))["id_token"]!;
        var signer = _server.Services.GetRequiredService<JwtSigner>();
        var expired = signer.Sign(new() { ["iss"] = _server.Issuer, ["sub"] = user.Id, ["azp"] = client.ClientId, ["exp"] = 1 });
        var elsewhere = signer.Sign(new() { ["iss"] = "http://elsewhere", ["sub"] = user.Id, ["azp"] = client.ClientId });

        Assert.Multiple(async () =>
        {
            Assert.That(await EndAsync(("id_token_hint", expired), ("post_logout_redirect_uri", After)), Is.EqualTo("302 " + After));
            Assert.That(await EndAsync(("id_token_hint", elsewhere)), Is.EqualTo("400 id_token_hint invalid"));
            Assert.That(await EndAsync(("id_token_hint", "garbage")), Is.EqualTo("400 id_token_hint invalid"));
            Assert.That(await EndAsync(("id_token_hint", hint[..^6] + "AAAAAA")), Does.StartWith("500 "));
            var (strange, weak) = (WithHeader(hint, """{"alg":"RS256","kid":"123","typ":"JWT"}"""), WithHeader(hint, """{"alg":"HS256","kid":"123"}"""));
            Assert.That(await EndAsync(("id_token_hint", strange)), Is.EqualTo("404 Errors.WebKey.NotFound"));
            Assert.That(await EndAsync(("id_token_hint", weak)), Is.EqualTo("400 id_token_hint invalid"));
        });
    }

    [Test]
    public async Task Sends_the_browser_only_where_the_application_registered()
    {
        var client = _server.AddApplication();
        Assert.Multiple(async () =>
        {
            Assert.That(await EndAsync(("client_id", client.ClientId), ("post_logout_redirect_uri", After)), Is.EqualTo("302 " + After));
            Assert.That(await EndAsync(("client_id", client.ClientId), ("post_logout_redirect_uri", After + "/x")),
                Is.EqualTo("400 post_logout_redirect_uri invalid"));
            Assert.That(await EndAsync(("client_id", "123"), ("post_logout_redirect_uri", After)), Is.EqualTo("400 Errors.App.NotFound"));
            Assert.That(await EndAsync(("post_logout_redirect_uri", "http://evil.example"), ("state", "s")), Is.EqualTo("302 /ui/login/logout/done?state=s"));
        });
    }

    [TestCase("", "/logout/done")]
    [TestCase("s", "/ui/login/logout/done?state=s", Description = "ZITADEL forgets which login it was")]
    public async Task Of_a_login_by_the_session_API_leads_to_the_page_of_Login_V2(string state, string expected)
    {
        var (client, user) = (_server.AddApplication(), _server.AddPerson());
        var hint = _server.Services.GetRequiredService<JwtSigner>().Sign(
            new() { ["iss"] = _server.Issuer, ["sub"] = user.Id, ["azp"] = client.ClientId, ["sid"] = "123456789012345678" });

        Assert.That(await EndAsync(("id_token_hint", hint), ("state", state)), Is.EqualTo("302 " + expected));
        Assert.That(await EndAsync(("id_token_hint", hint), ("state", state), ("post_logout_redirect_uri", After)),
            Is.EqualTo("302 " + After + (state.Length > 0 ? "?state=s" : "")));
    }

    [Test]
    public async Task Without_a_hint_asks_Login_V2_where_the_header_says_so_and_not_where_the_application_does()
    {
        var client = _server.AddApplication(oidc => oidc with { LoginVersion = new LoginVersion(true, "") });
        var query = OidcServer.Query([("client_id", client.ClientId), ("post_logout_redirect_uri", After), ("state", "s"), ("logout_hint", "road.runner")]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_server.Issuer}/oidc/v1/end_session?{query}");
        request.Headers.Add("x-zitadel-login-client", "x");
        using var asked = await _server.Http.SendAsync(request);

        Assert.That(asked.Headers.Location!.ToString(), Does.Match(
            @"^/ui/v2/login/logout\?logout_hint=road\.runner&logout_token=[^&.]+\.[^&.]+\.[^&.]+&post_logout_redirect="
            + Uri.EscapeDataString(After + "?state=s") + "$"));
        Assert.That(await EndAsync(("client_id", client.ClientId), ("post_logout_redirect_uri", After)), Is.EqualTo("302 " + After));
    }

    [Test]
    public async Task Tells_the_applications_of_the_login_by_back_channel_and_tries_again()
    {
        var received = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var application = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        application.MapPost("/logout", async (HttpContext context) =>
        {
            await received.Writer.WriteAsync((await context.Request.ReadFormAsync())["logout_token"].ToString());
            context.Response.StatusCode = 500;
        });
        await application.StartAsync();
        var (client, user) = (_server.AddApplication(oidc => oidc with { BackChannelLogoutUri = application.Urls.Single() + "/logout" }), _server.AddPerson());
        var tokens = await _server.TokensAsync(user, client);
        var sid = new JsonWebToken((string)tokens["id_token"]!).GetPayloadValue<string>("sid");

        await EndAsync(("id_token_hint", (string)tokens["id_token"]!));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var first = new JsonWebToken(await received.Reader.ReadAsync(patience.Token));
        var next = received.Reader.ReadAsync(patience.Token).AsTask();
        while (!next.IsCompleted)
        {
            _server.Clock.Advance(TimeSpan.FromSeconds(2)); // the pause between two attempts is by this clock
            await Task.WhenAny(next, Task.Delay(10, patience.Token));
        }

        Assert.Multiple(async () =>
        {
            Assert.That((first.Issuer, first.Subject, first.Audiences.Single(), first.Typ), Is.EqualTo((_server.Issuer, user.Id, client.ClientId, "JWT")));
            Assert.That(first.GetPayloadValue<string>("sid"), Is.EqualTo(sid));
            Assert.That(first.GetPayloadValue<JsonElement>("events").GetRawText(), Is.EqualTo("""{"http://schemas.openid.net/event/backchannel-logout":{}}"""));
            Assert.That(first.ValidTo - first.IssuedAt, Is.EqualTo(TimeSpan.FromSeconds(901)));
            Assert.That(new JsonWebToken(await next).Id, Is.EqualTo(first.Id));
        });
    }

    // The status, and where it goes or what is wrong.
    private async Task<string> EndAsync(params (string Name, string Value)[] parameters)
    {
        using var response = await _server.Http.GetAsync($"{_server.Issuer}/oidc/v1/end_session?{OidcServer.Query(parameters)}");
        return response.StatusCode == HttpStatusCode.Found
            ? $"302 {response.Headers.Location}"
            : $"{(int)response.StatusCode} {new Answer(0, await response.Content.ReadAsStringAsync()).Text("error_description")}";
    }

    private static string WithHeader(string jwt, string header) =>
        System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes(header)) + jwt[jwt.IndexOf('.', StringComparison.Ordinal)..];
}
