namespace EmbeddedZitadel.Tests.Api;

/// <summary>What is done twice, or to what is not there.</summary>
internal sealed class States
{
    private const string Unknown = "123456789012345678";

    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Of_a_user_are_left_once()
    {
        var user = await _server.AddPersonAsync("comes.and.goes");
        string[] steps = ["reactivate", "unlock", "deactivate", "deactivate", "lock", "reactivate", "reactivate", "lock", "lock", "unlock", "unlock"];

        Assert.That(await EachAsync(steps.Select(step => ("POST", $"/v2/users/{user}/{step}"))), Is.EqualTo(new[]
        {
            "400 COMMAND-s5qqcz97hf", "400 COMMAND-olb9vb0oca", "200", "400 COMMAND-5gunjw0cd7", "400 COMMAND-lgws8wtsqf", "200", "400 COMMAND-s5qqcz97hf", "200",
            "400 COMMAND-lgws8wtsqf", "200", "400 COMMAND-olb9vb0oca",
        }));
        Assert.That(await EachAsync([("DELETE", $"/v2/users/{user}"), ("DELETE", $"/v2/users/{user}"), ("POST", $"/v2/users/{user}/lock")]),
            Is.EqualTo(new[] { "200", "404 COMMAND-bd4ir1mblj", "404 COMMAND-450yxuqrh1" }));
    }

    [Test]
    public async Task Of_a_project_are_left_once()
    {
        var project = await _server.AddProjectAsync("Comes and goes");
        var v1 = $"/management/v1/projects/{project}";

        Assert.That(await EachAsync([("POST", v1 + "/_reactivate"), ("POST", v1 + "/_deactivate"), ("POST", v1 + "/_deactivate"), ("POST", v1 + "/_reactivate")]),
            Is.EqualTo(new[] { "400 COMMAND-5M9bs", "200", "400 COMMAND-mki55", "200" }));
        var first = await _server.CallAsync("project.v2.ProjectService/DeleteProject", $$"""{"projectId":"{{project}}"}""");
        var second = await _server.CallAsync("project.v2.ProjectService/DeleteProject", $$"""{"projectId":"{{project}}"}""");
        Assert.That((first.Status, second.Status), Is.EqualTo((200, 200)));
    }

    [Test]
    public async Task Of_an_ended_session_are_told_from_one_that_never_was()
    {
        var id = (await _server.SendAsync("POST", "/v2/sessions", "{}")).Text("sessionId");
        await _server.SendAsync("DELETE", $"/v2/sessions/{id}", "{}");

        var ended = await _server.SendAsync("PATCH", $"/v2/sessions/{id}", """{"metadata":{"k":"MQ=="}}""");
        var unknown = await _server.SendAsync("PATCH", $"/v2/sessions/{Unknown}", """{"metadata":{"k":"MQ=="}}""");
        var again = await _server.SendAsync("DELETE", $"/v2/sessions/{id}", "{}");

        Assert.That((ended.Error, unknown.Error, again.Error), Is.EqualTo(("400 COMMAND-Hewfq", "400 COMMAND-Flk38", "200")));
    }

    private async Task<List<string>> EachAsync(IEnumerable<(string Verb, string Path)> requests)
    {
        var errors = new List<string>();
        foreach (var (verb, path) in requests)
            errors.Add((await _server.SendAsync(verb, path, verb == "POST" ? "{}" : null)).Error);
        return errors;
    }
}
