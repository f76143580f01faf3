using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>Whose roles are told where: the application's own project's, and others' where the scopes name their audience.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Roles
{
    private const string AllProjects = "urn:zitadel:iam:org:projects:roles", OneRole = "urn:zitadel:iam:org:project:role:";
    private OidcServer _server = null!;
    private Project _own = null!, _other = null!;
    private Application _client = null!;
    private User _user = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new OidcServer();
        (_own, _other) = (AddProject("reader", "writer"), AddProject("admin"));
        _client = _server.Add(_server.AddApplication(oidc => oidc with { IdTokenRoleAssertion = true }) with { ProjectId = _own.Id });
        _user = _server.AddPerson();
        Grant(_user, _own, "reader", "writer");
        Grant(_user, _other, "admin");
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("openid", "")]
    [TestCase($"openid {OneRole}reader", "own own:reader")]
    [TestCase($"openid {OneRole}reader {OneRole}nothing", "own own:reader")]
    [TestCase($"openid {AllProjects}", "", Description = "no audience was asked for")]
    [TestCase($"openid {AllProjects} {{other}}", "own own:reader,writer other:admin", Description = "the own project comes along")]
    [TestCase($"openid {{other}}", "")]
    [TestCase($"openid {OneRole}reader {{other}}", "own own:reader", Description = "nobody has the role reader in the other project")]
    public async Task Are_told_in_userinfo_and_ID_token_as_the_scopes_ask_for(string scope, string expected)
    {
        scope = scope.Replace("{other}", $"urn:zitadel:iam:org:project:id:{_other.Id}:aud", StringComparison.Ordinal);
        var tokens = await _server.TokensAsync(_user, _client, scope);
        var userinfo = (await _server.UserinfoAsync((string)tokens["access_token"]!)).Json.AsObject();
        var idToken = Claims((string)tokens["id_token"]!);

        Assert.That(Told(userinfo), Is.EqualTo(expected));
        Assert.That(Told(idToken), Is.EqualTo(expected));
    }

    [Test]
    public async Task Of_a_service_user_are_told_for_the_audience_it_asks_for()
    {
        var machine = new Machine { Name = "robot", Secret = SecretHash.Of("secret"), JwtAccessTokens = true };
        var robot = _server.AddPerson(user => user with { Human = null, Machine = machine });
        Grant(robot, _other, "admin");
        var given = await _server.TokenAsync(
            null, ("grant_type", "client_credentials"), ("client_id", robot.Username), ("client_secret", "secret"),
            ("scope", $"openid {OneRole}admin urn:zitadel:iam:org:project:id:{_other.Id}:aud"));

        Assert.Multiple(() =>
        {
            Assert.That(Told(Claims(given.Text("id_token"))), Is.EqualTo("other:admin"));
            Assert.That(Told(Claims(given.Text("access_token"))), Is.EqualTo("other:admin"));
        });
    }

    [Test]
    public async Task Of_a_personal_access_token_are_those_of_the_project_that_asks()
    {
        var robot = _server.AddPerson(user => user with { Human = null, Machine = new() { Name = "robot" } });
        var token = PersonalAccessToken.New(_server.NewId(), robot.Details, null);
        _server.Store.Change(change => change.Put(robot with { PersonalAccessTokens = [token] }));
        Grant(robot, _own, "writer");
        var api = _server.Add(_server.AddApi() with { ProjectId = _own.Id });

        var seen = await _server.PostAsync("/oauth/v2/introspect", api,
            ("token", _server.Services.GetRequiredService<OpaqueTokens>().Write(TokenKind.Personal, $"{token.Id}:{robot.Id}")));

        Assert.That(seen.Text("scope"), Does.EndWith($" {OneRole}reader {OneRole}writer"));
        Assert.That(Told(seen.Json.AsObject()), Is.EqualTo("own own:writer"));
    }

    // E.g. "own own:reader,writer": the claim of the asking project, and one a project.
    private string Told(JsonObject claims) => string.Join(' ', ((string[])
    [
        claims.ContainsKey("urn:zitadel:iam:org:project:roles") ? "own" : "",
        .. from project in (Project[])[_own, _other]
           let roles = claims[$"urn:zitadel:iam:org:project:{project.Id}:roles"]
           where roles is not null
           select $"{(project == _own ? "own" : "other")}:{string.Join(',', roles.AsObject().Select(role => role.Key))}",
    ]).Where(part => part.Length > 0));

    private Project AddProject(params string[] roles)
    {
        var project = _server.Project with
        {
            Id = _server.NewId(),
            Roles = roles.ToImmutableSortedDictionary(role => role, role => new ProjectRole(role, role, "", _server.Project.Details)),
        };
        _server.Store.Change(change => change.Put(project));
        return project;
    }

    private void Grant(User user, Project project, params string[] roles) => _server.Store.Change(change => change.Put(
        new Authorization { Id = _server.NewId(), Details = project.Details, UserId = user.Id, ProjectId = project.Id, Roles = [.. roles] }));

    private static JsonObject Claims(string jwt) => JsonNode.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1]))!.AsObject();
}
