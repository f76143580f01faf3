using System.Text.Json.Nodes;
using ZitadelSetup.Tests.Scripted;
using static ZitadelSetup.Tests.Scripted.ScriptedState;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Setting_up_an_empty_ZITADEL
{
    [Test]
    public async Task Creates_the_project_applications_roles_people_metadata_and_service_users()
    {
        await using var setup = await SetupCase.StartAsync();

        var result = await setup.ApplyAsync();

        var state = setup.State;
        Assert.Multiple(() =>
        {
            Assert.That(state.Rows("projects").Single()["name"]!.ToString(), Is.EqualTo("Sample"));
            Assert.That(state.Rows("applications").Select(a => Text(a, "name")), Is.EquivalentTo(["web", "phone", "api"]));
            Assert.That(state.Rows("projectRoles").Select(r => Text(r, "key")), Is.EqualTo(["reader"]));
            Assert.That(state.Rows("users").Select(u => Text(u, "username")), Is.EquivalentTo(["road.runner", "registrar"]));
            Assert.That(state.MetadataOf("road.runner"), Is.EqualTo(new Dictionary<string, string> { ["ContractNumber"] = "MTIzNA==", ["raw"] = "/wA=" }));
            Assert.That(state.Rows("authorizations").Single()["roles"]!.ToJsonString(), Does.Contain("reader"));
            Assert.That(state.Rows("administrators").Single()["roles"]!.ToJsonString(), Is.EqualTo("""["ORG_USER_MANAGER"]"""));
            Assert.That(result.Issuer, Is.EqualTo(setup.Zitadel.Issuer));
            Assert.That(result.OrganizationId, Is.EqualTo(ScriptedZitadel.OrganizationId));
            Assert.That(result.ProjectId, Is.EqualTo(Text(state.Rows("projects").Single(), "projectId")));
            Assert.That(result.Users["road.runner"].UserId, Is.EqualTo(Text(state.User("road.runner"), "userId")));
            Assert.That(result.Changes, Has.Count.EqualTo(11));
        });
    }

    [Test]
    public async Task Fills_the_placeholders_of_the_URIs_and_sends_all_settings()
    {
        await using var setup = await SetupCase.StartAsync();

        await setup.ApplyAsync();

        var request = setup.Zitadel.Calls.First(call => call.Method == "CreateApplication").Body!["oidcConfiguration"]!;
        Assert.That(request.ToJsonString(), Is.EqualTo(
            """
            {"redirectUris":["http://localhost:5080/signin-oidc"],"postLogoutRedirectUris":["http://localhost:5080/signout-callback-oidc"],
            "responseTypes":["OIDC_RESPONSE_TYPE_CODE"],"grantTypes":["OIDC_GRANT_TYPE_AUTHORIZATION_CODE","OIDC_GRANT_TYPE_REFRESH_TOKEN"],
            "applicationType":"OIDC_APP_TYPE_WEB","authMethodType":"OIDC_AUTH_METHOD_TYPE_BASIC","version":"OIDC_VERSION_1_0",
            "accessTokenType":"OIDC_TOKEN_TYPE_BEARER","developmentMode":false,"accessTokenRoleAssertion":false,"idTokenRoleAssertion":false,
            "idTokenUserinfoAssertion":true,"additionalOrigins":[],"backChannelLogoutUri":"http://localhost:5080/logout"}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public async Task Gives_client_ids_and_the_secrets_of_those_that_have_one()
    {
        await using var setup = await SetupCase.StartAsync();

        var result = await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(result.Applications["web"].ClientId, Is.Not.Empty);
            Assert.That(result.Applications["web"].ClientSecret, Does.StartWith("secret-"));
            Assert.That(result.Applications["api"].ClientSecret, Does.StartWith("secret-"));
            Assert.That(result.Applications["phone"].ClientId, Is.Not.Empty);
            Assert.That(result.Applications["phone"].ClientSecret, Is.Null);
            Assert.That(result.ServiceUsers["registrar"].ClientId, Is.EqualTo("registrar"));
            Assert.That(result.ServiceUsers["registrar"].ClientSecret, Does.StartWith("secret-"));
        });
    }

    [Test]
    public async Task Logs_the_plan_before_and_a_summary_after_and_no_secret()
    {
        await using var setup = await SetupCase.StartAsync();

        var result = await setup.ApplyAsync();

        var log = setup.Log.Lines;
        Assert.Multiple(() =>
        {
            Assert.That(log[0], Does.StartWith("Plan for ZITADEL").And.Contain("11 to change"));
            Assert.That(log[1], Is.EqualTo("  create project 'Sample'"));
            Assert.That(log[^1], Does.StartWith("ZITADEL at").And.Contain("11 changed"));
            foreach (var secret in new[] { "secret-", "Password1!", ScriptedZitadel.Token, "MTIzNA", "1234" })
                Assert.That(string.Join('\n', log), Does.Not.Contain(secret));
            Assert.That($"{result.Applications["web"]} {result.Users["road.runner"]}", Does.Not.Contain("secret-").And.Not.Contain("Password1!"));
        });
    }

    [Test]
    public async Task Uses_the_password_that_it_is_given_or_makes_one_for_each_person()
    {
        await using var given = await SetupCase.StartAsync();
        await using var made = await SetupCase.StartAsync();

        var withPassword = await given.ApplyAsync(new SetupOptions { InitialPassword = "Given1!given" });
        var without = await made.ApplyAsync(new SetupOptions());

        var generated = without.Users["road.runner"].Password!;
        Assert.Multiple(() =>
        {
            Assert.That(withPassword.Users["road.runner"].Password, Is.EqualTo("Given1!given"));
            Assert.That(PasswordSentBy(given), Is.EqualTo("Given1!given"));
            Assert.That(PasswordSentBy(made), Is.EqualTo(generated));
            Assert.That(generated, Has.Length.GreaterThan(20).And.Matches("[a-z]").And.Matches("[A-Z]").And.Matches("[0-9]").And.Matches("[^a-zA-Z0-9]"));
        });

        static string? PasswordSentBy(SetupCase setup) =>
            setup.Zitadel.Calls.First(call => call.Method == "CreateUser" && call.Body!.ContainsKey("human")).Body!["human"]!["password"]!["password"]!.ToString();
    }

    [Test]
    public async Task Hands_each_secret_over_as_soon_as_it_is_there()
    {
        await using var setup = await SetupCase.StartAsync();
        var handed = new List<string>();
        var options = new SetupOptions
        {
            SecretIssued = (soFar, _) =>
            {
                handed.Add(string.Join(' ', soFar.Applications.Values.Select(a => a.ClientSecret)));
                return ValueTask.CompletedTask;
            },
        };
        setup.Zitadel.Next("CreateAuthorization", Answers.Forbidden);

        await setup.FailsWithAsync(options);

        Assert.That(handed, Has.Count.EqualTo(3), "web, api and road.runner's password");
        Assert.That(handed[0], Does.Contain("secret-"));
    }

    [Test]
    public async Task Plans_the_same_and_changes_nothing()
    {
        await using var setup = await SetupCase.StartAsync();

        var plan = await setup.PlanAsync();

        Assert.That(plan.Changes, Has.Count.EqualTo(11));
        Assert.That(setup.Zitadel.Writes, Is.Empty);
    }

    [Test]
    public async Task Sends_the_token_to_the_API_only()
    {
        await using var setup = await SetupCase.StartAsync();

        await setup.PlanAsync();

        Assert.That(setup.Zitadel.Calls.Where(call => call.Authorization == "").Select(call => call.Method), Is.EqualTo(["openid-configuration"]));
    }

    [TestCase(null, ScriptedZitadel.OrganizationId, Description = "the token's own")]
    [TestCase("acme", "4711")]
    [TestCase("4711", "4711")]
    public async Task Takes_the_named_organisation_where_there_are_several_or_the_tokens_own(string? organization, string expected)
    {
        await using var setup = await SetupCase.StartAsync();
        setup.State.ByHand(() => setup.State.Add("organizations", new JsonObject { ["id"] = "4711", ["name"] = "Acme" }));
        var connection = new ZitadelConnection { Issuer = setup.Zitadel.Issuer, Token = ScriptedZitadel.Token, Organization = organization };
        using var provisioner = new Provisioner(connection, new SetupOptions(), setup.Log, setup.Time);

        var result = await provisioner.ApplyAsync(SetupCase.Sample, CancellationToken.None);

        Assert.That(result.OrganizationId, Is.EqualTo(expected));
        Assert.That(Text(setup.State.Rows("projects").Single(), "organizationId"), Is.EqualTo(expected));
    }
}
