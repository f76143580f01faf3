namespace EmbeddedZitadel.Tests.Api;

/// <summary>Logins without pages, and the keys that sign tokens.</summary>
internal sealed class Sessions_and_keys
{
    private ApiServer _server = null!;
    private string _person = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new();
        _person = await _server.AddPersonAsync("wile.coyote");
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task A_session_grows_check_by_check_and_gets_a_new_token_each_time()
    {
        var created = await _server.SendAsync("POST", "/v2/sessions", """{"checks":{"user":{"loginName":"WILE.coyote"}},"metadata":{"k":"MQ=="},"lifetime":"60s"}""");
        Assert.That(created.Status, Is.EqualTo(201), created.Body);
        var id = created.Text("sessionId");

        var set = await _server.SendAsync("PATCH", $"/v2/sessions/{id}", """{"checks":{"password":{"password":"Password1!"}},"metadata":{"k":"","l":"Mg=="}}""");
        var read = await _server.SendAsync("GET", $"/v2/sessions/{id}?sessionToken={set.Text("sessionToken")}");
        var old = await _server.SendAsync("GET", $"/v2/sessions/{id}?session_token={created.Text("sessionToken")}");

        Assert.Multiple(() =>
        {
            Assert.That(read.Text("session.factors.user.id"), Is.EqualTo(_person));
            Assert.That(read.Text("session.factors.password.verifiedAt"), Is.Not.Empty);
            Assert.That(read.Text("session.expirationDate"), Is.Not.Empty);
            Assert.That(read.Json["session"]!["metadata"]!.ToJsonString(), Is.EqualTo("""{"l":"Mg=="}"""));
            Assert.That(old.Error, Is.EqualTo("403 QUERY-dsfr3"));
        });
    }

    [TestCase("""{"checks":{"user":{"loginName":"nobody"}}}""", "404 QUERY-Dfbg2")]
    [TestCase("""{"checks":{"user":{"loginName":"wile.coyote@acme.example"}}}""", "404 QUERY-Dfbg2")]
    [TestCase("""{"checks":{"password":{"password":"Password1!"}}}""", "400 COMMAND-Sfw3f")]
    [TestCase("""{"checks":{"user":{"loginName":"wile.coyote"},"totp":{"code":"123456"}}}""", "501")]
    [TestCase("""{"checks":{"user":{}}}""", "501 SESSION-d3b4g0")]
    [TestCase("""{"lifetime":"-1s"}""", "400")]
    [TestCase("""{"lifetime":"0s"}""", "400")]
    public async Task A_session_is_refused(string json, string error) => Assert.That((await _server.SendAsync("POST", "/v2/sessions", json)).Error, Is.EqualTo(error));

    [Test]
    public async Task Wrong_passwords_are_counted()
    {
        await _server.AddPersonAsync("forgetful");
        const string Wrong = """{"checks":{"user":{"loginName":"forgetful"},"password":{"password":"wrong"}}}""";
        await _server.SendAsync("POST", "/v2/sessions", Wrong);

        var second = await _server.SendAsync("POST", "/v2/sessions", Wrong);

        Assert.That((second.Error, second.Text("details.0.failedAttempts")), Is.EqualTo(("400 COMMAND-3M0fs", "2")));
    }

    [Test]
    public async Task Sessions_are_found_by_user_and_creator_and_end_once()
    {
        var somebody = await _server.AddPersonAsync("somebody.else");
        var id = (await _server.SendAsync("POST", "/v2/sessions", $$$"""{"checks":{"user":{"userId":"{{{somebody}}}"} } }""")).Text("sessionId");

        var byUser = await _server.SendAsync("POST", "/v2/sessions/search", $$$"""{"queries":[{"userIdQuery":{"id":"{{{somebody}}}"}},{"creatorQuery":{}}]}""");
        var ended = await _server.SendAsync("DELETE", $"/v2/sessions/{id}", "{}");
        var gone = await _server.SendAsync("GET", $"/v2/sessions/{id}");

        Assert.That((byUser.Text("sessions.0.id"), byUser.Text("details.totalResult"), ended.Status, gone.Status), Is.EqualTo((id, "1", 200, 404)));
    }

