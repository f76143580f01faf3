namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>
/// OpenID Connect Core §5.3, as ZITADEL has it; of the OpenID Foundation's plan the modules oidcc-userinfo-get, -post-header and -post-body.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Userinfo
{
    private OidcServer _server = null!;
    private string _token = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new OidcServer();
        _token = (string)(await _server.TokensAsync(_server.AddPerson(), _server.AddApplication()))["access_token"]!;
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("Bearer {token}", "", ExpectedResult = "200 ")]
    [TestCase(null, "access_token={token}", ExpectedResult = "200 ")]
    [TestCase("Basic eDp5", "access_token={token}", ExpectedResult = "200 ", Description = "another scheme is as good as no header")]
    [TestCase("Bearer garbage", "access_token={token}", ExpectedResult = "401 access_denied", Description = "the header wins")]
    [TestCase(null, "access_token=garbage&access_token={token}", ExpectedResult = "200 ", Description = "the last one wins")]
    [TestCase("bearer {token}", "", ExpectedResult = "401 invalid_request")]
    [TestCase("Bearer ", "", ExpectedResult = "401 invalid_request")]
    [TestCase("Bearer {token}", "a=%zz", ExpectedResult = "400 invalid_request")]
    [TestCase(null, "", ExpectedResult = "401 invalid_request")]
    public async Task<string> Takes_its_token_from_the_header_or_the_form(string? header, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Issuer + "/oidc/v1/userinfo");
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header.Replace("{token}", _token, StringComparison.Ordinal));
        request.Content = new StringContent(form.Replace("{token}", _token, StringComparison.Ordinal), null, "application/x-www-form-urlencoded");
        return (await _server.SendAsync(request)).Error;
    }

    [Test]
    public async Task Answers_every_method([Values("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")] string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _server.Issuer + "/oidc/v1/userinfo");
        request.Headers.Authorization = new("Bearer", _token);
        var answer = await _server.SendAsync(request);
        Assert.That((answer.Status, answer.Body.Length > 0), Is.EqualTo((200, method != "HEAD")));
    }
}
