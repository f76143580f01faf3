namespace EmbeddedZitadel.Tests.Api;

/// <summary>Rights come from the roles of administrators; users without any have them over themselves only, and not all.</summary>
internal sealed class Who_may_do_what
{
    private ApiServer _server = null!;
    private Dictionary<string, string> _tokens = null!;
    private string _person = "";
    private string _self = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new();
        _person = await _server.AddPersonAsync("somebody");
        var nobody = await _server.AddServiceUserAsync("nobody");
        _self = nobody.Id;
        _tokens = new()
        {
            ["instance owner"] = _server.Token,
            ["organisation owner"] = (await _server.AddServiceUserAsync("owner", "ORG_OWNER")).Token,
            ["user manager"] = (await _server.AddServiceUserAsync("manager", "ORG_USER_MANAGER")).Token,
            ["viewer"] = (await _server.AddServiceUserAsync("viewer", "ORG_OWNER_VIEWER")).Token,
            ["nobody"] = nobody.Token,
        };
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("instance owner", 200, "", 200, "", 200)]
    [TestCase("organisation owner", 200, "", 200, "", 200)]
    [TestCase("user manager", 200, "", 403, "AUTH-AWfge", 403)]
    [TestCase("viewer", 403, "AUTH-AWfge", 403, "AUTH-AWfge", 403)]
    [TestCase("nobody", 404, "AUTHZ-cdgFk", 404, "AUTHZ-cdgFk", 404)]
    public async Task By_the_v2_services(string who, int metadata, string metadataError, int project, string projectError, int v1)
    {
        var token = _tokens[who];
        var set = await _server.CallAsync("user.v2.UserService/SetUserMetadata", $$"""{"userId":"{{_person}}","metadata":[{"key":"k","value":"MQ=="}]}""", token);
        var create = await _server.CallAsync("project.v2.ProjectService/CreateProject", $$"""{"organizationId":"{{_server.OrganizationId}}","name":"Of {{who}}"}""", token);
        var createV1 = await _server.SendAsync("POST", "/management/v1/projects", $$"""{"name":"V1 of {{who}}"}""", token);

        Assert.Multiple(() =>
        {
            Assert.That(set.Error, Is.EqualTo($"{metadata} {metadataError}".TrimEnd()));
            Assert.That(create.Error, Is.EqualTo($"{project} {projectError}".TrimEnd()));
            Assert.That(createV1.Status, Is.EqualTo(v1));
            Assert.That(v1 != 403 || createV1.Error == "403 AUTH-5mWD2", createV1.Error);
        });
    }

    [Test]
    public async Task Users_read_their_own_metadata_and_do_not_write_it()
    {
        await _server.CallAsync("user.v2.UserService/SetUserMetadata", $$"""{"userId":"{{_self}}","metadata":[{"key":"mine","value":"MQ=="}]}""");

        var read = await _server.SendAsync("POST", $"/v2/users/{_self}/metadata/search", "{}", _tokens["nobody"]);
        var others = await _server.SendAsync("POST", $"/v2/users/{_person}/metadata/search", "{}", _tokens["nobody"]);
        var written = await _server.SendAsync("POST", $"/v2/users/{_self}/metadata", """{"metadata":[{"key":"mine","value":"Mg=="}]}""", _tokens["nobody"]);
        var deleted = await _server.SendAsync("DELETE", $"/v2/users/{_self}/metadata?keys=mine", null, _tokens["nobody"]);
        var updated = await _server.SendAsync("PATCH", $"/v2/users/{_self}", """{"machine":{"name":"Me"},"metadata":[{"key":"mine","value":"Mg=="}]}""", _tokens["nobody"]);

        Assert.Multiple(() =>
        {
            Assert.That(read.Text("metadata.0.value"), Is.EqualTo("MQ=="));
            Assert.That(others.Json["metadata"], Is.Null);
            Assert.That((written.Error, deleted.Error, updated.Error), Is.EqualTo(("404 AUTHZ-cdgFk", "404 AUTHZ-cdgFk", "404 AUTHZ-cdgFk")));
        });
    }

    [Test]
    public async Task Lists_hold_what_the_caller_may_see()
    {
        var all = await _server.SendAsync("POST", "/v2/users", "{}");
        var own = await _server.SendAsync("POST", "/v2/users", "{}", _tokens["nobody"]);
        var projects = await _server.CallAsync("project.v2.ProjectService/ListProjects", "{}", _tokens["nobody"]);

        Assert.Multiple(() =>
        {
            Assert.That(all.Json["result"]!.AsArray(), Has.Count.GreaterThan(4));
            Assert.That(own.Json["result"]!.AsArray().Select(user => (string?)user!["userId"]), Is.EqualTo(new[] { _self }));
            Assert.That(projects.Json["projects"], Is.Null);
        });
    }

    [Test]
    public async Task Rights_end_with_the_administrator()
    {
        var (id, token) = await _server.AddServiceUserAsync("for.a.while", "ORG_USER_MANAGER");
        var search = "/management/v1/users/_search";
        Assert.That((await _server.SendAsync("POST", search, "{}", token)).Status, Is.EqualTo(200));

        await _server.CallAsync("internal_permission.v2.InternalPermissionService/DeleteAdministrator", $$"""{"userId":"{{id}}","resource":{"organizationId":"{{_server.OrganizationId}}"} }""");

        Assert.That((await _server.SendAsync("POST", search, "{}", token)).Error, Is.EqualTo("404 AUTHZ-cdgFk"));
    }

    [Test]
    public async Task An_owner_of_one_project_has_rights_in_no_other()
    {
        var (mine, other) = (await _server.AddProjectAsync("Mine"), await _server.AddProjectAsync("Other"));
        var (id, token) = await _server.AddServiceUserAsync("project.owner");
        await _server.CallAsync("internal_permission.v2.InternalPermissionService/CreateAdministrator", $$"""{"userId":"{{id}}","resource":{"projectId":"{{mine}}"},"roles":["PROJECT_OWNER"]}""");

        var own = await _server.CallAsync("project.v2.ProjectService/UpdateProject", $$"""{"projectId":"{{mine}}","name":"Still mine"}""", token);
        var foreign = await _server.CallAsync("project.v2.ProjectService/UpdateProject", $$"""{"projectId":"{{other}}","name":"Mine too"}""", token);
        var v1 = await _server.SendAsync("GET", $"/management/v1/projects/{mine}", null, token);

        Assert.That((own.Error, foreign.Error, v1.Status), Is.EqualTo(("200", "403 AUTH-AWfge", 200)));
    }

    [TestCase("", "401")]
    [TestCase("garbage", "401 AUTH-7fs1e")]
    public async Task A_token_is_needed(string token, string error)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/management/v1/orgs/me");
        if (token.Length > 0)
            request.Headers.Authorization = new("Bearer", token);
        using var response = await _server.Http.SendAsync(request);
        var answer = new ApiAnswer((int)response.StatusCode, "application/json", await response.Content.ReadAsStringAsync());

        Assert.That(answer.Error, Is.EqualTo(error));
        Assert.That(response.Headers.GetValues("WWW-Authenticate").Single(), Is.EqualTo(answer.Text("message")));
    }

    [Test]
    public async Task An_organisation_that_is_not_there_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/management/v1/orgs/me");
        request.Headers.Authorization = new("Bearer", _server.Token);
        request.Headers.Add("x-zitadel-orgid", "123");
        using var response = await _server.Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("AUTH-Bs7Ds"));
    }
}
