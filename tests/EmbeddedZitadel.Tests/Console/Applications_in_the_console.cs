using System.Net;
using EmbeddedZitadel.Applications;

namespace EmbeddedZitadel.Tests.Console;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Applications_in_the_console
{
    private static readonly string[] Boxes = ["idTokenUserinfoAssertion", "idTokenRoleAssertion", "accessTokenRoleAssertion"];

    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Are_listed_by_project()
    {
        var (application, api) = (_server.AddApplication(), _server.AddApi());
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/projects");
        var links = browser.Page.QuerySelectorAll($"section[aria-labelledby=project-{_server.Project.Id}] tbody a").Select(link => link.GetAttribute("href"));
        Assert.That(links, Is.SupersetOf(new[] { Path(application), Path(api) }));
    }

    [Test]
    public async Task Have_token_settings_in_the_words_of_ZITADELs_console()
    {
        var application = _server.AddApplication(oidc => oidc with { GrantTypes = [OidcGrantType.AuthorizationCode, OidcGrantType.RefreshToken] });
        using var browser = await _server.SignedIn();
        await browser.Open(Path(application));
        Assert.That(browser.Page.QuerySelectorAll("section[aria-labelledby=token] label").Select(label => label.TextContent), Is.EqualTo(
            ["Auth Token Type", "Add user roles to the access token", "User roles inside ID Token", "User Info inside ID Token"]));

        await browser.Press("save-token", [("accessTokenType", "OIDC_TOKEN_TYPE_JWT"), .. Boxes.Select(box => (box, "true"))]);
        Assert.That(browser.Notice, Is.EqualTo("The settings are saved."));
        var saved = Oidc(application);
        Assert.That(
            (saved.JwtAccessTokens, saved.IdTokenUserinfoAssertion, saved.IdTokenRoleAssertion, saved.AccessTokenRoleAssertion),
            Is.EqualTo((true, true, true, true)));
        Assert.That(saved.GrantTypes, Is.EqualTo(application.Oidc!.GrantTypes), "all else stays");

        await browser.Press("save-token");
        Assert.That(browser.Notice, Is.EqualTo("The application has these settings already."));

        await browser.Press("save-token", [("accessTokenType", "OIDC_TOKEN_TYPE_BEARER"), .. Boxes.Select(box => (box, ""))]);
        Assert.That(Oidc(application).HasSameSettingsAs(application.Oidc!), Is.True);
    }

    [Test]
    public async Task Have_redirect_URIs_one_a_line()
    {
        var application = _server.AddApplication();
        using var browser = await _server.SignedIn();
        await browser.Open(Path(application));
        await browser.Press(
            "save-uris", ("redirectUris", "https://a.example/<cb>\n\n  https://b.example/cb?x=1&y=2 \n"), ("postLogoutRedirectUris", "https://a.example/out"));
        Assert.That(Oidc(application).RedirectUris, Is.EqualTo(["https://a.example/<cb>", "https://b.example/cb?x=1&y=2"]));
        Assert.That(Oidc(application).PostLogoutRedirectUris, Is.EqualTo(["https://a.example/out"]));
        Assert.That(browser.ValueOf("redirectUris"), Is.EqualTo("https://a.example/<cb>\nhttps://b.example/cb?x=1&y=2"));
    }

    [TestCase("redirectUris")]
    [TestCase("postLogoutRedirectUris")]
    public async Task Say_that_ZITADEL_keeps_the_last_URI(string field)
    {
        var application = _server.AddApplication();
        using var browser = await _server.SignedIn();
        await browser.Open(Path(application));
        var other = field == "redirectUris" ? "postLogoutRedirectUris" : "redirectUris";
        await browser.Press("save-uris", (field, ""), (other, "https://typed.example"));
        Assert.That(browser.ErrorAt(field), Does.Contain("when it is sent none"));
        Assert.That(browser.ValueOf(other), Is.EqualTo("https://typed.example"));
        Assert.That(Oidc(application).HasSameSettingsAs(application.Oidc!), Is.True);
    }

    [Test]
    public async Task Show_a_new_secret_once()
    {
        var application = _server.AddApplication();
        using var browser = await _server.SignedIn();
        await browser.Open(Path(application));
        await browser.Press("new-secret");
        var secret = browser.Text("secret")!;
        Assert.That(_server.Store.Current.Applications.Find(application.Id)!.Secret!.Matches(secret), Is.True);

        await browser.Open(Path(application));
        Assert.That(browser.Page.Source.Text, Does.Not.Contain(secret));
        Assert.That(browser.Cookies.Select(cookie => cookie.Value), Has.None.Contains(secret));
    }

    [Test]
    public async Task Are_not_found_in_another_project()
    {
        var application = _server.AddApplication();
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/projects/1/apps/{application.Id}");
        Assert.That((browser.Response.StatusCode, browser.ProblemId), Is.EqualTo((HttpStatusCode.NotFound, "QUERY-pCP8P")));
    }

    private OidcConfiguration Oidc(Application application) => _server.Store.Current.Applications.Find(application.Id)!.Oidc!;

    private static string Path(Application application) => $"/ui/console/projects/{application.ProjectId}/apps/{application.Id}";
}
