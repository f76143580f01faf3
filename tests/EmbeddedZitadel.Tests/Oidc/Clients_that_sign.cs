using System.Security.Cryptography;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Clients_that_sign
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private readonly RSA _rsa = RSA.Create(2048);
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop()
    {
        _server.Dispose();
        _rsa.Dispose();
    }

    [Test]
    public async Task Exchange_a_code_by_private_key_jwt()
    {
        var client = SigningClient();
        using var browser = _server.Browser(_server.AddPerson());
        var code = await _server.CodeAsync(browser, client);

        var answer = await _server.TokenAsync(null, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", OidcServer.RedirectUri),
            ("client_assertion_type", AssertionType), ("client_assertion", Assertion(client.ClientId, client.Id)));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    [TestCase(0, 60, true, true, ExpectedResult = "400 invalid_request", Description = "signed well; only the code is garbage")]
    [TestCase(-3599, 60, true, true, ExpectedResult = "400 invalid_request")]
    [TestCase(-3601, 60, true, true, ExpectedResult = "400 invalid_client")]
    [TestCase(5, 60, true, true, ExpectedResult = "400 invalid_client")]
    [TestCase(-10, -5, true, true, ExpectedResult = "400 invalid_client")]
    [TestCase(0, 60, false, true, ExpectedResult = "400 invalid_client", Description = "another issuer")]
    [TestCase(0, 60, true, false, ExpectedResult = "400 invalid_client", Description = "no kid")]
    public async Task<string> Are_believed_for_an_hour(int issued, int expires, bool rightAudience, bool withKey)
    {
        var client = SigningClient();
        var assertion = Assertion(client.ClientId, withKey ? client.Id : null, issued, expires, rightAudience ? null : "http://elsewhere");
        return (await _server.TokenAsync(null, ("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "x"),
            ("client_assertion_type", AssertionType), ("client_assertion", assertion))).Error;
    }

    [Test]
    public async Task Introspect_and_get_unauthorized_client_when_they_sign_wrongly()
    {
        var client = SigningClient();
        var good = await IntrospectAsync(Assertion(client.ClientId, client.Id));
        var bad = await IntrospectAsync(Assertion(client.ClientId, "0"));
        var wrongType = await _server.PostAsync("/oauth/v2/introspect", null, ("token", "x"), ("client_assertion_type", "x"), ("client_assertion", "x"));
        Assert.That((good.Body, bad.Error, wrongType.Error), Is.EqualTo(("""{"active":false}""", "400 unauthorized_client", "400 invalid_request")));
    }

    [Test]
    public async Task As_service_users_get_tokens_by_their_keys()
    {
        var robot = AddRobot(robot => robot with { Keys = [Key(robot.Id)] });
        var answer = await _server.TokenAsync(null, ("grant_type", TokenEndpoint.JwtBearer), ("scope", "openid profile urn:zitadel:iam:org:project:id:7:aud"),
            ("assertion", Assertion(robot.Id, robot.Id)));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var idToken = new JsonWebToken(answer.Text("id_token"));
        Assert.Multiple(async () =>
        {
            Assert.That(idToken.ValidTo, Is.EqualTo(idToken.IssuedAt), "it ends as it begins");
            Assert.That(idToken.TryGetPayloadValue<object>("amr", out _), Is.False);
            Assert.That(idToken.Audiences, Is.EquivalentTo((string[])["7", robot.Username]));
            Assert.That((await _server.UserinfoAsync(answer.Text("access_token"))).Text("preferred_username"), Is.EqualTo(robot.Username));
        });
    }

    [Test]
    public async Task And_people_have_no_secret()
    {
        var answer = await _server.TokenAsync(null,
            ("grant_type", "client_credentials"), ("client_id", _server.AddPerson().Username), ("client_secret", OidcServer.Password), ("scope", "openid"));
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("400 invalid_request", "Errors.User.Machine.Secret.NotExisting")));
    }

    [TestCase("right", "openid", ExpectedResult = "200 ")]
    [TestCase("wrong", "openid", ExpectedResult = "400 invalid_request Errors.User.Machine.Secret.Invalid")]
    [TestCase("right", null, ExpectedResult = "400 invalid_request The scope")]
    public async Task<string> As_service_users_get_tokens_by_their_secrets(string secret, string? scope)
    {
        var robot = AddRobot(robot => robot with { Machine = robot.Machine! with { Secret = SecretHash.Of("right") } });
        (string, string)[] parameters = [("grant_type", "client_credentials"), ("client_id", robot.Username), ("client_secret", secret)];
        var answer = await _server.TokenAsync(null, scope is null ? parameters : [.. parameters, ("scope", scope)]);
        var description = answer.Text("error_description");
        return answer.Status == 200 ? "200 " : $"{answer.Error} {(description.StartsWith("The scope", StringComparison.Ordinal) ? "The scope" : description)}";
    }

    private Task<Answer> IntrospectAsync(string assertion) => _server.PostAsync(
        "/oauth/v2/introspect", null, ("token", "x"), ("client_assertion_type", AssertionType), ("client_assertion", assertion));

    private Application SigningClient()
    {
        var client = _server.AddApplication(oidc => oidc with { AuthMethod = OidcAuthMethod.PrivateKeyJwt });
        return _server.Add(client with { Secret = null, Keys = [Key(client.Id)] });
    }

    private User AddRobot(Func<User, User> configure) => _server.AddPerson(person => configure(person with
    {
        Username = "robot." + person.Id,
        Human = null,
        Machine = new Machine { Name = "Robot" },
    }));

    private PublicKey Key(string id) => new(id, _server.Project.Details, DateTimeOffset.MaxValue, _rsa.ExportSubjectPublicKeyInfoPem());

    private string Assertion(string subject, string? key, int issued = 0, int expires = 60, string? audience = null)
    {
        var now = _server.Clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = $$"""{"iss":"{{subject}}","sub":"{{subject}}","aud":["{{audience ?? _server.Issuer}}"],"iat":{{now + issued}},"exp":{{now + expires}}}""";
        return new JsonWebTokenHandler().CreateToken(payload, new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = key }, "RS256"));
    }
}
