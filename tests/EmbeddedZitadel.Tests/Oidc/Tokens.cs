using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Tokens
{
    private OidcServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new OidcServer();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Are_both_replaced_by_a_refresh_and_the_old_ones_end()
    {
        var client = RefreshingClient();
        var first = await _server.TokensAsync(_server.AddPerson(), client, "openid offline_access");
        var second = await RefreshAsync(client, first);

        Assert.Multiple(async () =>
        {
            Assert.That((await _server.UserinfoAsync(Access(first))).Error, Is.EqualTo("401 access_denied"));
            Assert.That((await _server.UserinfoAsync(Access(second.Json))).Status, Is.EqualTo(200));
            var reused = await RefreshAsync(client, first);
            Assert.That((reused.Error, reused.Text("error_description")), Is.EqualTo(("400 invalid_request", "Errors.OIDCSession.RefreshTokenInvalid")));
        });
    }

    [TestCase("openid", "200 ")]
    [TestCase("openid phone", "400 invalid_scope")]
    [TestCase("", "400 invalid_scope")]
    public async Task Are_refreshed_for_the_same_scopes_or_fewer(string scope, string expected)
    {
        var client = RefreshingClient();
        var tokens = await _server.TokensAsync(_server.AddPerson(), client, "openid profile offline_access");
        Assert.That((await RefreshAsync(client, tokens, ("scope", scope))).Error, Is.EqualTo(expected));
    }

    [Test]
    public async Task Of_another_client_are_not_refreshed()
    {
        var tokens = await _server.TokensAsync(_server.AddPerson(), RefreshingClient(), "openid offline_access");
        Assert.That((await RefreshAsync(RefreshingClient(), tokens)).Error, Is.EqualTo("400 invalid_client"));
    }

    [Test]
    public async Task Of_a_deactivated_user_stay_dead_but_the_refresh_token_wakes_up()
    {
        var (client, user) = (RefreshingClient(), _server.AddPerson());
        var tokens = await _server.TokensAsync(user, client, "openid offline_access");

        _server.Store.Change(change =>
        {
            change.Put(user with { State = UserState.Inactive });
            change.EndAccessTokensOfUser(user.Id);
        });
        Assert.That((await RefreshAsync(client, tokens)).Text("error_description"), Is.EqualTo("Errors.User.NotActive"));

        _server.Store.Change(change => change.Put(user));
        Assert.That((await _server.UserinfoAsync(Access(tokens))).Error, Is.EqualTo("401 access_denied"));
        Assert.That((await RefreshAsync(client, tokens)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Of_a_deleted_user_are_not_refreshed()
    {
        var (client, user) = (RefreshingClient(), _server.AddPerson());
        var tokens = await _server.TokensAsync(user, client, "openid offline_access");
        _server.Store.Change(change => change.Remove(user));

        var answer = await RefreshAsync(client, tokens);
        Assert.That((answer.Error, answer.Text("error_description")), Is.EqualTo(("400 invalid_request", "Errors.User.NotActive")));
    }

    [Test]
    public async Task End_with_their_lifetime()
    {
        using var server = new OidcServer(); // its clock moves
        var tokens = await server.TokensAsync(server.AddPerson(), server.AddApplication());
        Assert.That((int)tokens["expires_in"]!, Is.EqualTo(43199));

        server.Clock.Advance(TimeSpan.FromHours(12));

        Assert.That((await server.UserinfoAsync(Access(tokens))).Error, Is.EqualTo("401 access_denied"));
    }

    [Test]
    public async Task Of_both_kinds_say_the_same_to_introspection_and_nothing_to_another_project()
    {
        var (client, user, api) = (_server.AddApplication(oidc => oidc with { JwtAccessTokens = true }), _server.AddPerson(), _server.AddApi());
        var stranger = _server.Add(_server.AddApi() with { ProjectId = _server.Store.Current.Instance.ZitadelProjectId });
        var token = Access(await _server.TokensAsync(user, client, "openid profile"));

        var seen = await _server.PostAsync("/oauth/v2/introspect", api, ("token", token));
        Assert.Multiple(async () =>
        {
            Assert.That(((bool)seen.Json["active"]!, seen.Text("username"), seen.Text("client_id")), Is.EqualTo((true, user.Username, client.ClientId)));
            Assert.That(seen.Text("jti"), Is.EqualTo(new JsonWebToken(token).Id));
            Assert.That((await _server.PostAsync("/oauth/v2/introspect", stranger, ("token", token))).Body, Is.EqualTo("""{"active":false}"""));
            Assert.That((await _server.PostAsync("/oauth/v2/introspect", api, ("token", token + "x"))).Body, Is.EqualTo("""{"active":false}"""));
        });
    }

    [Test]
    public async Task Are_revoked_by_an_application_of_the_project_and_refused_to_one_of_another()
    {
        var (client, sibling) = (RefreshingClient(), _server.AddApplication());
        var stranger = _server.Add(_server.AddApplication() with { ProjectId = _server.Store.Current.Instance.ZitadelProjectId });
        var tokens = await _server.TokensAsync(_server.AddPerson(), client, "openid offline_access");

        Assert.That((await _server.PostAsync("/oauth/v2/revoke", stranger, ("token", Access(tokens)))).Error, Is.EqualTo("401 invalid_client"));
        var revoked = await _server.PostAsync("/oauth/v2/revoke", sibling, ("token", Access(tokens)));
        Assert.That((revoked.Status, revoked.Body), Is.EqualTo((200, "")));
        Assert.That((await _server.UserinfoAsync(Access(tokens))).Error, Is.EqualTo("401 access_denied"));
        Assert.That((await RefreshAsync(client, tokens)).Status, Is.EqualTo(200), "the refresh token goes on");
    }

    [Test]
    public async Task That_have_ended_are_refused_to_an_application_of_another_project_all_the_same()
    {
        var client = RefreshingClient();
        var stranger = _server.Add(_server.AddApplication() with { ProjectId = _server.Store.Current.Instance.ZitadelProjectId });
        var tokens = await _server.TokensAsync(_server.AddPerson(), client, "openid offline_access");
        await RefreshAsync(client, tokens); // replaces both

        Assert.Multiple(async () =>
        {
            foreach (var token in (string[])[Access(tokens), (string)tokens["refresh_token"]!])
            {
                Assert.That((await _server.PostAsync("/oauth/v2/revoke", stranger, ("token", token))).Error, Is.EqualTo("401 invalid_client"));
                Assert.That((await _server.PostAsync("/oauth/v2/revoke", client, ("token", token))).Status, Is.EqualTo(200));
            }
        });
    }

    [Test]
    public async Task Carry_roles_where_the_settings_say_so()
    {
        var reader = new ProjectRole("reader", "Reader", "", _server.Project.Details);
        var roles = ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("reader", reader)]);
        var project = _server.Project with { Id = _server.NewId(), RoleAssertion = true, Roles = roles };
        var user = _server.AddPerson();
        _server.Store.Change(change =>
        {
            change.Put(project);
            change.Put(new Authorization { Id = _server.NewId(), Details = project.Details, UserId = user.Id, ProjectId = project.Id, Roles = ["reader"] });
        });
        var client = _server.Add(_server.AddApplication(oidc => oidc with { IdTokenRoleAssertion = true }) with { ProjectId = project.Id });
        var tokens = await _server.TokensAsync(user, client);

        var organization = _server.Store.Current.Organizations.Find(project.OrganizationId)!;
        var expected = $$$"""{"reader":{"{{{organization.Id}}}":"{{{organization.PrimaryDomain}}}"}}""";
        Assert.Multiple(async () =>
        {
            Assert.That((await _server.UserinfoAsync(Access(tokens))).Json["urn:zitadel:iam:org:project:roles"]!.ToJsonString(), Is.EqualTo(expected));
            var idToken = new JsonWebToken((string)tokens["id_token"]!);
            var claim = idToken.GetPayloadValue<System.Text.Json.JsonElement>($"urn:zitadel:iam:org:project:{project.Id}:roles");
            Assert.That(claim.GetRawText(), Is.EqualTo(expected));
        });
    }

    [Test]
    public async Task Of_the_implicit_flow_come_in_the_fragment()
    {
        var client = _server.AddApplication(oidc => oidc with
        {
            ResponseTypes = [OidcResponseType.IdToken, OidcResponseType.IdTokenToken],
            GrantTypes = [OidcGrantType.Implicit],
        });
        using var browser = _server.Browser(_server.AddPerson());

        var both = await _server.AuthorizeAsync(browser, client, ("response_type", "id_token token"), ("nonce", "n"), ("state", "s"));
        var idTokenOnly = await _server.AuthorizeAsync(browser, client, ("response_type", "id_token"));

        Assert.Multiple(async () =>
        {
            var parameters = System.Web.HttpUtility.ParseQueryString(both.Fragment.TrimStart('#'));
            Assert.That(parameters.AllKeys, Is.EquivalentTo((string[])["access_token", "expires_in", "id_token", "state", "token_type"]));
            Assert.That((await _server.UserinfoAsync(parameters["access_token"]!)).Status, Is.EqualTo(200));
            Assert.That((await _server.AuthorizeAsync(browser, client, ("response_type", "id_token token"), ("scope", "openid offline_access"))).Fragment,
                Does.Contain("&refresh_token="), "Login V1 gives a refresh token to whoever asks");
            Assert.That(idTokenOnly.Fragment, Does.StartWith("#expires_in=18446744064486179580&id_token="), "ZITADEL overflows here");
        });
    }

    [Test]
    public async Task Carry_the_language_as_null_where_there_is_none()
    {
        var user = _server.AddPerson(person => person with { Human = person.Human! with { PreferredLanguage = null, EmailVerified = true, NickName = "" } });
        var answer = await _server.UserinfoAsync(Access(await _server.TokensAsync(user, _server.AddApplication(), "openid profile")));
        Assert.That(answer.Body, Does.Contain("\"locale\":null").And.Not.Contain("nickname").And.Not.Contain("email"));
    }

    private Application RefreshingClient() =>
        _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.RefreshToken] });

    private Task<Answer> RefreshAsync(Application client, JsonNode tokens, params (string Name, string Value)[] parameters) =>
        _server.TokenAsync(client, [("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!), .. parameters]);

    private static string Access(JsonNode tokens) => (string)tokens["access_token"]!;
}
