namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Signing_in
{
    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new();
        _server.AddPerson("road.runner", "Road Runner");
        _server.AddPerson("wile", "Wile E. Coyote");
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Takes_a_login_name_and_then_a_password()
    {
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        Assert.That(visitor.Title, Is.EqualTo("Welcome Back!"));

        await visitor.Submit(("loginName", "road.runner"));
        Assert.That(visitor.Title, Is.EqualTo("Password"));
        Assert.That(visitor.Page.QuerySelector(".person")!.TextContent, Does.Contain("Road Runner").And.Contain("road.runner"));

        await visitor.Submit(("password", LoginServer.Password));
        Assert.That(visitor.Left, Is.EqualTo($"/oauth/v2/authorize/callback?id={request.Id}"));
    }

    [TestCase("road.runner")]
    [TestCase("ROAD.Runner")]
    [TestCase("  road.runner ")]
    [TestCase("road.runner@acme.example", Description = "the e-mail address")]
    public async Task Takes_whatever_names_one_person(string loginName)
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", loginName));
        Assert.That(visitor.Page.QuerySelector("input[name=loginName]")!.GetAttribute("value"), Is.EqualTo(loginName.Trim()));
    }

    [TestCase("nobody", "QUERY-Dgqd2", "User could not be found")]
    [TestCase("", "QUERY-Dgqd2", "User could not be found")]
    [TestCase("<script>alert(1)</script>", "QUERY-Dgqd2", "User could not be found")]
    [TestCase("setup", "AUTH-DGV4g", "A service user cannot sign in here")]
    public async Task Says_who_is_not_known(string loginName, string errorId, string error)
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", loginName));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(visitor.Error, Is.EqualTo(error));
            Assert.That(visitor.ErrorId, Is.EqualTo(errorId));
            Assert.That(visitor.Page.QuerySelector("#loginName")!.GetAttribute("value"), Is.Empty);
        }
    }

    [Test]
    public async Task Says_that_the_password_is_wrong_and_lets_one_try_again()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("road.runner", "wrong");
        Assert.That(visitor.Error, Is.EqualTo("Password is invalid"));

        await visitor.Submit(("password", LoginServer.Password));
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [Test]
    public async Task Is_not_asked_for_again_in_the_same_browser()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("road.runner");

        await visitor.Begin();
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [Test]
    public async Task Is_asked_for_again_once_a_wrong_password_was_entered()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("road.runner");
        await visitor.Begin(request => request with { Prompts = ["login"], MaxAge = TimeSpan.Zero });
        await visitor.SignIn("road.runner", "wrong");

        await visitor.Begin();
        Assert.That(visitor.Title, Is.EqualTo("Password"));
    }

    [Test]
    public async Task Lets_one_choose_among_those_who_signed_in_here()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("road.runner");
        await visitor.Begin(request => request with { Prompts = ["select_account"] });
        await visitor.Submit("userID", "0");
        await visitor.SignIn("wile");

        await visitor.Begin();
        Assert.That(visitor.Title, Is.EqualTo("Select Account"));
        Assert.That(
            visitor.Page.QuerySelectorAll("button[name=userID] .name").Select(name => name.TextContent),
            Is.EqualTo(new[] { "Road Runner", "Wile E. Coyote", "Other User" }));

        await visitor.Submit("userID", visitor.Page.QuerySelector("button[name=userID]")!.GetAttribute("value"));
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [Test]
    public async Task Does_not_let_one_choose_somebody_who_never_signed_in_here()
    {
        var somebody = _server.AddPerson("somebody", "Some Body");
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("road.runner");
        await visitor.Begin(request => request with { Prompts = ["select_account"] });
        await visitor.Submit("userID", somebody.Id);
        Assert.That(visitor.ErrorId, Is.EqualTo("AUTH-2d3f4"));
    }

    [Test]
    public async Task Goes_on_in_the_browser_where_it_began_and_nowhere_else()
    {
        using var visitor = new Visitor(_server);
        using var thief = new Visitor(_server);
        var request = await visitor.Begin();
        await thief.Open($"/ui/login/login?authRequestID={request.Id}");
        Assert.That(thief.ErrorId, Is.EqualTo("CACHE-d24aD"));
    }

    [Test]
    public async Task Leads_to_the_server_s_own_page_where_no_application_asked_for_it()
    {
        using var visitor = new Visitor(_server);
        await visitor.Open("/ui/login/login");
        Assert.That(visitor.Left, Is.EqualTo("/ui/console/"));
    }

    [Test]
    public async Task Speaks_the_language_that_the_application_asks_for()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin(request => request with { UiLocales = ["de-CH", "en"] });
        await visitor.Submit(("loginName", "nobody"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(visitor.Page.DocumentElement.GetAttribute("lang"), Is.EqualTo("de"));
            Assert.That(visitor.Title, Is.EqualTo("Anmeldung"));
            Assert.That(visitor.Error, Is.EqualTo("Der Benutzer wurde nicht gefunden"));
        }
    }

    [Test]
    public async Task Shows_the_hint_that_development_has()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        Assert.That(visitor.Page.QuerySelector("[data-testid=sign-in-hint]")!.TextContent, Does.Contain("road.runner / Password1!"));
    }
}
