using System.Net;
using System.Text;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>
/// The OpenID Foundation's plan oidcc-rp-initiated-logout-certification-test-plan, module by module. ZITADEL's Login V1 asks nobody whether to sign out;
/// where it deviates otherwise, the test's description says how.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Logout_certification_plan
{
    private const string After = "http://localhost:5999/out";
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("id_token_hint={hint}&post_logout_redirect_uri={uri}&state=s", ExpectedResult = "302 {uri}?state=s", TestName = "oidcc-rp-initiated-logout")]
    [TestCase("id_token_hint={hint}&post_logout_redirect_uri={uri}", ExpectedResult = "302 {uri}", TestName = "oidcc-rp-initiated-logout-no-state")]
    [TestCase("id_token_hint={hint}", ExpectedResult = "302 /ui/login/logout/done", TestName = "oidcc-rp-initiated-logout-no-post-logout-redirect-uri")]
    [TestCase("id_token_hint={hint}&state=s", ExpectedResult = "302 /ui/login/logout/done?state=s", TestName = "oidcc-rp-initiated-logout-only-state")]
    [TestCase("", ExpectedResult = "302 /ui/login/logout/done", TestName = "oidcc-rp-initiated-logout-no-params")]
    [TestCase("post_logout_redirect_uri={uri}&state=s", ExpectedResult = "302 /ui/login/logout/done?state=s",
        TestName = "oidcc-rp-initiated-logout-no-id-token-hint")]
    [TestCase("id_token_hint={hint}&post_logout_redirect_uri={uri}/x", ExpectedResult = "400",
        TestName = "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")]
    [TestCase("id_token_hint={hint}&post_logout_redirect_uri={uri}?x=1", ExpectedResult = "400",
        TestName = "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")]
    [TestCase("id_token_hint={unsigned}&post_logout_redirect_uri={uri}", ExpectedResult = "400",
        TestName = "oidcc-rp-initiated-logout-modified-id-token-hint")]
    [TestCase("id_token_hint={forged}&post_logout_redirect_uri={uri}", ExpectedResult = "500", TestName = "oidcc-rp-initiated-logout-bad-id-token-hint",
        Description = "ZITADEL's own 500 for a signature that does not fit")]
    public async Task<string> A_logout_ends_where_the_plan_wants_it(string query)
    {
        var hint = (string)(await _server.TokensAsync(_server.AddPerson(), _server.AddApplication()))["id_token"]!;
        var unsigned = $"{System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes("""{"alg":"none"}"""))}.{hint.Split('.')[1]}.";
        query = query.Replace("{hint}", hint, StringComparison.Ordinal).Replace("{unsigned}", unsigned, StringComparison.Ordinal)
            .Replace("{forged}", hint[..^8] + "AAAAAAAA", StringComparison.Ordinal).Replace("{uri}", After, StringComparison.Ordinal);
        using var response = await _server.Http.GetAsync($"{_server.Issuer}/oidc/v1/end_session?{query}");
        return response.StatusCode == HttpStatusCode.Found
            ? $"302 {response.Headers.Location}".Replace(After, "{uri}", StringComparison.Ordinal)
            : $"{(int)response.StatusCode}";
    }
}
