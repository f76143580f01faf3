namespace EmbeddedZitadel.Tests.Api;

/// <summary>Projects with their roles and grants, and applications, where ZITADEL has rules of its own.</summary>
internal sealed class Projects_and_applications
{
    private const string Applications = "application.v2.ApplicationService/";
    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task A_project_name_is_there_once_in_any_case()
    {
        await _server.AddProjectAsync("Once");

        Assert.That((await _server.SendAsync("POST", "/management/v1/projects", """{"name":"oNCE"}""")).Error, Is.EqualTo("409 V3-DKcYh"));
    }

    [Test]
    public async Task A_partial_update_of_an_application_loses_its_grants_and_keeps_the_rest()
    {
        var (project, application) = await AddAsync("Partial", """
            {"redirectUris":["http://localhost:1/cb"],"developmentMode":true,"grantTypes":["OIDC_GRANT_TYPE_AUTHORIZATION_CODE","OIDC_GRANT_TYPE_REFRESH_TOKEN"]}
            """);

        await _server.CallAsync(Applications + "UpdateApplication", $$$"""{"projectId":"{{{project}}}","applicationId":"{{{application}}}","oidcConfiguration":{"idTokenUserinfoAssertion":true,"redirectUris":[]}}""");
        var read = (await _server.CallAsync(Applications + "GetApplication", $$"""{"applicationId":"{{application}}"}""")).Json["application"]!["oidcConfiguration"]!;

        Assert.Multiple(() =>
        {
            Assert.That(read["grantTypes"]!.ToJsonString(), Is.EqualTo("""["OIDC_GRANT_TYPE_AUTHORIZATION_CODE"]"""));
            Assert.That(read["redirectUris"]!.ToJsonString(), Is.EqualTo("""["http://localhost:1/cb"]"""));
            Assert.That((bool)read["developmentMode"]!, Is.True);
        });
    }

    [Test]
    public async Task An_unchanged_application_is_an_error_and_an_unchanged_project_is_none()
    {
        var (project, application) = await AddAsync("Unchanged", "{}");

        var name = await _server.CallAsync(Applications + "UpdateApplication", $$"""{"projectId":"{{project}}","applicationId":"{{application}}","name":"App"}""");
        var configuration = await _server.CallAsync(Applications + "UpdateApplication", $$$"""{"projectId":"{{{project}}}","applicationId":"{{{application}}}","oidcConfiguration":{}}""");
        var same = await _server.CallAsync("project.v2.ProjectService/UpdateProject", $$"""{"projectId":"{{project}}","name":"Unchanged"}""");

        Assert.That((name.Error, configuration.Error, same.Error), Is.EqualTo(("400 COMMAND-2m8vx", "400 COMMAND-1m88i", "200")));
    }

    [TestCase("""{"responseTypes":["OIDC_RESPONSE_TYPE_ID_TOKEN"],"grantTypes":["OIDC_GRANT_TYPE_AUTHORIZATION_CODE"]}""", "400 PROJECT-1n8df")]
    [TestCase("""{"clockSkew":"6s"}""", "400")]
    [TestCase("""{"clockSkew":"5s"}""", "200")]
    [TestCase("""{"additionalOrigins":["https://spa.example/path"]}""", "400 PROJECT-1n8df")]
    [TestCase("""{"additionalOrigins":["https://spa.example:8443"]}""", "200")]
    public async Task An_application_has_to_be_consistent(string configuration, string outcome)
    {
        var project = await _server.AddProjectAsync(Guid.NewGuid().ToString());

        Assert.That((await CreateAsync(project, configuration)).Error, Is.EqualTo(outcome));
    }

