namespace EmbeddedZitadel.Tests.Api;

/// <summary>Metadata: any key, any bytes, by v1 and v2 alike.</summary>
internal sealed class Metadata_of_a_user
{
    private ApiServer _server = null!;
    private string _user = "";

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [SetUp]
    public async Task AddUser() => _user = await _server.AddPersonAsync("u" + Guid.NewGuid().ToString("N"));

    [TestCase("plain")]
    [TestCase("with blank")]
    [TestCase("slash/and:colon?#%+")]
    [TestCase("Ключ 鍵 🦊")]
    [TestCase("_bulk")]
    [TestCase("a.b[0]")]
    public async Task Has_any_key(string key)
    {
        var set = await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", $$"""{"metadata":[{"key":"{{key}}","value":"MTIzNA=="}]}""");
        var v1 = await _server.SendAsync("POST", $"/management/v1/users/{_user}/metadata/_search", "{}");

        Assert.That(set.Status, Is.EqualTo(200), set.Body);
        Assert.That((v1.Text("result.0.key"), v1.Text("result.0.value")), Is.EqualTo((key, "MTIzNA==")));
    }

    [TestCase("a b", "a%20b")]
    [TestCase("a:b?c#d+e", "a:b%3Fc%23d+e")]
    [TestCase("a%2Fb", "a%252Fb")]
    public async Task Has_keys_in_the_path_decoded_once(string key, string path)
    {
        var set = await _server.SendAsync("POST", $"/management/v1/users/{_user}/metadata/{path}", """{"value":"MQ=="}""");

        Assert.That(set.Status, Is.EqualTo(200), set.Body);
        Assert.That((await _server.SendAsync("POST", $"/v2/users/{_user}/metadata/search", "{}")).Text("metadata.0.key"), Is.EqualTo(key));
    }

    [TestCase("a%2Fb", 404)]
    [TestCase("a/b", 404)]
    [TestCase("%C3%BC", 500)]
    public async Task Has_no_slash_and_no_other_alphabet_in_the_path(string path, int status) =>
        Assert.That((await _server.SendAsync("POST", $"/management/v1/users/{_user}/metadata/{path}", """{"value":"MQ=="}""")).Status, Is.EqualTo(status));

    [TestCase("-_8", "+/8=")]
    [TestCase("+/8", "+/8=")]
    [TestCase("QQ", "QQ==")]
    public async Task Takes_every_base64_and_gives_the_standard_one(string sent, string read)
    {
        await _server.SendAsync("POST", $"/management/v1/users/{_user}/metadata/k", $$"""{"value":"{{sent}}"}""");

        Assert.That((await _server.SendAsync("GET", $"/management/v1/users/{_user}/metadata/k")).Text("metadata.value"), Is.EqualTo(read));
    }

    [TestCase("POST", "/v2/users/{0}/metadata", """{"metadata":[]}""", "400 META-9mm2d")]
    [TestCase("POST", "/v2/users/1/metadata", """{"metadata":[{"key":"k","value":"MQ=="}]}""", "400 COMMAND-uXHNj")]
    [TestCase("POST", "/v2/users/{0}/metadata", """{"metadata":[{"key":"","value":"MQ=="}]}""", "400")]
    [TestCase("POST", "/v2/users/{0}/metadata", """{"metadata":[{"key":"\u0000","value":"MQ=="}]}""", "500")]
    [TestCase("POST", "/management/v1/users/{0}/metadata/k", """{"value":""}""", "400")]
    [TestCase("DELETE", "/management/v1/users/{0}/metadata/nope", null, "404 META-ncnw3")]
    [TestCase("DELETE", "/v2/users/{0}/metadata?keys=nope", null, "404 META-2nnds")]
    [TestCase("GET", "/management/v1/users/{0}/metadata/nope", null, "404 QUERY-Rgh32")]
    public async Task Is_refused_as_ZITADEL_refuses_it(string verb, string path, string? json, string error) =>
        Assert.That((await _server.SendAsync(verb, path.Replace("{0}", _user, StringComparison.Ordinal), json)).Error, Is.EqualTo(error));

    [Test]
    public async Task Is_set_and_removed_all_or_nothing()
    {
        await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", """{"metadata":[{"key":"a","value":"MQ=="},{"key":"b","value":"MQ=="}]}""");

        var removal = await _server.SendAsync("DELETE", $"/v2/users/{_user}/metadata?keys=a&keys=nope");

        Assert.That(removal.Error, Is.EqualTo("404 META-2nnds"));
        Assert.That((await _server.SendAsync("POST", $"/v2/users/{_user}/metadata/search", "{}")).Text("pagination.totalResult"), Is.EqualTo("2"));
    }

    [Test]
    public async Task Keeps_its_date_when_the_same_value_is_set_again()
    {
        await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", """{"metadata":[{"key":"a","value":"MQ=="}]}""");
        var before = await _server.SendAsync("POST", $"/v2/users/{_user}/metadata/search", "{}");
        await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", """{"metadata":[{"key":"a","value":"MQ=="}]}""");

        Assert.That((await _server.SendAsync("POST", $"/v2/users/{_user}/metadata/search", "{}")).Body, Is.EqualTo(before.Body));
    }

    [Test]
    public async Task Is_removed_by_an_empty_value_in_v2()
    {
        await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", """{"metadata":[{"key":"a","value":"MQ=="}]}""");
        await _server.SendAsync("POST", $"/v2/users/{_user}/metadata", """{"metadata":[{"key":"a","value":""}]}""");

        Assert.That((await _server.SendAsync("POST", $"/v2/users/{_user}/metadata/search", "{}")).Json["metadata"], Is.Null);
    }
}
