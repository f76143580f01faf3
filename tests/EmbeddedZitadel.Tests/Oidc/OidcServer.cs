using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>A server on a free port with a clock that tests move, a project, and ways to add applications, people and signed-in browsers.</summary>
internal class OidcServer : WebApplicationFactory<Program>
{
    public const string RedirectUri = "http://localhost:5999/signin-oidc";
    public const string Password = "Password1!";

    // Made once: hashing is slow on purpose.
    private static readonly string PasswordHash = new PasswordHashes().Hash(Password);

    public OidcServer()
    {
        UseKestrel(0);
        StartServer();
        Issuer = $"http://localhost:{ClientOptions.BaseAddress.Port}";
        Http = Client();
        Project = new Project { Id = NewId(), Details = Details.New(Store.Current.Instance.DefaultOrganizationId, Clock.GetUtcNow()), Name = "Demo" };
        Store.Change(change => change.Put(Project));
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public string Issuer { get; }

    public HttpClient Http { get; }

    public Project Project { get; }

    public InstanceStore Store => Services.GetRequiredService<InstanceStore>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ZITADEL_FIRSTINSTANCE_PATPATH", "");
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    public string NewId() => Services.GetRequiredService<SnowflakeIds>().Next();

    /// <summary>Adds an application; its secret is its client id.</summary>
    public Application AddApplication(Func<OidcConfiguration, OidcConfiguration>? configure = null)
    {
        var id = NewId();
        var configuration = new OidcConfiguration
        {
            RedirectUris = [RedirectUri],
            PostLogoutRedirectUris = ["http://localhost:5999/out"],
            DevelopmentMode = true,
        };
        return Add(new Application
        {
            Id = id,
            Details = Details.New(Project.OrganizationId, Clock.GetUtcNow()),
            ProjectId = Project.Id,
            Name = id,
            ClientId = id,
            Secret = SecretHash.Of(id),
            Oidc = configure is null ? configuration : configure(configuration),
        });
    }

    public Application AddApi() => Add(AddApplication() with { Oidc = null, Api = new ApiConfiguration(ApiAuthMethod.Basic) });

    public Application Add(Application application)
    {
        Store.Change(change => change.Put(application));
        return application;
    }

    public User AddPerson(Func<User, User>? configure = null)
    {
        var id = NewId();
        var user = new User
        {
            Id = id,
            Details = Details.New(Project.OrganizationId, Clock.GetUtcNow()),
            Username = $"road.runner.{id}",
            Human = new Human
            {
                GivenName = "Road",
                FamilyName = "Runner",
                DisplayName = "Road Runner",
                PreferredLanguage = "en",
                Email = $"rr.{id}@acme.example",
                EmailVerified = true,
                ProfileChanged = Clock.GetUtcNow(),
                PasswordHash = PasswordHash,
                PasswordChanged = Clock.GetUtcNow(),
            },
        };
        user = configure is null ? user : configure(user);
        Store.Change(change => change.Put(user));
        return user;
    }

    /// <summary>A browser in which these people are signed in.</summary>
    public HttpClient Browser(params User[] people)
    {
        var agent = NewId();
        foreach (var user in people)
            Services.GetRequiredService<BrowserSessionCommands>().PasswordChecked(agent, user.Id);
        var cookie = Services.GetRequiredService<OpaqueTokens>().Write(TokenKind.BrowserAgent, agent);
        var browser = Client();
        browser.DefaultRequestHeaders.Add("Cookie", $"{BrowserAgentCookie.Name}={cookie}");
        return browser;
    }

    /// <summary>Asks for authorization and follows the redirects to the answer: the address that the client would be called at.</summary>
    public async Task<Uri> AuthorizeAsync(HttpClient browser, Application client, params (string Name, string Value)[] parameters)
    {
        var location = new Uri(Issuer + "/oauth/v2/authorize?" + Query(
            [("client_id", client.ClientId), ("redirect_uri", RedirectUri), ("response_type", "code"), ("scope", "openid"), .. parameters]));
        while (location.Authority == new Uri(Issuer).Authority)
        {
            using var response = await browser.GetAsync(location);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found), $"{location.AbsolutePath}: {await response.Content.ReadAsStringAsync()}");
            location = new Uri(location, response.Headers.Location!);
        }

        return location;
    }

    public async Task<string> CodeAsync(HttpClient browser, Application client, params (string Name, string Value)[] parameters) =>
        Parameter(await AuthorizeAsync(browser, client, parameters), "code");

    /// <summary>Signs somebody in and exchanges the code.</summary>
    public async Task<JsonNode> TokensAsync(User user, Application client, string scope = "openid")
    {
        using var browser = Browser(user);
        return (await ExchangeAsync(client, await CodeAsync(browser, client, ("scope", scope)))).Json;
    }

    public Task<Answer> ExchangeAsync(Application client, string code, params (string Name, string Value)[] parameters) =>
        TokenAsync(client, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), .. parameters]);

    public Task<Answer> TokenAsync(Application? client, params (string Name, string Value)[] parameters) => PostAsync("/oauth/v2/token", client, parameters);

    /// <summary>Posts a form, as this client unless that is null.</summary>
    public async Task<Answer> PostAsync(string path, Application? client, params (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Issuer + path);
        if (client is not null && client.Oidc?.AuthMethod != OidcAuthMethod.None)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{client.ClientId}:{client.ClientId}")));
        else if (client is not null)
            parameters = [.. parameters, ("client_id", client.ClientId)];
        request.Content = new FormUrlEncodedContent(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
        return await SendAsync(request);
    }

    public async Task<Answer> UserinfoAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Issuer + "/oidc/v1/userinfo");
        request.Headers.Authorization = new("Bearer", token);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static string Query(IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.GroupBy(p => p.Name).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Last().Value)}"));

    public static string Parameter(Uri uri, string name) => HttpUtility.ParseQueryString(uri.Query)[name] ?? "";

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
}

/// <summary>The status and body of an answer.</summary>
internal sealed record Answer(int Status, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Text(string name) => Json[name]?.ToString() ?? "";

    /// <summary>E.g. <c>400 invalid_grant</c>.</summary>
    public string Error => $"{Status} {Text("error")}";
}
