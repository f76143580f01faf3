using EmbeddedZitadel.Applications;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>The whole way: from the authorization request over the pages back to the application.</summary>
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class For_an_application
{
    private LoginServer _server = null!;
    private string _web = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new();
        _server.AddPerson("road.runner", "Road Runner");
        _server.AddPerson("wile", "Wile E. Coyote");
        _web = _server.AddApplication().ClientId;
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task A_login_ends_with_a_code_and_the_state()
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web, "state=a%20b%26c"));
        await visitor.SignIn("road.runner");
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code=").And.EndsWith("&state=a+b%26c"));
    }

    [Test]
    public async Task Prompt_none_never_shows_a_page()
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web, "prompt=none"));
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?error=interaction_required"));

        await visitor.Open(Authorize(_web));
        await visitor.SignIn("road.runner");
        await visitor.Open(Authorize(_web, "prompt=none"));
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code="));

        await visitor.Open(Authorize(_web, "prompt=login"));
        await visitor.SignIn("wile");
        await visitor.Open(Authorize(_web, "prompt=none"));
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?error=interaction_required"), "two are signed in");
    }

    [TestCase("login_hint=road.runner", "Password")]
    [TestCase("login_hint=ROAD.RUNNER", "Password")]
    [TestCase("login_hint=road.runner@acme.example", "Password")]
    [TestCase("login_hint=nobody", "Welcome Back!")]
    [TestCase("id_token_hint=garbage", "Welcome Back!")]
    [TestCase("prompt=create", "Registration")]
    [TestCase("prompt=select_account", "Welcome Back!")]
    [TestCase("prompt=banana", "Welcome Back!")]
    [TestCase("max_age=0", "Welcome Back!")]
    [TestCase("ui_locales=de", "Anmeldung")]
    [TestCase("ui_locales=fr%20de", "Anmeldung")]
    public async Task A_new_browser_starts_at_the_page_that_the_request_asks_for(string parameters, string title)
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web, parameters));
        Assert.That((visitor.Title, visitor.Error), Is.EqualTo((title, (string?)null)));
    }

    [TestCase("", null)]
    [TestCase("prompt=banana", null)]
    [TestCase("login_hint=road.runner", null)]
    [TestCase("login_hint=wile", "Password")]
    [TestCase("max_age=3600", null)]
    [TestCase("max_age=0", "Password")]
    [TestCase("prompt=login", "Welcome Back!")]
    [TestCase("prompt=login&login_hint=road.runner", "Password")]
    [TestCase("prompt=select_account", "Select Account")]
    [TestCase("prompt=consent", "Welcome Back!")]
    [TestCase("prompt=create", "Registration")]
    public async Task A_browser_that_is_signed_in_goes_on_or_shows_the_page_that_the_request_asks_for(string parameters, string? title)
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web));
        await visitor.SignIn("road.runner");
        await visitor.Open(Authorize(_web, parameters));
        if (title is null)
            Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code="));
        else
            Assert.That((visitor.Title, visitor.Left), Is.EqualTo((title, (string?)null)));
    }

    [Test]
    public async Task An_abandoned_prompt_login_leaves_the_session_as_it_was()
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web));
        await visitor.SignIn("road.runner");
        await visitor.Open(Authorize(_web, "prompt=login"));
        await visitor.Submit(("loginName", "road.runner"));
        await visitor.Open(Authorize(_web));
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code="));
    }

    [Test]
    public async Task A_logout_leaves_the_account_picker_with_a_mark()
    {
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(_web));
        await visitor.SignIn("road.runner");
        await visitor.Open("/oidc/v1/end_session");
        Assert.That(visitor.Title, Is.EqualTo("Logged Out"));

        await visitor.Open(Authorize(_web));
        Assert.That(visitor.Title, Is.EqualTo("Select Account"));
        var account = visitor.Page.QuerySelector("button[name=userID]")!;
        Assert.That(account.TextContent, Does.Contain("Road Runner").And.Contain("Signed out"));

        await visitor.Submit("userID", account.GetAttribute("value"));
        Assert.That(visitor.Title, Is.EqualTo("Password"));
        await visitor.Submit(("password", LoginServer.Password));
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code="));
    }

    [Test]
    public async Task The_login_of_a_native_application_ends_with_a_page_that_leads_there()
    {
        var native = _server.AddApplication(c => c with { ApplicationType = OidcApplicationType.Native }).ClientId;
        using var visitor = NewVisitor();
        await visitor.Open(Authorize(native));
        await visitor.SignIn("road.runner");
        Assert.That(visitor.Title, Is.EqualTo("Login Successful"));
        await visitor.Submit();
        Assert.That(visitor.Left, Does.StartWith(LoginServer.RedirectUri + "?code="));
    }

    private static string Authorize(string clientId, string parameters = "") =>
        $"/oauth/v2/authorize?client_id={clientId}&redirect_uri={Uri.EscapeDataString(LoginServer.RedirectUri)}&response_type=code&scope=openid&{parameters}";

    private Visitor NewVisitor() => new(_server) { FollowsCallbacks = true };
}
