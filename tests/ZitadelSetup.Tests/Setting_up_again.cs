using System.Text.Json.Nodes;
using ZitadelSetup.Tests.Scripted;
using static ZitadelSetup.Tests.Scripted.ScriptedState;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Setting_up_again
{
    [Test]
    public async Task Changes_nothing_and_says_so()
    {
        var (setup, _, calls) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;

        var again = await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(again.Changes, Is.Empty);
            Assert.That(setup.Zitadel.Calls.Skip(calls).Where(call => !call.Method.StartsWith("List")).Select(call => call.Method), Is.EqualTo(["openid-configuration"]));
            Assert.That(setup.Log.Lines[^1], Does.Contain("nothing to change"));
        });
    }

    [Test]
    public async Task Gives_the_same_ids()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;

        var again = await setup.ApplyAsync();

        Assert.That(again.ProjectId, Is.EqualTo(first.ProjectId));
        Assert.That(again.Applications.Select(a => (a.Key, a.Value.ClientId)), Is.EquivalentTo(first.Applications.Select(a => (a.Key, a.Value.ClientId))));
        Assert.That(again.Users["road.runner"].UserId, Is.EqualTo(first.Users["road.runner"].UserId));
    }

    static readonly TestCaseData<Action<ScriptedState>, string>[] ChangesByHand =
    [
        new(s => s.Application("web")["oidcConfiguration"]!["redirectUris"] = new JsonArray("http://elsewhere/cb"), "redirectUris: http://elsewhere/cb → http://localhost:5080/signin-oidc"),
        new(s => s.Application("web")["oidcConfiguration"]!["grantTypes"] = new JsonArray("OIDC_GRANT_TYPE_AUTHORIZATION_CODE"), "grantTypes"),
        new(s => s.Application("web")["oidcConfiguration"]!.AsObject().Remove("idTokenUserinfoAssertion"), "userInfoInsideIdToken: off → on"),
        new(s => s.Application("web")["oidcConfiguration"]!["accessTokenType"] = "OIDC_TOKEN_TYPE_JWT", "accessTokenType"),
        new(s => s.Application("web")["oidcConfiguration"]!["developmentMode"] = true, "developmentMode: on → off"),
        new(s => s.Application("web")["oidcConfiguration"]!.AsObject().Remove("backChannelLogoutUri"), "backChannelLogoutUri: (none) →"),
        new(s => s.Application("web")["state"] = "APPLICATION_STATE_INACTIVE", "activate application 'web'"),
        new(s => s.Application("api")["apiConfiguration"]!["authMethodType"] = "API_AUTH_METHOD_TYPE_PRIVATE_KEY_JWT", "change application 'api' (authMethod"),
        new(s => s.Rows("projects").Single()["projectRoleAssertion"] = true, "assertRolesOnAuthentication: on → off"),
        new(s => s.Rows("projects").Single()["state"] = "PROJECT_STATE_INACTIVE", "activate project 'Sample'"),
        new(s => s.Rows("projectRoles").Single()["displayName"] = "Leser", "change role 'reader' (displayName: Leser → Reader)"),
        new(s => s.User("road.runner")["human"]!["profile"]!["givenName"] = "Rapid", "givenName: Rapid → Road"),
        new(s => s.User("road.runner")["human"]!["email"]!["email"] = "other@acme.example", "email: other@acme.example → rr@acme.example"),
        new(s => s.Rows("metadata").First(m => Text(m, "key") == "ContractNumber")["value"] = "OTk5OQ==", "set metadata of user 'road.runner' (ContractNumber)"),
        new(s => s.Rows("authorizations").Single()["roles"] = new JsonArray(new JsonObject { ["key"] = "admin" }), "change the roles of user 'road.runner' (roles: admin → reader)"),
        new(s => s.Rows("authorizations").Single()["state"] = "STATE_INACTIVE", "activate the roles of user 'road.runner'"),
        new(s => s.User("registrar")["machine"]!["name"] = "Other", "change service user 'registrar' (name: Other → Registrar)"),
        new(s => s.Rows("administrators").Single()["roles"] = new JsonArray("ORG_OWNER"), "organizationRoles: ORG_OWNER → ORG_USER_MANAGER"),
    ];

    [TestCaseSource(nameof(ChangesByHand))]
    public async Task Repairs_what_somebody_changed_by_hand_and_nothing_else(Action<ScriptedState> change, string expected)
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() => change(setup.State));

        var repaired = await setup.ApplyAsync();
        var again = await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(repaired.Changes.Where(c => !c.Contains("client secret")).ToList(), Has.Count.EqualTo(1).And.All.Contain(expected));
            Assert.That(again.Changes, Is.Empty);
            Assert.That(setup.Log.Warnings.Where(w => w.Contains("still shows")), Is.Empty);
        });
    }

    [Test]
    public async Task Keeps_the_refresh_tokens_when_only_a_switch_is_repaired()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() => setup.State.Application("web")["oidcConfiguration"]!["developmentMode"] = true);

        await setup.ApplyAsync();

        Assert.That(setup.State.Application("web")["oidcConfiguration"]!["grantTypes"]!.ToJsonString(), Does.Contain("REFRESH_TOKEN"));
    }

    [Test]
    public async Task Keeps_what_the_desired_state_does_not_speak_of()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() =>
        {
            var configuration = setup.State.Application("web")["oidcConfiguration"]!;
            configuration["additionalOrigins"] = new JsonArray("https://other.example");
            configuration["loginVersion"] = new JsonObject { ["loginV1"] = new JsonObject() };
            configuration["developmentMode"] = true;
            setup.State.Add("metadata", new JsonObject { ["userId"] = Text(setup.State.User("road.runner"), "userId"), ["key"] = "own", ["value"] = "AQ==" });
            setup.State.User("road.runner")["human"]!["profile"]!["displayName"] = "The Road Runner";
        });

        await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(setup.State.Application("web")["oidcConfiguration"]!["additionalOrigins"]!.ToJsonString(), Is.EqualTo("""["https://other.example"]"""));
            Assert.That(setup.State.Application("web")["oidcConfiguration"]!["loginVersion"], Is.Not.Null);
            Assert.That(setup.State.MetadataOf("road.runner"), Does.ContainKey("own"));
            Assert.That(Text(setup.State.User("road.runner")["human"]!["profile"]!, "displayName"), Is.EqualTo("The Road Runner"));
        });
    }

    [Test]
    public async Task Deletes_nothing_unless_told_to_prune()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() =>
        {
            var projectId = Text(setup.State.Rows("projects").Single(), "projectId");
            setup.State.Add("applications", new JsonObject
            {
                ["applicationId"] = "1", ["name"] = "old", ["projectId"] = projectId, ["apiConfiguration"] = new JsonObject { ["clientId"] = "c1" },
            });
            setup.State.Add("applications", new JsonObject
            {
                ["applicationId"] = "2", ["name"] = "of another project", ["projectId"] = "4711", ["apiConfiguration"] = new JsonObject { ["clientId"] = "c2" },
            });
            setup.State.Add("projectRoles", new JsonObject { ["projectId"] = projectId, ["key"] = "old", ["displayName"] = "Old" });
            setup.State.Add("users", new JsonObject
            {
                ["userId"] = "3", ["username"] = "somebody", ["details"] = new JsonObject { ["resourceOwner"] = ScriptedZitadel.OrganizationId }, ["human"] = new JsonObject(),
            });
        });

        var kept = await setup.ApplyAsync();
        var pruned = await setup.ApplyAsync(new SetupOptions { Prune = true });

        Assert.Multiple(() =>
        {
            Assert.That(kept.Changes, Is.Empty);
            Assert.That(pruned.Changes, Is.EqualTo(["delete application 'old'", "delete role 'old'"]));
            Assert.That(setup.State.Rows("applications").Select(a => Text(a, "name")), Is.EquivalentTo(["web", "phone", "api", "of another project"]));
            Assert.That(setup.State.Rows("users").Select(u => Text(u, "username")), Does.Contain("somebody"));
        });
    }

    [Test]
    public async Task Says_what_can_not_be_changed_and_does_nothing()
    {
        var (setup, _, calls) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() =>
        {
            setup.State.Application("web").Remove("oidcConfiguration");
            setup.State.Application("web")["apiConfiguration"] = new JsonObject { ["clientId"] = "1" };
        });

        Assert.That(await setup.FailsWithAsync(), Does.Contain("Application 'web' in project 'Sample' is of another kind than 'web'"));
        Assert.That(setup.Zitadel.Calls.Skip(calls).Count(call => call.Method.StartsWith("Update")), Is.Zero);
    }

    [Test]
    public async Task Leaves_a_deactivated_person_to_the_administrator_and_says_so()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() => setup.State.User("road.runner")["state"] = "USER_STATE_INACTIVE");

        var again = await setup.ApplyAsync();

        Assert.That(again.Changes, Is.Empty);
        Assert.That(setup.Log.Warnings, Has.Some.Contains("'road.runner' can't sign in"));
    }

    [Test]
    public async Task Finds_what_is_on_later_pages()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.MaxPageSize = 1;

        var again = await setup.ApplyAsync();

        Assert.That(again.Changes, Is.Empty);
        Assert.That(again.Applications, Has.Count.EqualTo(3));
    }
}
