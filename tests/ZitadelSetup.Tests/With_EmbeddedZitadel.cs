using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Wire.Tests;
using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

/// <summary>The real thing on the other side: EmbeddedZitadel, fresh for each test, empty but for the token.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
sealed class With_EmbeddedZitadel
{
    static readonly string Tool = typeof(With_EmbeddedZitadel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ZitadelSetup").Value!;

    readonly LinesLogger log = new();
    EmbeddedZitadelProcess zitadel = null!;
    string issuer = "";

    [SetUp]
    public async Task StartAsync() => (zitadel, issuer) = await EmbeddedZitadelProcess.StartAsync();

    [TearDown]
    public async Task StopAsync() => await zitadel.DisposeAsync();

    [Test]
    public async Task An_empty_one_gets_everything_and_the_second_run_changes_nothing()
    {
        var first = await ApplyAsync(SetupCase.Sample);
        var second = await ApplyAsync(SetupCase.Sample);

        Assert.Multiple(() =>
        {
            Assert.That(first.Changes, Has.Count.EqualTo(11));
            Assert.That(second.Changes, Is.Empty);
            Assert.That(second.ProjectId, Is.EqualTo(first.ProjectId));
            Assert.That(second.Applications["web"].ClientId, Is.EqualTo(first.Applications["web"].ClientId));
            Assert.That(log.Lines[^1], Does.Contain("nothing to change"));
        });
    }

    [Test]
    public async Task Our_own_state_is_applied_and_the_second_run_changes_nothing()
    {
        var first = await ApplyAsync(DesiredState.Default());
        var second = await ApplyAsync(DesiredState.Default());

        Assert.That(first.Changes, Is.Not.Empty);
        Assert.That(second.Changes, Is.Empty);
        Assert.That(log.Warnings.Where(w => !w.Contains("is not known here")), Is.Empty);
    }

    [Test]
    public async Task The_secrets_that_it_gave_out_are_those_of_the_clients()
    {
        var result = await ApplyAsync(SetupCase.Sample);
        using var http = new HttpClient();

        foreach (var client in new[] { result.Applications["api"], result.Applications["web"] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{issuer}/oauth/v2/introspect")
            {
                Content = new FormUrlEncodedContent([new("token", "x"), new("client_id", client.ClientId), new("client_secret", client.ClientSecret)]),
            };
            using var response = await http.SendAsync(request);
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("""{"active":false}"""));
        }

        using var token = await http.PostAsync($"{issuer}/oauth/v2/token", new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("scope", "openid urn:zitadel:iam:org:project:id:zitadel:aud"),
            new("client_id", result.ServiceUsers["registrar"].ClientId),
            new("client_secret", result.ServiceUsers["registrar"].ClientSecret),
        ]));
        Assert.That(JsonNode.Parse(await token.Content.ReadAsStringAsync())!["access_token"], Is.Not.Null);
    }

    [Test]
    public async Task What_somebody_changed_is_repaired()
    {
        var desired = SetupCase.Sample;
        await ApplyAsync(desired);
        // Somebody's hand: the same set-up with another state.
        await ApplyAsync(desired with
        {
            Project = desired.Project with { AssertRolesOnAuthentication = true },
            Applications = new Dictionary<string, DesiredApplication>
            {
                ["web"] = desired.Applications["web"] with
                {
                    RedirectUris = ["http://elsewhere.localhost/cb"], GrantTypes = [GrantType.AuthorizationCode], UserInfoInsideIdToken = false,
                    AccessTokenType = AccessTokenType.Jwt, BackChannelLogoutUri = "",
                },
            },
            Roles = new Dictionary<string, DesiredRole> { ["reader"] = new() { DisplayName = "Leser" }, ["writer"] = new() { DisplayName = "Writer" } },
            Users = new Dictionary<string, DesiredUser>
            {
                ["road.runner"] = desired.Users["road.runner"] with
                {
                    GivenName = "Rapid", Email = "other@acme.example", Roles = ["reader", "writer"], Metadata = new Dictionary<string, string> { ["ContractNumber"] = "9" },
                },
            },
            ServiceUsers = new Dictionary<string, DesiredServiceUser>
            {
                ["registrar"] = desired.ServiceUsers["registrar"] with { Name = "Other", OrganizationRoles = ["ORG_OWNER"] },
            },
        });

        var repaired = await ApplyAsync(desired);
        var again = await ApplyAsync(desired);

        Assert.Multiple(() =>
        {
            Assert.That(repaired.Changes, Has.Count.EqualTo(8));
            Assert.That(repaired.Changes, Has.Some.StartsWith("change application 'web' (redirectUris: http://elsewhere.localhost/cb → http://localhost:5080/signin-oidc; grantTypes"));
            Assert.That(repaired.Changes, Does.Contain("set metadata of user 'road.runner' (ContractNumber)"));
            Assert.That(again.Changes, Is.Empty);
        });
    }

    [Test]
    public async Task Prune_deletes_the_projects_other_applications_and_roles_and_no_user()
    {
        var desired = SetupCase.Sample;
        await ApplyAsync(desired);
        var smaller = desired with
        {
            Applications = desired.Applications.Where(a => a.Key == "web").ToDictionary(),
            Roles = new Dictionary<string, DesiredRole>(),
            Users = new Dictionary<string, DesiredUser>(),
            ServiceUsers = new Dictionary<string, DesiredServiceUser>(),
        };

        var kept = await ApplyAsync(smaller);
        var pruned = await ApplyAsync(smaller, new SetupOptions { Prune = true });
        var back = await ApplyAsync(desired);

        Assert.Multiple(() =>
        {
            Assert.That(kept.Changes, Is.Empty);
            Assert.That(pruned.Changes, Is.EquivalentTo(["delete application 'api'", "delete application 'phone'", "delete role 'reader'"]));
            Assert.That(back.Changes, Has.None.StartsWith("create user").And.None.StartsWith("create service user"));
        });
    }

    [TestCase("Plan for ZITADEL")]
    [TestCase("Done: create project")]
    [TestCase("Done: create application")]
    [TestCase("Done: create user")]
    [TestCase("Done: set metadata")]
    public async Task A_run_that_is_killed_is_made_good_by_the_next_one(string killedAt)
    {
        var secrets = Path.Combine(Path.GetDirectoryName(zitadel.TokenFile)!, "secrets.json");
        using (var run = Start("apply", "--out", secrets))
        {
            while (await run.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith(killedAt, StringComparison.Ordinal))
            {
            }

            run.Kill();
            await run.WaitForExitAsync();
        }

        var next = await RunAsync("apply", "--out", secrets);
        var plan = await RunAsync("plan");

        var written = JsonNode.Parse(await File.ReadAllTextAsync(secrets))!;
        Assert.Multiple(() =>
        {
            Assert.That(next.ExitCode, Is.Zero, next.Text);
            Assert.That(plan.ExitCode, Is.Zero, plan.Text);
            Assert.That(plan.Text, Does.Contain("nothing to change"));
            foreach (var application in new[] { "web-frontend", "metadata-api", "guide" })
                Assert.That(written["applications"]![application]!["clientSecret"]?.ToString(), Is.Not.Null.And.Not.Empty);
        });
    }

    [Test]
    public async Task A_token_that_it_does_not_know_is_refused_with_its_own_message()
    {
        using var provisioner = new Provisioner(new ZitadelConnection { Issuer = issuer, Token = "garbage" }, new SetupOptions(), log);

        var message = (await Assert.ThrowsAsync<ZitadelSetupException>(() => provisioner.PlanAsync(SetupCase.Sample, CancellationToken.None)))!.Message;

        Assert.That(message, Does.Contain("401").And.Contain("AUTH-7fs1e").And.Contain("ORG_OWNER"));
    }

    [Test]
    public async Task A_token_without_the_right_is_refused_with_the_path_and_the_right()
    {
        var result = await ApplyAsync(SetupCase.Sample);
        using var http = new HttpClient();
        using var answer = await http.PostAsync($"{issuer}/oauth/v2/token", new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("scope", "openid urn:zitadel:iam:org:project:id:zitadel:aud"),
            new("client_id", "registrar"),
            new("client_secret", result.ServiceUsers["registrar"].ClientSecret),
        ]));
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.ToString();
        using var provisioner = new Provisioner(
            new ZitadelConnection { Issuer = issuer, Token = token }, new SetupOptions { ConsistencyTimeout = TimeSpan.FromSeconds(1) }, log);
        var desired = SetupCase.Sample with { Project = new DesiredProject { Name = "Another" } };

        var message = (await Assert.ThrowsAsync<ZitadelSetupException>(() => provisioner.ApplyAsync(desired, CancellationToken.None)))!.Message;

        Assert.That(message, Does.Contain("403").And.Contain("/zitadel.project.v2.ProjectService/CreateProject").And.Contain("project.create"));
    }

    async Task<SetupResult> ApplyAsync(DesiredState desired, SetupOptions? options = null)
    {
        var connection = new ZitadelConnection { Issuer = issuer, TokenFile = zitadel.TokenFile };
        using var provisioner = new Provisioner(connection, options ?? new SetupOptions { InitialPassword = "Password1!" }, log);
        return await provisioner.ApplyAsync(desired, CancellationToken.None);
    }

    Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [Tool, .. arguments, "--issuer", issuer, "--token-file", zitadel.TokenFile])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    async Task<(int ExitCode, string Text)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
