using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Refusals
{
    static readonly TestCaseData<string, Answer, string[]>[] Cases =
    [
        new("ListOrganizations", Answers.InvalidToken, ["401", "/zitadel.org.v2.OrganizationService/ListOrganizations", "Errors.Token.Invalid (AUTH-7fs1e)", "not valid for this ZITADEL", "ORG_OWNER"]),
        new("ListProjects", Answers.InvalidToken, ["401", "/zitadel.project.v2.ProjectService/ListProjects", "project.read"]),
        new("CreateProject", Answers.Forbidden, ["403", "/zitadel.project.v2.ProjectService/CreateProject", "No matching permissions found (AUTH-AWfge)", "lacks the right project.create"]),
        new("CreateApplication", Answers.Forbidden, ["403", "/zitadel.application.v2.ApplicationService/CreateApplication", "lacks the right project.app.write"]),
        new("CreateUser", Answers.Forbidden, ["403", "/zitadel.user.v2.UserService/CreateUser", "lacks the right user.write"]),
        new("CreateAuthorization", Answers.Forbidden, ["403", "lacks the right user.grant.write"]),
        new("CreateAdministrator", Answers.Forbidden, ["403", "lacks the right org.member.write"]),
        new("ListOrganizations", Answers.MembershipNotFound, ["404", "membership not found (AUTHZ-cdgFk)", "has no role here", "org.read", "ORG_OWNER"]),
        new("ListUsers", Answers.MembershipNotFound, ["404", "membership not found (AUTHZ-cdgFk)", "user.read"]),
        new("CreateUser", Answers.Refuse(400, "invalid_argument", "Password is too short (COMMA-HuJf6)", "COMMA-HuJf6"), ["400", "CreateUser", "Password is too short (COMMA-HuJf6)"]),
        new("ListProjects", Answers.NoSuchMethod, ["This ZITADEL is too old", "/zitadel.project.v2.ProjectService/ListProjects", "v4.6 or newer"]),
        new("ListApplications", Answers.NoSuchService, ["This ZITADEL is too old", "v4.6 or newer"]),
        new("ListAuthorizations", Answers.NoSuchMethod, ["This ZITADEL is too old", "v4.6 or newer"]),
        new("openid-configuration", Answers.NoSuchMethod, ["/.well-known/openid-configuration does not exist", "issuer of a ZITADEL"]),
        new("openid-configuration", Answers.Html, ["text/html instead of JSON", "a proxy or a sign-in page"]),
        new("ListProjects", Answers.Html, ["text/html instead of JSON", "ListProjects"]),
        new("CreateApplication", Answers.Html, ["text/html instead of JSON", "CreateApplication"]),
        new("ListProjects", (http, _) => Answers.WriteAsync(http, 200, new() { ["projects"] = "none" }), ["JSON that is not as ZITADEL's API definition says", "ListProjects"]),
        new("openid-configuration", Redirect, ["redirects", "https://elsewhere.example/", "exactly as ZITADEL's discovery document"]),
        new("openid-configuration", (http, _) => Answers.WriteAsync(http, 200, new() { ["issuer"] = "https://id.example.com" }), ["says that its issuer is https://id.example.com", "use that address"]),
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task Are_shown_with_ZITADELs_own_message_the_path_and_what_to_do(string method, Answer answer, string[] expected)
    {
        // Roles and users are asked for only where there is a project.
        var (setup, _, _) = method is "ListApplications" or "ListAuthorizations" ? await SetupCase.StartSetUpAsync() : (await SetupCase.StartAsync(), null, 0);
        await using var _1 = setup;
        setup.Zitadel.Always(method, answer);

        var message = await setup.FailsWithAsync();

        Assert.Multiple(() =>
        {
            foreach (var part in expected)
                Assert.That(message, Does.Contain(part));
            Assert.That(message, Does.Not.Contain(ScriptedZitadel.Token));
        });
    }

    [Test]
    public async Task Of_one_that_is_too_old_come_before_anything_is_changed()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Always("ListProjects", Answers.NoSuchMethod);

        await setup.FailsWithAsync();

        Assert.That(setup.Zitadel.Writes, Is.Empty);
        Assert.That(setup.Time.Waited, Is.EqualTo(TimeSpan.Zero), "nobody waits for an old version to become a new one");
    }

    [TestCase("http://id.example.com", "needs https")]
    [TestCase("ftp://id.example.com", "is no address")]
    [TestCase("localhost:8080", "is no address")]
    public async Task Of_an_issuer_come_before_the_token_is_sent(string issuer, string expected) =>
        Assert.That(await MessageAsync(new ZitadelConnection { Issuer = issuer, Token = "t" }), Does.Contain(expected));

    [Test]
    public async Task Of_a_missing_or_unusable_token_name_the_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "two words");

            Assert.That(await MessageAsync(new ZitadelConnection { Issuer = "http://localhost:1", TokenFile = file }), Does.Contain(file).And.Contain("is no token").And.Not.Contain("two words"));
            Assert.That(await MessageAsync(new ZitadelConnection { Issuer = "http://localhost:1", TokenFile = "/nowhere/admin.pat" }), Does.Contain("/nowhere/admin.pat"));
            Assert.That(await MessageAsync(new ZitadelConnection { Issuer = "http://localhost:1" }), Does.Contain("needs a token"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Of_a_port_where_nobody_listens_come_after_waiting_for_it()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        Assert.That(await MessageAsync(new ZitadelConnection { Issuer = $"http://127.0.0.1:{port}", Token = "t" }), Does.Contain("was not ready within 60 s: no connection"));
    }

    [Test]
    public async Task Of_an_organisation_list_those_that_there_are()
    {
        await using var setup = await SetupCase.StartAsync();
        var connection = new ZitadelConnection { Issuer = setup.Zitadel.Issuer, Token = "t", Organization = "Zitadelasp" };

        Assert.That(await MessageAsync(connection), Does.Contain("no organisation 'Zitadelasp'").And.Contain("'ZitadelAspire'"));
    }

    static async Task<string> MessageAsync(ZitadelConnection connection)
    {
        using var provisioner = new Provisioner(connection, new SetupOptions(), new LinesLogger(), new ImpatientTime());
        return (await Assert.ThrowsAsync<ZitadelSetupException>(() => provisioner.PlanAsync(SetupCase.Sample, CancellationToken.None)))!.Message;
    }

    static Task Redirect(HttpContext http, Func<(int, JsonObject)> behave)
    {
        http.Response.Redirect("https://elsewhere.example/.well-known/openid-configuration");
        return Task.CompletedTask;
    }
}
