namespace EmbeddedZitadel.Tests.Api;

/// <summary>Lists are filtered, sorted and paged.</summary>
internal sealed class A_list
{
    private ApiServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new();
        foreach (var name in new[] { "anna", "Bert", "carl" })
            await _server.AddPersonAsync(name);
        await _server.AddServiceUserAsync("robot");
        var anna = await UserIdAsync("anna");
        await _server.SendAsync("POST", $"/v2/users/{anna}/metadata", """{"metadata":[{"key":"region","value":"ZXU="}]}""");
        await _server.SendAsync("POST", $"/v2/users/{await UserIdAsync("carl")}/lock", "{}");
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("""{"userNameQuery":{"userName":"anna"}}""", "anna")]
    [TestCase("""{"userNameQuery":{"userName":"ANNA"}}""", "")]
    [TestCase("""{"userNameQuery":{"userName":"ANNA","method":"TEXT_QUERY_METHOD_EQUALS_IGNORE_CASE"}}""", "anna")]
    [TestCase("""{"loginNameQuery":{"loginName":"ar","method":"TEXT_QUERY_METHOD_CONTAINS"}}""", "carl")]
    [TestCase("""{"loginNameQuery":{"loginName":"b","method":"TEXT_QUERY_METHOD_STARTS_WITH_IGNORE_CASE"}}""", "Bert")]
    [TestCase("""{"emailQuery":{"emailAddress":"carl@acme.example"}}""", "carl")]
    [TestCase("""{"inUserEmailsQuery":{"userEmails":["carl@acme.example","anna@acme.example"]}}""", "carl anna")]
    [TestCase("""{"stateQuery":{"state":"USER_STATE_LOCKED"}}""", "carl")]
    [TestCase("""{"andQuery":{"queries":[{"typeQuery":{"type":"TYPE_MACHINE"}},{"notQuery":{"query":{"loginNameQuery":{"loginName":"setup"}}}}]}}""", "robot")]
    [TestCase("""{"orQuery":{"queries":[{"loginNameQuery":{"loginName":"carl"}},{"loginNameQuery":{"loginName":"robot"}}]}}""", "robot carl")]
    [TestCase("""{"metadataKeyFilter":{"key":"region"}}""", "anna")]
    [TestCase("""{"metadataValueFilter":{"value":"ZXU="}}""", "anna")]
    [TestCase("""{"firstNameQuery":{"firstName":"Nobody"}}""", "")]
    public async Task Of_users_is_filtered(string query, string users) => Assert.That(await UsersAsync($$"""{"queries":[{{query}}]}"""), Is.EqualTo(users));

    [TestCase(20, "200")]
    [TestCase(21, "400 USER-zsQ97")]
    [TestCase(100, "400 USER-zsQ97")]
    public async Task Of_users_takes_queries_that_are_nested_20_deep(int depth, string outcome)
    {
        var query = """{"loginNameQuery":{"loginName":"anna"}}""";
        for (var i = 0; i < depth; i++)
            query = $$"""{"orQuery":{"queries":[{{query}}]} }""";

        Assert.That((await _server.SendAsync("POST", "/v2/users", $$"""{"queries":[{{query}}]}""")).Error, Is.EqualTo(outcome));
    }

    [Test]
    public async Task Comes_newest_first_unless_asked_otherwise()
    {
        const string People = """{"orQuery":{"queries":[{"loginNameQuery":{"loginName":"anna"}},{"loginNameQuery":{"loginName":"Bert"}},{"loginNameQuery":{"loginName":"carl"}}]}}""";

        Assert.Multiple(async () =>
        {
            Assert.That(await UsersAsync($$"""{"queries":[{{People}}]}"""), Is.EqualTo("carl Bert anna"));
            Assert.That(await UsersAsync($$"""{"query":{"asc":true},"queries":[{{People}}]}"""), Is.EqualTo("anna Bert carl"));
            Assert.That(await UsersAsync($$"""{"query":{"asc":true,"offset":"1","limit":1},"queries":[{{People}}]}"""), Is.EqualTo("Bert"));
            Assert.That(await UsersAsync($$"""{"query":{"offset":"18446744073709551615"},"queries":[{{People}}]}"""), Is.Empty);
            Assert.That(await UsersAsync($$"""{"query":{"asc":true},"sortingColumn":"USER_FIELD_NAME_STATE","queries":[{{People}}]}"""), Does.EndWith("carl"));
        });
    }

    [Test]
    public async Task Counts_all_that_fit_and_not_the_page()
    {
        var answer = await _server.SendAsync("POST", "/v2/users", """{"query":{"limit":1}}""");

        Assert.That(answer.Json["result"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(int.Parse(answer.Text("details.totalResult"), System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(4));
    }

    [TestCase(1000, "200")]
    [TestCase(1001, "400 QUERY-4M0fs")]
    public async Task Gives_1000_rows_at_most(int limit, string outcome) =>
        Assert.That((await _server.CallAsync("project.v2.ProjectService/ListProjects", $$"""{"pagination":{"limit":{{limit}}} }""")).Error, Is.EqualTo(outcome));

    private async Task<string> UsersAsync(string json) =>
        string.Join(' ', ((await _server.SendAsync("POST", "/v2/users", json)).Json["result"]?.AsArray() ?? []).Select(user => (string?)user!["username"]));

    private async Task<string> UserIdAsync(string name) =>
        (await _server.SendAsync("POST", "/v2/users", $$"""{"queries":[{"loginNameQuery":{"loginName":"{{name}}"} }]}""")).Text("result.0.userId");
}
