namespace EmbeddedZitadel.Tests.Api;

/// <summary>Requests are read as protocol buffers in JSON are, and held to the limits that the API definition has.</summary>
internal sealed class A_request_in_JSON
{
    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("""{"organization_id":"ORG","name":"snake case"}""")]
    [TestCase("""{"organizationId":"ORG","name":"unknown field","banana":{"a":[1]}}""")]
    [TestCase("""{"organizationId":"ORG","name":"null is not set","projectId":null,"projectRoleAssertion":null}""")]
    [TestCase("""{"organizationId":"ORG","name":"unknown enum","privateLabelingSetting":"BANANA"}""")]
    [TestCase("""{"organizationId":"ORG","name":"enum by number","privateLabelingSetting":2}""")]
    public async Task May_be_spelled_in_many_ways(string json)
    {
        var answer = await _server.CallAsync("project.v2.ProjectService/CreateProject", json.Replace("ORG", _server.OrganizationId, StringComparison.Ordinal));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    [TestCase("""{"name":1}""", "invalid value for string field name")]
    [TestCase("""{"projectRoleAssertion":"yes"}""", "invalid value for bool field")]
    [TestCase("""{"name":"a","name":"b"}""", "duplicate field")]
    [TestCase("""{"organizationId":"a","organization_id":"b"}""", "duplicate field")]
    [TestCase("""["name"]""", "must be a JSON object")]
    [TestCase("""{"name":"\ud800"}""", "surrogate")]
    [TestCase("""{"privateLabelingSetting":{}}""", "invalid value")]
    [TestCase("{", "syntax error")]
    public async Task Is_refused_when_a_type_does_not_fit(string json, string reason)
    {
        var answer = await _server.CallAsync("project.v2.ProjectService/CreateProject", json);

        Assert.That((answer.Status, answer.Text("code")), Is.EqualTo((400, "invalid_argument")));
        Assert.That(answer.Text("message"), Does.Contain(reason));
    }

    [Test]
    public async Task May_set_one_field_of_a_group_only()
    {
        var answer = await _server.CallAsync("user.v2.UserService/CreateUser", """{"human":{},"machine":{}}""");

        Assert.That(answer.Text("message"), Does.Contain("oneof").And.Contain("already set"));
    }

    [TestCase("""{"pagination":{"limit":"5"}}""", ExpectedResult = "5")]
    [TestCase("""{"pagination":{"limit":5.0}}""", ExpectedResult = "5")]
    [TestCase("""{"pagination":{"limit":5e0}}""", ExpectedResult = "5")]
    [TestCase("""{"pagination":{}}""", ExpectedResult = "100")]
    public async Task<string> Has_numbers_as_numbers_or_texts(string json) =>
        (await _server.CallAsync("project.v2.ProjectService/ListProjects", json)).Text("pagination.appliedLimit");

    [TestCase("a", 1, 200)]
    [TestCase("a", 200, 200)]
    [TestCase("a", 201, 400)]
    [TestCase("🦊", 200, 200)]
    [TestCase("🦊", 201, 400)]
    [TestCase("a", 0, 400)]
    public async Task Is_measured_in_runes(string rune, int count, int status)
    {
        var name = string.Concat(Enumerable.Repeat(rune, count));
        var answer = await _server.CallAsync("project.v2.ProjectService/CreateProject", $$"""{"organizationId":"{{_server.OrganizationId}}","name":"{{name}}"}""");

        Assert.That(answer.Status, Is.EqualTo(status), answer.Body);
        if (status == 400)
            Assert.That(answer.Text("message"), Is.EqualTo("invalid CreateProjectRequest.Name: value length must be between 1 and 200 runes, inclusive"));
    }

    [Test]
    public async Task Says_where_in_a_nested_message_a_limit_is_broken()
    {
        var answer = await _server.SendAsync("POST", "/v2/users/human", """{"profile":{"givenName":"A","familyName":""},"email":{"email":"a@b.example"}}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Text("message"), Is.EqualTo("invalid AddHumanUserRequest.Profile: embedded message failed validation | caused by: "
            + "invalid SetHumanProfile.FamilyName: value length must be between 1 and 200 runes, inclusive"));
    }

    [Test]
    public async Task Of_more_than_4_MB_is_too_large_for_v1_only()
    {
        var padding = new string('x', 5 * 1024 * 1024);
        var v1 = await _server.SendAsync("POST", "/management/v1/projects/_search", $$"""{"banana":"{{padding}}"}""");
        var v2 = await _server.SendAsync("POST", "/v2/users", $$"""{"banana":"{{padding}}"}""");

        Assert.That((v1.Status, v1.Text("code"), v2.Status), Is.EqualTo((429, "8", 200)));
    }
}
