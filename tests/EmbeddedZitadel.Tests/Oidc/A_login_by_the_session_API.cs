using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Oidc.Authorize;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>What Login V2 does: a session of the session API is linked to the request of an application.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class A_login_by_the_session_API
{
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Gives_a_code_and_an_empty_state_where_the_client_sent_none()
    {
        var client = _server.AddApplication();
        var url = await FinishAsync(client);

        Assert.That(url.ToString(), Does.StartWith(OidcServer.RedirectUri + "?code=").And.EndsWith("&state="));
        Assert.That((await _server.ExchangeAsync(client, OidcServer.Parameter(url, "code"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Serves_a_user_who_has_not_activated_themselves_yet()
    {
        var client = _server.AddApplication();
        var code = OidcServer.Parameter(await FinishAsync(client, session => _server.Store.Change(change =>
            change.Put(change.State.Users.Find(session.UserId)! with { State = UserState.Initial }))), "code");
        var tokens = await _server.ExchangeAsync(client, code);
        Assert.That((await _server.UserinfoAsync(tokens.Text("access_token"))).Status, Is.EqualTo(200));
    }

    [TestCase("id_token", "expires_in id_token token_type")]
    [TestCase("id_token token", "access_token expires_in id_token token_type")]
    public async Task Gives_tokens_where_the_client_asked_for_them(string type, string expected)
    {
        var client = _server.AddApplication(oidc => oidc with { ResponseTypes = [OidcResponseType.IdToken, OidcResponseType.IdTokenToken] });
        var url = await FinishAsync(client, ("response_type", type), ("scope", "openid offline_access"));

        Assert.That(url.Query, Is.Empty);
        Assert.That(string.Join(' ', url.Fragment.TrimStart('#').Split('&').Select(pair => pair.Split('=')[0])), Is.EqualTo(expected));
    }

    [Test]
    public async Task Gives_no_tokens_for_the_code_of_a_session_that_has_ended()
    {
        var client = _server.AddApplication();
        var sessionId = "";
        var code = OidcServer.Parameter(await FinishAsync(client, session => sessionId = session.Id), "code");
        _server.Services.GetRequiredService<SessionCommands>().Delete(sessionId, _server.Issuer);
        Assert.That(() => SessionCommands.Require(_server.Store.Current, sessionId, _server.Clock.GetUtcNow()),
            Throws.TypeOf<ZitadelError>().With.Property(nameof(ZitadelError.Key)).EqualTo("Errors.Session.Terminated"), "no other request is finished with it");

        var answer = await _server.ExchangeAsync(client, code);
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("400 invalid_request", "Errors.Session.Terminated")));
    }

    [Test]
    public async Task Gives_no_tokens_for_the_code_of_a_session_whose_lifetime_is_over()
    {
        using var server = new OidcServer(); // its clock moves
        var client = server.AddApplication();
        var code = OidcServer.Parameter(await FinishAsync(server, client, TimeSpan.FromMinutes(1), _ => { }), "code");
        server.Clock.Advance(TimeSpan.FromMinutes(2));

        var answer = await server.ExchangeAsync(client, code);
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("400 invalid_request", "Errors.Session.Expired")));
    }

    private Task<Uri> FinishAsync(Application client, params (string Name, string Value)[] parameters) =>
        FinishAsync(_server, client, null, _ => { }, parameters);

    private Task<Uri> FinishAsync(Application client, Action<Session> seen) => FinishAsync(_server, client, null, seen);

    private static async Task<Uri> FinishAsync(
        OidcServer server, Application client, TimeSpan? lifetime, Action<Session> seen, params (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Issuer}/oauth/v2/authorize?" + OidcServer.Query(
            [("client_id", client.ClientId), ("redirect_uri", OidcServer.RedirectUri), ("response_type", "code"), ("scope", "openid"), .. parameters]));
        request.Headers.Add(AuthorizeEndpoint.LoginClientHeader, "x");
        using var handed = await server.Http.SendAsync(request);
        var id = handed.Headers.Location!.ToString().Split("authRequest=")[1];

        var session = server.Services.GetRequiredService<SessionCommands>().Create(
            "x", new(server.AddPerson().Id, OidcServer.Password, SessionChange.NoMetadata, lifetime), null);
        seen(session);
        var linked = server.Services.GetRequiredService<AuthRequestCommands>().LinkSession(id, session);
        return new Uri(server.Services.GetRequiredService<AuthResponse>().CallbackUrl(linked, withRefreshToken: false, server.Issuer));
    }
}