    [TestCase("""{"applicationType":"OIDC_APP_TYPE_USER_AGENT","authMethodType":"OIDC_AUTH_METHOD_TYPE_NONE","redirectUris":["http://x.example"]}""",
        "NotCompliant NotCompliant Code.RedirectUris.HttpOnlyForWeb")]
    [TestCase("""{"applicationType":"OIDC_APP_TYPE_NATIVE","authMethodType":"OIDC_AUTH_METHOD_TYPE_NONE","redirectUris":["http://127.0.0.1/cb","my.app:/cb"]}""", "")]
    [TestCase("""{"applicationType":"OIDC_APP_TYPE_NATIVE","redirectUris":["https://x.example"]}""", "NotCompliant NotCompliant Native.AuthMethodType.NotNone")]
    [TestCase("""{"redirectUris":["my.app:/cb"]}""", "NotCompliant Code.RedirectUris.CustomOnlyForNative")]
    [TestCase("""{"responseTypes":["OIDC_RESPONSE_TYPE_ID_TOKEN"],"grantTypes":["OIDC_GRANT_TYPE_IMPLICIT"],"redirectUris":["http://x.example"]}""",
        "NotCompliant Implicit.RedirectUris.HttpNotAllowed")]
    [TestCase("{}", "NotCompliant NoRedirectUris")]
    public async Task An_application_is_told_what_is_not_compliant(string configuration, string problems)
    {
        var created = await CreateAsync(await _server.AddProjectAsync(Guid.NewGuid().ToString()), configuration);

        var keys = (created.Json["oidcConfiguration"]!["complianceProblems"]?.AsArray() ?? []).Select(problem => problem!["key"]!.ToString()["Application.OIDC.V1.".Length..]);
        Assert.That(string.Join(' ', keys), Is.EqualTo(problems));
    }

    [Test]
    public async Task A_key_is_for_applications_that_sign()
    {
        var (project, basic) = await AddAsync("Keys", "{}");
        var signing = (await CreateAsync(project, """{"authMethodType":"OIDC_AUTH_METHOD_TYPE_PRIVATE_KEY_JWT"}""", "Signing")).Text("applicationId");

        var refused = await _server.CallAsync(Applications + "CreateApplicationKey", $$"""{"projectId":"{{project}}","applicationId":"{{basic}}"}""");
        var added = await _server.CallAsync(Applications + "CreateApplicationKey", $$"""{"projectId":"{{project}}","applicationId":"{{signing}}"}""");
        var listed = await _server.CallAsync(Applications + "ListApplicationKeys", $$$"""{"filters":[{"applicationIdFilter":{"applicationId":"{{{signing}}}"}}]}""");

        Assert.That(refused.Error, Is.EqualTo("400 COMMAND-Dff54"));
        Assert.That(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(added.Text("keyDetails"))), Does.StartWith("""{"type":"application","keyId":""").And.Contain("BEGIN RSA PRIVATE KEY"));
        Assert.That(listed.Text("keys.0.keyId"), Is.EqualTo(added.Text("keyId")));
    }

    [Test]
    public async Task Deleting_a_project_takes_its_applications_and_grants_along()
    {
        var (project, application) = await AddAsync("Doomed", "{}");
        var person = await _server.AddPersonAsync("doomed");
        await _server.CallAsync("project.v2.ProjectService/AddProjectRole", $$"""{"projectId":"{{project}}","roleKey":"r","displayName":"R"}""");
        await _server.CallAsync("authorization.v2.AuthorizationService/CreateAuthorization", $$"""{"userId":"{{person}}","projectId":"{{project}}","organizationId":"{{_server.OrganizationId}}","roleKeys":["r"]}""");

        await _server.SendAsync("DELETE", $"/management/v1/projects/{project}");

        var grants = await _server.CallAsync("authorization.v2.AuthorizationService/ListAuthorizations", $$$"""{"filters":[{"inUserIds":{"ids":["{{{person}}}"]}}]}""");
        var app = await _server.CallAsync(Applications + "GetApplication", $$"""{"applicationId":"{{application}}"}""");
        Assert.That((grants.Json["authorizations"], app.Status), Is.EqualTo(((object?)null, 404)));
    }

    private async Task<(string Project, string Application)> AddAsync(string project, string configuration)
    {
        var id = await _server.AddProjectAsync(project);
        return (id, (await CreateAsync(id, configuration)).Text("applicationId"));
    }

    private Task<ApiAnswer> CreateAsync(string project, string configuration, string name = "App") =>
        _server.CallAsync(Applications + "CreateApplication", $$"""{"projectId":"{{project}}","name":"{{name}}","oidcConfiguration":{{configuration.Trim()}} }""");
}
