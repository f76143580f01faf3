using System.Net;
using System.Text;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Every_answer
{
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("localhost", 200)]
    [TestCase("LOCALHOST", 404)]
    [TestCase("127.0.0.1", 404)]
    [TestCase("zitadel.example:443", 404)]
    public async Task Needs_the_host_name_of_the_instance_and_any_port(string host, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, "/oauth/v2/keys", request => request.Headers.Host = host);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [TestCase("localhost", null, "http://localhost")]
    [TestCase("localhost:80", null, "http://localhost:80")]
    [TestCase("localhost:9", "https", "https://localhost:9")]
    public async Task Names_the_issuer_as_the_request_does(string host, string? scheme, string issuer)
    {
        using var response = await SendAsync(HttpMethod.Get, "/.well-known/openid-configuration", request =>
        {
            request.Headers.Host = host;
            if (scheme is not null)
                request.Headers.Add("X-Forwarded-Proto", scheme);
        });
        Assert.That(await response.Content.ReadAsStringAsync(), Does.StartWith($$"""{"issuer":"{{issuer}}","""));
    }

    [TestCase("POST", "authorization,content-type", true)]
    [TestCase("POST", "authorization, content-type", true)]
    [TestCase("GET", "", true)]
    [TestCase("POST", "content-type,authorization", false, Description = "browsers sort them")]
    [TestCase("POST", "Authorization", false, Description = "browsers write them in lower case")]
    [TestCase("POST", "traceparent", false)]
    [TestCase("DELETE", "", false)]
    public async Task To_a_preflight_allows_what_ZITADEL_allows(string method, string headers, bool allowed)
    {
        using var response = await SendAsync(HttpMethod.Options, "/oauth/v2/token", request =>
        {
            request.Headers.Add("Origin", "https://spa.example");
            request.Headers.Add("Access-Control-Request-Method", method);
            request.Headers.Add("Access-Control-Request-Headers", headers);
        });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(allowed));
    }

    [TestCase("/logout/done", "application/json", """{"code":5,"message":"Not Found"}""")]
    [TestCase("/.well-known/oauth-authorization-server", "application/json", """{"code":5,"message":"Not Found"}""")]
    [TestCase("/oauth", "application/json", """{"code":5,"message":"Not Found"}""")]
    [TestCase("/ui/login/nothing-here", "text/plain; charset=utf-8", "404 page not found\n")]
    public async Task To_a_path_that_nothing_serves_is_404(string path, string contentType, string body)
    {
        using var response = await SendAsync(HttpMethod.Get, path, _ => { });
        Assert.That((response.StatusCode, response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.NotFound, contentType, body)));
    }

    [TestCase("/oauth/v2/token/")]
    [TestCase("/OAUTH/v2/token")]
    [TestCase("/oauth/v2")]
    public async Task To_a_path_that_is_not_to_the_letter_is_404(string path)
    {
        using var response = await SendAsync(HttpMethod.Post, path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("a=%zz")]
    [TestCase("grant_type=client_credentials;client_id=1")]
    public async Task To_a_broken_form_is_invalid_request(string form) =>
        Assert.That((await PostAsync("/oauth/v2/token", Encoding.UTF8.GetBytes(form))).Error, Is.EqualTo("400 invalid_request"));

    [Test]
    public async Task To_a_form_within_Gos_limit_reads_all_of_it_and_beyond_refuses()
    {
        var within = Encoding.ASCII.GetBytes("grant_type=banana&a=" + new string('x', 10_400_000));
        var beyond = Encoding.ASCII.GetBytes("grant_type=banana&a=" + new string('x', 11_000_000));
        Assert.That((await PostAsync("/oauth/v2/token", within)).Error, Is.EqualTo("400 unsupported_grant_type"));
        Assert.That((await PostAsync("/oauth/v2/token", beyond)).Error, Is.EqualTo("400 invalid_request"));
    }

    [Test]
    public async Task To_the_first_grant_type_and_the_last_client_of_several()
    {
        var answer = await PostAsync("/oauth/v2/token", "grant_type=refresh_token&grant_type=banana&client_id=&client_id=1"u8.ToArray());
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("400 invalid_client", "no active client not found")));
    }

    [TestCase(60_000, 302)]
    [TestCase(1_200_000, 431)]
    public async Task To_a_long_state_is_the_login_and_to_a_huge_one_431(int length, int status)
    {
        var client = _server.AddApplication();
        using var response = await SendAsync(HttpMethod.Get, "/oauth/v2/authorize?" + OidcServer.Query(
            [("client_id", client.ClientId), ("redirect_uri", OidcServer.RedirectUri), ("response_type", "code"), ("scope", "openid")])
            + "&state=" + new string('s', length));
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    private async Task<Answer> PostAsync(string path, byte[] body)
    {
        using var response = await SendAsync(HttpMethod.Post, path, request =>
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        });
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(method, _server.Issuer + path);
        configure?.Invoke(request);
        return await _server.Http.SendAsync(request);
    }
}
