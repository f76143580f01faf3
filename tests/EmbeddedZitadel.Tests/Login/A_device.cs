using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Tests.Oidc;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>A device without a browser is signed in on another one (RFC 8628).</summary>
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class A_device
{
    private LoginServer _server = null!;
    private HttpClient _device = null!;
    private string _clientId = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new();
        _server.AddPerson("road.runner", "Road Runner");
        var television = _server.AddApplication(c => c with
        {
            ApplicationType = OidcApplicationType.Native,
            AuthMethod = OidcAuthMethod.None,
            GrantTypes = [OidcGrantType.DeviceCode],
        });
        _clientId = _server.Add(television with { Name = "TV <1>" }).ClientId;
        _device = new() { BaseAddress = new Uri(_server.Issuer) };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _device.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Gets_its_tokens_once_its_user_allows_it()
    {
        var device = await Ask();
        using var visitor = new Visitor(_server);
        await visitor.Open(device.GetProperty("verification_uri").GetString()!);
        Assert.That(visitor.Left, Is.Null);
        await visitor.Submit(("user_code", device.GetProperty("user_code").GetString()!.ToLowerInvariant()));
        await visitor.SignIn("road.runner");

        Assert.That(visitor.Title, Is.EqualTo("Device Authorization"));
        Assert.That(visitor.Page.Body!.TextContent, Does.Contain("TV <1>").And.Contain("Road Runner").And.Contain("openid"));
        Assert.That((await Poll(device)).Error, Is.EqualTo("authorization_pending"));

        await Answer(visitor, "./allowed");
        Assert.That(visitor.Error, Is.Null);
        Assert.That((await Poll(device)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Gets_tokens_late_for_an_answer_in_time_and_none_for_one_that_never_came()
    {
        await using var server = new LoginServer(); // its clock moves
        var client = server.AddApplication(c => c with { GrantTypes = [OidcGrantType.DeviceCode] });
        server.AddPerson("wile", "Wile E. Coyote");
        var (answered, forgotten) = (await Ask(server, client), await Ask(server, client));
        using var visitor = new Visitor(server);
        await visitor.Open(answered.Text("verification_uri_complete"));
        await visitor.SignIn("wile");
        await Answer(visitor, "./allowed");
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        var late = await Poll(server, client, answered);
        Assert.That((late.Status, late.Text("refresh_token").Split('.').Length), Is.EqualTo((200, 5)), "offline_access is enough, whatever the grants");
        Assert.That((await Poll(server, client, forgotten)).Error, Is.EqualTo("400 expired_token"));
        Assert.That((await Poll(server, client, answered)).Error, Is.EqualTo("400 access_denied"));

        static Task<Answer> Ask(LoginServer server, Application client) =>
            server.PostAsync("/oauth/v2/device_authorization", client, ("scope", "openid offline_access"));

        static Task<Answer> Poll(LoginServer server, Application client, Answer device) => server.TokenAsync(
            client, ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", device.Text("device_code")));
    }

    [TestCase("IAM_OWNER", ExpectedResult = "Forbidden authorization_pending")]
    [TestCase("IAM_LOGIN_CLIENT", ExpectedResult = "OK ", Description = "the role that Login V2 has")]
    public async Task<string> Is_allowed_through_the_API_by_whoever_may_link_sessions(string role)
    {
        var device = await Ask();
        var (robot, person, sessions) = (NewAdministrator(role, out var token), _server.AddPerson(), _server.Services.GetRequiredService<SessionCommands>());
        var session = sessions.Create(robot.Id, new(person.Id, LoginServer.Password, SessionChange.NoMetadata, null), null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/oidc/device_authorization/{device.GetProperty("device_code").GetString()}")
        {
            Headers = { Authorization = new("Bearer", token) },
            Content = JsonContent.Create(new { session = new { sessionId = session.Id, sessionToken = sessions.TokenOf(session) } }),
        };
        using var answer = await _device.SendAsync(request);
        return $"{answer.StatusCode} {(await Poll(device)).Error}";
    }

    [Test]
    public async Task Gets_nothing_when_its_user_denies_it()
    {
        var device = await Ask();
        using var visitor = new Visitor(_server);
        await visitor.Open(device.GetProperty("verification_uri_complete").GetString()!);
        await visitor.SignIn("road.runner");
        await Answer(visitor, "./denied");

        Assert.That(visitor.Error, Is.EqualTo("The device was denied. You can return to it now."));
        Assert.That((await Poll(device)).Error, Is.EqualTo("access_denied"));
    }

    [Test]
    public async Task Is_answered_once()
    {
        var device = await Ask();
        using var visitor = new Visitor(_server);
        await visitor.Open(device.GetProperty("verification_uri_complete").GetString()!);
        await visitor.SignIn("road.runner");
        await Answer(visitor, "./denied");

        using var another = new Visitor(_server);
        await another.Open(device.GetProperty("verification_uri_complete").GetString()!);
        Assert.That(another.Error, Is.EqualTo("There is no device with this code"));
    }

    [TestCase("BCDF-GHJK")]
    [TestCase("<b>")]
    public async Task Is_found_by_its_own_code_only(string code)
    {
        using var visitor = new Visitor(_server);
        await visitor.Open("/ui/login/device");
        await visitor.Submit(("user_code", code));
        Assert.That(visitor.Error, Is.EqualTo("There is no device with this code"));
    }

    [Test]
    public async Task Is_not_allowed_before_somebody_is_signed_in()
    {
        var device = await Ask();
        using var visitor = new Visitor(_server);
        await visitor.Open(device.GetProperty("verification_uri_complete").GetString()!);
        var id = visitor.Page.QuerySelector("input[name=authRequestID]")!.GetAttribute("value");
        await visitor.Open($"/ui/login/device/%7Baction%7D?authRequestID={id}");

        Assert.That(visitor.Error, Is.EqualTo("The login for this device is not completed"));
        Assert.That((await Poll(device)).Error, Is.EqualTo("authorization_pending"));

        await visitor.Open("/ui/login/device?prompt=Call+this+number");
        Assert.That(visitor.Error, Is.Null, "nobody puts words in our mouth");
    }

    private User NewAdministrator(string role, out string token)
    {
        var id = _server.NewId();
        var robot = _server.AddPerson(user => user with
        {
            Human = null,
            Machine = new() { Name = "Login" },
            PersonalAccessTokens = [PersonalAccessToken.New(id, user.Details, null)],
        });
        var instance = _server.Store.Current.Instance.Id;
        _server.Store.Change(change => change.Put(new Administrator
        {
            Details = robot.Details,
            UserId = robot.Id,
            Resource = AdministeredResource.Instance,
            ResourceId = instance,
            Roles = [role],
        }));
        token = _server.Services.GetRequiredService<OpaqueTokens>().Write(TokenKind.Personal, $"{id}:{robot.Id}");
        return robot;
    }

    // The buttons choose where the form goes; the visitor's form is sent there.
    private static Task Answer(Visitor visitor, string formAction)
    {
        var button = visitor.Page.QuerySelector($"button[formaction='{formAction}']")!;
        visitor.Page.QuerySelector("form")!.SetAttribute("action", $"/ui/login/device/{button.GetAttribute("formaction")}");
        return visitor.Submit();
    }

    private async Task<JsonElement> Ask()
    {
        using var response = await _device.PostAsync("/oauth/v2/device_authorization", Form(("client_id", _clientId), ("scope", "openid")));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(HttpStatusCode Status, string? Error)> Poll(JsonElement device)
    {
        using var response = await _device.PostAsync("/oauth/v2/token", Form(
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", device.GetProperty("device_code").GetString()!),
            ("client_id", _clientId)));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, answer.TryGetProperty("error", out var error) ? error.GetString() : null);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
