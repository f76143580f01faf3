using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedZitadel.Tests.Api;

/// <summary>The three ways in which ZITADEL's SDKs say who they are: personal access token, client credentials, private key.</summary>
internal sealed class A_service_user
{
    private const string ApiAudience = "openid urn:zitadel:iam:org:project:id:zitadel:aud";

    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Calls_the_API_with_a_personal_access_token_until_it_is_removed()
    {
        var (id, token) = await _server.AddServiceUserAsync("pat");
        Assert.That(await NameAsync(token), Is.EqualTo("pat"));

        var tokens = await _server.SendAsync("POST", "/v2/users/pats/search", $$$"""{"filters":[{"userIdFilter":{"id":"{{{id}}}"}}]}""");
        await _server.SendAsync("DELETE", $"/v2/users/{id}/pats/{tokens.Text("result.0.id")}");

        Assert.That(await NameAsync(token), Is.EqualTo("401 AUTH-7fs1e"));
    }

    [TestCase("ACCESS_TOKEN_TYPE_BEARER", 5)]
    [TestCase("ACCESS_TOKEN_TYPE_JWT", 3)]
    public async Task Calls_the_API_with_client_credentials(string tokenType, int parts)
    {
        var id = (await _server.SendAsync("POST", "/management/v1/users/machine", $$"""{"userName":"cc.{{parts}}","name":"CC","accessTokenType":"{{tokenType}}"}""")).Text("userId");
        var secret = await _server.SendAsync("PUT", $"/management/v1/users/{id}/secret", "{}");

        var token = await TokenAsync(
            ("grant_type", "client_credentials"), ("scope", ApiAudience), ("client_id", secret.Text("clientId")), ("client_secret", secret.Text("clientSecret")));

        Assert.That(token.Split('.'), Has.Length.EqualTo(parts));
        Assert.That(await NameAsync(token), Is.EqualTo($"cc.{parts}"));
    }

    [Test]
    public async Task That_manages_users_reads_what_a_password_needs()
    {
        var (_, nobody) = await _server.AddServiceUserAsync("no.rights");
        var (_, token) = await _server.AddServiceUserAsync("user.manager", "ORG_USER_MANAGER");

        var rest = await _server.SendAsync("GET", "/v2/settings/password/complexity", token: token);
        var connect = await _server.CallAsync("settings.v2.SettingsService/GetPasswordComplexitySettings", """{"ctx":{"instance":true}}""");

        Assert.That((await _server.SendAsync("GET", "/v2/settings/password/complexity", token: nobody)).Error, Is.EqualTo("404 AUTHZ-cdgFk"));
        Assert.That(rest.Text("settings.minLength"), Is.EqualTo("8"));
        Assert.That(rest.Json["settings"]!.ToJsonString(), Is.EqualTo(connect.Json["settings"]!.ToJsonString()));
    }

    [Test]
    public async Task Needs_the_audience_of_the_API_in_its_token()
    {
        var (id, _) = await _server.AddServiceUserAsync("no.audience");
        var secret = (await _server.CallAsync("user.v2.UserService/AddSecret", $$"""{"userId":"{{id}}"}""")).Text("clientSecret");

        var token = await TokenAsync(("grant_type", "client_credentials"), ("scope", "openid"), ("client_id", "no.audience"), ("client_secret", secret));

        Assert.That(await NameAsync(token), Is.EqualTo("401 AUTH-7fs1e"));
    }

    [Test]
    public async Task Calls_the_API_with_a_private_key()
    {
        var (id, _) = await _server.AddServiceUserAsync("key");
        var added = await _server.CallAsync("user.v2.UserService/AddKey", $$"""{"userId":"{{id}}","expirationDate":"2090-01-01T00:00:00Z"}""");
        var file = JsonNode.Parse(Convert.FromBase64String(added.Text("keyContent")))!;
        Assert.That(((string?)file["type"], (string?)file["userId"], (string?)file["keyId"]), Is.EqualTo(("serviceaccount", id, added.Text("keyId"))));

        using var rsa = RSA.Create();
        rsa.ImportFromPem((string)file["key"]!);
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = id,
            Audience = _server.Http.BaseAddress!.ToString().TrimEnd('/'),
            IssuedAt = DateTime.UtcNow.AddSeconds(-1),
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = id },
            SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = (string)file["keyId"]!, CryptoProviderFactory = new() { CacheSignatureProviders = false } }, "RS256"),
        });
        var token = await TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("scope", ApiAudience), ("assertion", assertion));

        Assert.That(await NameAsync(token), Is.EqualTo("key"));
    }

    [TestCase("AddSecret", "400 COMMAND-x8910n")]
    [TestCase("AddKey", "400 COMMAND-bnipwm1")]
    [TestCase("AddPersonalAccessToken", "400 COMMAND-Df2f1")]
    public async Task Is_no_person(string method, string error)
    {
        var person = await _server.AddPersonAsync("person." + method);

        Assert.That((await _server.CallAsync("user.v2.UserService/" + method, $$"""{"userId":"{{person}}"}""")).Error, Is.EqualTo(error));
    }

    private async Task<string> NameAsync(string token)
    {
        var answer = await _server.SendAsync("GET", "/auth/v1/users/me", null, token);
        return answer.Status == 200 ? answer.Text("user.userName") : answer.Error;
    }

    private async Task<string> TokenAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _server.Http.PostAsync("/oauth/v2/token", content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), body);
        return (string)JsonNode.Parse(body)!["access_token"]!;
    }
}