    [Test]
    public async Task The_token_of_a_session_opens_the_API_once_the_password_was_checked()
    {
        var id = await _server.AddPersonAsync("by.session");
        var named = await _server.SendAsync("POST", "/v2/sessions", """{"checks":{"user":{"loginName":"by.session"}}}""");
        var before = await _server.SendAsync("GET", "/auth/v1/users/me", null, named.Text("sessionToken"));
        var proved = await _server.SendAsync("PATCH", $"/v2/sessions/{named.Text("sessionId")}", """{"checks":{"password":{"password":"Password1!"}}}""");

        var me = await _server.SendAsync("GET", "/auth/v1/users/me", null, proved.Text("sessionToken"));
        var old = await _server.SendAsync("GET", "/auth/v1/users/me", null, named.Text("sessionToken"));
        await _server.SendAsync("DELETE", $"/v2/sessions/{named.Text("sessionId")}", "{}", proved.Text("sessionToken"));
        var ended = await _server.SendAsync("GET", "/auth/v1/users/me", null, proved.Text("sessionToken"));

        Assert.That((before.Error, me.Text("user.id"), old.Error, ended.Error), Is.EqualTo(("403 AUTHZ-Kl3p0", id, "401 AUTH-7fs1e", "401 AUTH-7fs1e")));
    }

    [Test]
    public async Task Sessions_are_made_and_changed_by_those_with_the_right_for_all_of_the_instance()
    {
        var (id, owner) = await _server.AddServiceUserAsync("owner", "ORG_OWNER");
        var session = await _server.SendAsync("POST", "/v2/sessions", $$$"""{"checks":{"user":{"userId":"{{{id}}}"} } }""");
        var path = $"/v2/sessions/{session.Text("sessionId")}";

        var created = await _server.SendAsync("POST", "/v2/sessions", "{}", owner);
        var changed = await _server.SendAsync("PATCH", path, $$"""{"sessionToken":"{{session.Text("sessionToken")}}","metadata":{"k":"MQ=="} }""", owner);
        var read = await _server.SendAsync("GET", path, null, owner);
        var deleted = await _server.SendAsync("DELETE", path, "{}", owner);

        Assert.That((created.Error, changed.Error, read.Error, deleted.Error), Is.EqualTo(("403 AUTH-AWfge", "403 AUTH-AWfge", "200", "200")));
    }

    [Test]
    public async Task A_key_is_made_used_and_retired()
    {
        const string Service = "webkey.v2.WebKeyService/";
        var created = await _server.CallAsync(Service + "CreateWebKey", """{"ecdsa":{"curve":"ECDSA_CURVE_P384"}}""");
        var before = (await _server.CallAsync(Service + "ListWebKeys")).Json["webKeys"]!.AsArray().Single(key => (string?)key!["state"] == "STATE_ACTIVE")!["id"]!.ToString();

        await _server.CallAsync(Service + "ActivateWebKey", $$"""{"id":"{{created.Text("id")}}"}""");
        var inUse = await _server.CallAsync(Service + "DeleteWebKey", $$"""{"id":"{{created.Text("id")}}"}""");
        var states = (await _server.CallAsync(Service + "ListWebKeys")).Json["webKeys"]!.AsArray().ToDictionary(key => key!["id"]!.ToString(), key => key!["state"]!.ToString());
        await _server.CallAsync(Service + "ActivateWebKey", $$"""{"id":"{{before}}"}""");
        var deleted = await _server.CallAsync(Service + "DeleteWebKey", $$"""{"id":"{{created.Text("id")}}"}""");

        Assert.Multiple(() =>
        {
            Assert.That(inUse.Error, Is.EqualTo("400 COMMAND-Chai1"));
            Assert.That((states[created.Text("id")], states[before]), Is.EqualTo(("STATE_ACTIVE", "STATE_INACTIVE")));
            Assert.That(deleted.Status, Is.EqualTo(200));
        });
    }
}
