using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Oidc.Token;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>Token exchange (RFC 8693), as far as ZITADEL does it without impersonation.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class An_exchanged_token
{
    private const string Type = "urn:ietf:params:oauth:token-type:";
    private OidcServer _server = null!;
    private Application _client = null!;
    private string _access = "", _idToken = "", _userId = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new OidcServer();
        _client = _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.TokenExchange] });
        var user = _server.AddPerson();
        var tokens = await _server.TokensAsync(user, _client, "openid profile");
        (_access, _idToken, _userId) = ((string)tokens["access_token"]!, (string)tokens["id_token"]!, user.Id);
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Is_another_one_with_the_same_scopes_and_no_login_behind_it()
    {
        var answer = await ExchangeAsync(_access, "access_token");
        var idToken = new JsonWebToken(answer.Text("id_token"));

        Assert.Multiple(async () =>
        {
            Assert.That((answer.Status, answer.Text("issued_token_type"), answer.Text("token_type"), answer.Text("scope")),
                Is.EqualTo((200, Type + "access_token", "Bearer", "openid profile")));
            Assert.That((await _server.UserinfoAsync(answer.Text("access_token"))).Text("sub"), Is.EqualTo(_userId));
            Assert.That(answer.Json["refresh_token"], Is.Null);
            Assert.That(idToken.TryGetPayloadValue<string>("sid", out _), Is.False);
        });
    }

    [TestCase("access_token", "", ExpectedResult = "5 Bearer access_token")]
    [TestCase("access_token", "access_token", ExpectedResult = "5 Bearer access_token")]
    [TestCase("access_token", "jwt", ExpectedResult = "3 Bearer jwt")]
    [TestCase("access_token", "id_token", ExpectedResult = "3 N_A id_token")]
    public async Task<string> Is_of_the_type_that_was_asked_for(string subject, string requested)
    {
        var answer = await ExchangeAsync(_access, subject, ("requested_token_type", requested.Length > 0 ? Type + requested : ""));
        return $"{answer.Text("access_token").Split('.').Length} {answer.Text("token_type")} {answer.Text("issued_token_type").Split(':')[^1]}";
    }

    [TestCase("", "", ExpectedResult = "400 invalid_request")]
    [TestCase("access", "", ExpectedResult = "400 invalid_request")]
    [TestCase("garbage", Type + "access_token", ExpectedResult = "400 invalid_request")]
    [TestCase("access", "urn:nothing", ExpectedResult = "400 invalid_request")]
    [TestCase("access", Type + "access_token", "requested_token_type=urn:nothing", ExpectedResult = "400 invalid_request")]
    [TestCase("access", Type + "access_token", "requested_token_type=" + Type + "refresh_token", ExpectedResult = "400 invalid_request")]
    [TestCase("access", Type + "access_token", "scope=openid email", ExpectedResult = "400 invalid_scope")]
    [TestCase("access", Type + "access_token", "scope=openid", ExpectedResult = "200 ")]
    [TestCase("access", Type + "access_token", "audience=elsewhere", ExpectedResult = "400 invalid_target")]
    [TestCase("access", Type + "access_token", "resource=http://api.example", ExpectedResult = "400 invalid_target")]
    [TestCase("access", Type + "access_token", "actor_token=x", ExpectedResult = "403 access_denied", Description = "impersonation is switched off")]
    [TestCase("access", Type + "refresh_token", ExpectedResult = "400 invalid_request")]
    [TestCase("id", Type + "id_token", ExpectedResult = "400 invalid_request", Description = "ZITADEL takes only those with a resource owner")]
    [TestCase("access", Type + "jwt", ExpectedResult = "400 invalid_request")]
    [TestCase("user", "urn:zitadel:params:oauth:token-type:user_id", ExpectedResult = "403 access_denied")]
    [TestCase("123", "urn:zitadel:params:oauth:token-type:user_id", ExpectedResult = "400 invalid_request")]
    public async Task<string> Is_refused_where_it_would_say_more_than_the_first(string token, string type, string parameter = "")
    {
        var subject = token switch { "access" => _access, "id" => _idToken, "user" => _userId, _ => token };
        (string, string)[] parameters = [("grant_type", TokenEndpoint.TokenExchange), ("subject_token", subject), ("subject_token_type", type)];
        if (parameter.Length > 0)
            parameters = [.. parameters, (parameter.Split('=')[0], parameter.Split('=')[1])];
        return (await _server.TokenAsync(_client, parameters)).Error;
    }

    [Test]
    public async Task Is_not_for_an_application_that_the_first_was_not_meant_for()
    {
        var stranger = _server.Add(_server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.TokenExchange] }) with
        {
            ProjectId = _server.Store.Current.Instance.ZitadelProjectId,
        });
        var answer = await _server.TokenAsync(
            stranger, ("grant_type", TokenEndpoint.TokenExchange), ("subject_token", _access), ("subject_token_type", Type + "access_token"));
        Assert.That(answer.Error, Is.EqualTo("400 invalid_request"));
    }

    [Test]
    public async Task Is_not_for_an_application_without_the_grant()
    {
        var answer = await _server.TokenAsync(_server.AddApplication(), ("grant_type", TokenEndpoint.TokenExchange), ("subject_token", _access));
        Assert.That(answer.Error, Is.EqualTo("400 unauthorized_client"));
    }

    private Task<Answer> ExchangeAsync(string token, string type, params (string Name, string Value)[] parameters) => _server.TokenAsync(
        _client, [("grant_type", TokenEndpoint.TokenExchange), ("subject_token", token), ("subject_token_type", Type + type), .. parameters]);
}
