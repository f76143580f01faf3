using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>
/// What the OpenID Foundation's plan oidcc-basic-certification-test-plan looks at, module by module and named so
/// (https://gitlab.com/openid/conformance-suite). Where ZITADEL deviates, the test's description says how.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Basic_certification_plan
{
    private const string AllScopes = "openid profile email address phone";
    private const string ProfileClaims = "name given_name family_name locale updated_at preferred_username";
    private OidcServer _server = null!;
    private Application _client = null!;
    private User _user = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new OidcServer();
        _client = _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.RefreshToken] });
        _user = _server.AddPerson(person => person with { Human = person.Human! with { Phone = "+41791234567", PhoneVerified = true } });
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase(TestName = "oidcc-server, oidcc-idtoken-signature")]
    public async Task The_ID_token_is_signed_by_a_published_key_and_says_for_whom_it_is()
    {
        using var browser = _server.Browser(_user);
        var tokens = (await _server.ExchangeAsync(_client, await _server.CodeAsync(browser, _client, ("nonce", "n-0S6_WzA2Mj")))).Json;
        using var keys = await _server.Http.GetAsync(_server.Issuer + "/oauth/v2/keys");

        var validated = await new JsonWebTokenHandler().ValidateTokenAsync((string)tokens["id_token"]!, new()
        {
            ValidIssuer = _server.Issuer,
            ValidAudience = _client.ClientId,
            IssuerSigningKeys = new JsonWebKeySet(await keys.Content.ReadAsStringAsync()).GetSigningKeys(),
        });
        Assert.That(validated.IsValid, Is.True, validated.Exception?.Message);
        Assert.That((string[])[(string)validated.Claims["sub"], (string)validated.Claims["nonce"], (string)validated.Claims["azp"]],
            Is.EqualTo((string[])[_user.Id, "n-0S6_WzA2Mj", _client.ClientId]));
    }

    [TestCase("openid", "", TestName = "oidcc-ensure-request-without-nonce-succeeds-for-code-flow")]
    [TestCase("openid profile", ProfileClaims, TestName = "oidcc-scope-profile")]
    [TestCase("openid email", "email email_verified", TestName = "oidcc-scope-email")]
    [TestCase("openid address", "", TestName = "oidcc-scope-address", Description = "ZITADEL has no addresses")]
    [TestCase("openid phone", "phone_number phone_number_verified", TestName = "oidcc-scope-phone")]
    [TestCase(AllScopes, $"{ProfileClaims} email email_verified phone_number phone_number_verified", TestName = "oidcc-scope-all")]
    public async Task Userinfo_has_the_claims_of_the_scope(string scope, string claims)
    {
        var tokens = await _server.TokensAsync(_user, _client, scope);
        var userinfo = (await _server.UserinfoAsync((string)tokens["access_token"]!)).Json.AsObject();
        Assert.That(userinfo.Select(claim => claim.Key), Is.EqualTo($"sub {claims}".Trim().Split(' ')));
        Assert.That(new JsonWebToken((string)tokens["id_token"]!).TryGetPayloadValue<string>("nonce", out _), Is.False);
    }

    [TestCase("display=page", TestName = "oidcc-display-page")]
    [TestCase("display=popup", TestName = "oidcc-display-popup")]
    [TestCase("extra=foobar", TestName = "oidcc-ensure-request-with-unknown-parameter-succeeds")]
    [TestCase("ui_locales=se", TestName = "oidcc-ui-locales")]
    [TestCase("claims_locales=se", TestName = "oidcc-claims-locales")]
    [TestCase("acr_values=1 2", TestName = "oidcc-ensure-request-with-acr-values-succeeds")]
    [TestCase("claims={\"userinfo\":{\"name\":{\"essential\":true}}}", TestName = "oidcc-claims-essential", Description = "ignored")]
    [TestCase("request_uri=https://app.example/r.jwt", TestName = "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
        Description = "ignored")]
    [TestCase("max_age=10000", TestName = "oidcc-max-age-10000")]
    [TestCase("prompt=none", TestName = "oidcc-prompt-none-logged-in")]
    public async Task A_browser_that_is_signed_in_gets_a_code(string parameter)
    {
        using var browser = _server.Browser(_user);
        var code = await _server.CodeAsync(browser, _client, (parameter.Split('=')[0], parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        Assert.That((await _server.ExchangeAsync(_client, code)).Status, Is.EqualTo(200));
    }

    [TestCase(TestName = "oidcc-id-token-hint")]
    public async Task A_hint_names_the_user_among_several()
    {
        var tokens = await _server.TokensAsync(_user, _client);
        using var browser = _server.Browser(_server.AddPerson(), _user);
        var code = await _server.CodeAsync(browser, _client, ("prompt", "none"), ("id_token_hint", (string)tokens["id_token"]!));
        Assert.That(new JsonWebToken((await _server.ExchangeAsync(_client, code)).Text("id_token")).Subject, Is.EqualTo(_user.Id));
    }

    [TestCase(TestName = "oidcc-prompt-none-not-logged-in", Description = "interaction_required, where the standard says login_required")]
    public async Task A_browser_that_is_not_signed_in_gets_an_error_back()
    {
        using var browser = _server.Browser();
        var answer = await _server.AuthorizeAsync(browser, _client, ("prompt", "none"), ("state", "s"));
        Assert.That((OidcServer.Parameter(answer, "error"), OidcServer.Parameter(answer, "state")), Is.EqualTo(("interaction_required", "s")));
    }

    [TestCase("response_type", "", ExpectedResult = "400 invalid_request", TestName = "oidcc-response-type-missing")]
    [TestCase("redirect_uri", "https://elsewhere.example/cb", ExpectedResult = "400 invalid_request", TestName = "oidcc-ensure-registered-redirect-uri")]
    [TestCase("request", "eyJhbGciOiJub25lIn0.eyJyZXNwb25zZV90eXBlIjoiY29kZSJ9.", ExpectedResult = "400 invalid_request",
        TestName = "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")]
    [TestCase("request", "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwOi8vbG9jYWxob3N0OjU5OTkvc2lnbmluLW9pZGMifQ.", ExpectedResult = "400 invalid_request",
        TestName = "oidcc-ensure-request-object-with-redirect-uri")]
    public async Task<string> What_is_wrong_is_said_in_the_browser_and_not_redirected(string name, string value)
    {
        using var response = await _server.Http.GetAsync(Address((name, value)));
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync()).Error;
    }

    [TestCase(TestName = "oidcc-ensure-post-request-succeeds")]
    public async Task A_request_may_be_posted()
    {
        using var form = new StringContent(new Uri(Address()).Query.TrimStart('?'), null, "application/x-www-form-urlencoded");
        using var response = await _server.Http.PostAsync(_server.Issuer + "/oauth/v2/authorize", form);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(response.Headers.Location!.ToString(), Does.StartWith("/ui/login/login?authRequestID="));
    }

    [TestCase(TestName = "oidcc-server-client-secret-post")]
    public async Task The_secret_may_be_posted()
    {
        using var browser = _server.Browser(_user);
        var answer = await _server.TokenAsync(null, ("grant_type", "authorization_code"), ("code", await _server.CodeAsync(browser, _client)),
            ("redirect_uri", OidcServer.RedirectUri), ("client_id", _client.ClientId), ("client_secret", _client.ClientId));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    [TestCase(TestName = "oidcc-codereuse, oidcc-codereuse-30seconds", Description = "404 invalid_request for invalid_grant, and the first tokens live on")]
    public async Task A_code_is_good_once()
    {
        using var browser = _server.Browser(_user);
        var code = await _server.CodeAsync(browser, _client);
        var first = await _server.ExchangeAsync(_client, code);
        Assert.That((await _server.ExchangeAsync(_client, code)).Error, Is.EqualTo("404 invalid_request"));
        Assert.That((await _server.UserinfoAsync(first.Text("access_token"))).Status, Is.EqualTo(200));
    }

    [TestCase(TestName = "oidcc-refresh-token")]
    public async Task A_refresh_token_is_bound_to_its_client()
    {
        var stranger = _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.RefreshToken] });
        var tokens = await _server.TokensAsync(_user, _client, "openid offline_access");
        (string, string)[] refresh = [("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!)];

        Assert.That((await _server.TokenAsync(stranger, refresh)).Error, Is.EqualTo("400 invalid_client"));
        var refreshed = new JsonWebToken((await _server.TokenAsync(_client, refresh)).Text("id_token"));
        var first = new JsonWebToken((string)tokens["id_token"]!);
        Assert.That((refreshed.Issuer, refreshed.Subject, refreshed.GetPayloadValue<long>("auth_time")),
            Is.EqualTo((first.Issuer, first.Subject, first.GetPayloadValue<long>("auth_time"))));
    }

    [TestCase(TestName = "oidcc-ensure-request-with-valid-pkce-succeeds")]
    public async Task A_verifier_proves_who_asked()
    {
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        using var browser = _server.Browser(_user);
        var code = await _server.CodeAsync(browser, _client, ("code_challenge", challenge), ("code_challenge_method", "S256"));
        Assert.That((await _server.ExchangeAsync(_client, code, ("code_verifier", verifier + "x"))).Error, Is.EqualTo("400 invalid_grant"));
        Assert.That((await _server.ExchangeAsync(_client, code, ("code_verifier", verifier))).Status, Is.EqualTo(200));
    }

    private string Address(params (string Name, string Value)[] parameters) => $"{_server.Issuer}/oauth/v2/authorize?" + OidcServer.Query(
        [("client_id", _client.ClientId), ("redirect_uri", OidcServer.RedirectUri), ("response_type", "code"), ("scope", "openid"), .. parameters]);
}
