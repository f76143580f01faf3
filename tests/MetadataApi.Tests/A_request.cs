namespace MetadataApi.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class A_request
{
    [TestCase(null, "Bearer")]
    [TestCase("MTIzNA==", "Basic")]
    [TestCase("", "Bearer")]
    public async Task Without_a_bearer_token_is_told_what_to_send(string? credentials, string scheme)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);

        var answer = await api.GetAsync(credentials, scheme: scheme);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(401));
            Assert.That(answer.WwwAuthenticate, Is.EqualTo("Bearer"), "no error code: RFC 6750 section 3.1");
            Assert.That(answer.ContentType, Is.EqualTo("application/problem+json"));
            Assert.That(answer.Detail, Does.Contain("Authorization: Bearer"));
        }
    }

    [Test]
    public async Task With_a_token_in_the_query_is_not_authenticated()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);

        Assert.That((await api.GetAsync(null, "/metadata?access_token=" + issuer.Jwt())).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task For_a_page_that_is_not_there_gets_a_problem()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);

        var answer = await api.GetAsync(null, "/nothing");

        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((404, "application/problem+json")));
    }

    [TestCase("a.b.c")]
    [TestCase("opaque")]
    public async Task Gets_503_while_the_issuer_is_down(string token)
    {
        var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);
        await issuer.DisposeAsync();

        var answer = await api.GetAsync(token);

        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((503, "application/problem+json")));
    }

    [TestCase("a.b.c")]
    [TestCase("opaque")]
    public async Task Gets_503_while_the_issuer_calls_itself_something_else(string token)
    {
        await using var issuer = await Issuer.StartAsync();
        issuer.CallsItself = "https://elsewhere.example";
        await using var api = new Api(issuer);

        Assert.That((await api.GetAsync(token)).Status, Is.EqualTo(503));
    }

    [Test]
    public async Task For_the_description_in_Development_finds_the_endpoint_and_its_security_and_a_page_that_needs_no_network()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);

        var document = (await api.GetAsync(null, "/openapi/v1.json")).Body;
        var page = await api.Client.GetStringAsync("/");

        using (Assert.EnterMultipleScope())
        {
            var operation = document.GetProperty("paths").GetProperty("/metadata").GetProperty("get");
            Assert.That(operation.GetProperty("security").GetRawText(), Does.Contain("bearer"));
            Assert.That(operation.GetProperty("responses").EnumerateObject().Select(response => response.Name), Is.EquivalentTo(["200", "401", "403", "503"]));
            Assert.That(document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString(), Is.EqualTo("bearer"));
            Assert.That(page, Does.Contain("scalar"));
            Assert.That(page, Does.Not.Match("(src|href)=\"https?://"));
        }
    }

    [TestCase("eu", "eu")]
    [TestCase("", null)]
    public async Task Is_told_which_region_answers_whatever_the_answer_is(string region, string? header)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer, settings: new() { ["MetadataApi:Region"] = region });

        Assert.That((await api.GetAsync(issuer.Jwt())).Region, Is.EqualTo(header));
        Assert.That((await api.GetAsync(null)).Region, Is.EqualTo(header), "401");
        Assert.That((await api.GetAsync(null, "/nothing")).Region, Is.EqualTo(header), "404");
        await issuer.DisposeAsync();
        Assert.That((await api.GetAsync("opaque")).Region, Is.EqualTo(header), "503, from the exception handler");
    }
}
