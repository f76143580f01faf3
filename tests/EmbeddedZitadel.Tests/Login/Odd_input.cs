using System.Net;
using EmbeddedZitadel.Tests.Oidc;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>Forms that are ours (they carry the token), with what nobody would type.</summary>
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Odd_input
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["nothing"] = "",
        ["a blank"] = " ",
        ["markup"] = "<script>alert(1)</script>\"'&",
        ["line breaks"] = "a\r\nSet-Cookie: x=y",
        ["half a surrogate pair"] = "\ud83d",
        ["right to left"] = "\u202e\u05d0\U0001F600",
        ["a path"] = "../../etc/passwd",
        ["a template"] = "{{7*7}}${7*7}%s%n",
        ["a megabyte"] = new('a', 1 << 20),
    };

    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new();
        _server.AddPerson("road.runner", "Road Runner");
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    private static IEnumerable<string> Kinds => Texts.Keys;

    [TestCaseSource(nameof(Kinds))]
    public async Task In_a_login_gets_a_page_and_changes_nothing(string kind)
    {
        var text = Texts[kind];
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await Try(visitor, ("loginName", text));
        await Try(visitor, ("loginName", text), ("authRequestID", text));
        await visitor.Begin();
        await visitor.Submit(("loginName", "road.runner"));
        await Try(visitor, ("password", text));
        Assert.That(visitor.Title, Is.EqualTo("Password"));
        await visitor.Submit(("password", LoginServer.Password));
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback?id="));
    }

    [Test]
    public async Task With_a_NUL_in_it_is_not_read_at_all()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await Try(visitor, ("loginName", "road\0.runner"));
        Assert.That(visitor.Error, Is.EqualTo("CSRF token not found in request"));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task In_a_registration_gets_a_page(string kind)
    {
        var (text, address) = (Texts[kind], $"{_server.NewId()}@acme.example");
        using var visitor = new Visitor(_server);
        await visitor.Begin(request => request with { Prompts = ["create"] });
        await Try(visitor, ("firstname", text), ("lastname", text), ("email", text), ("register-password", text), ("register-password-confirmation", text));
        await visitor.Begin(request => request with { Prompts = ["create"] });
        await Try(visitor, ("firstname", "Wile"), ("lastname", "Coyote"), ("email", address), ("language", text),
            ("register-password", LoginServer.Password), ("register-password-confirmation", LoginServer.Password));
        Assert.That(visitor.Title, Is.EqualTo("Activate User"));
        Assert.That(_server.Store.Current.Users.By(User.ByEmail, address).Single().Human!.PreferredLanguage, Is.Null);
        await Try(visitor, ("code", text));
        await Try(visitor, ("code", text), ("userID", text), ("orgID", text), ("loginName", text), ("passwordSet", text));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task In_a_change_of_password_gets_a_page(string kind)
    {
        var (text, name) = (Texts[kind], $"user{_server.NewId()}");
        _server.AddPerson(name, "Wile E. Coyote", human => human with { PasswordChangeRequired = true });
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn(name);
        await Try(visitor, ("change-old-password", text), ("change-new-password", text), ("change-password-confirmation", text));
        await Try(visitor, ("change-old-password", LoginServer.Password), ("change-new-password", text), ("change-password-confirmation", text));
        Assert.That(visitor.Title, Is.EqualTo("Change Password"));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task In_a_link_of_a_mail_or_a_device_gets_a_page(string kind)
    {
        var text = Texts[kind].Length > 10_000 ? Texts[kind][..10_000] : Texts[kind]; // it goes into an address
        var query = OidcServer.Query(from name in (string[])["userID", "code", "orgID", "loginname", "user_code", "authRequestID"] select (name, text));
        using var visitor = new Visitor(_server);
        foreach (var path in (string[])["password/init", "user/init", "mail/verification", "register", "device", "login"])
        {
            await visitor.Open($"/ui/login/{path}?{query}");
            IsAPage(visitor);
        }
    }

    private static async Task Try(Visitor visitor, params (string Name, string Value)[] fields)
    {
        await visitor.Submit(fields);
        IsAPage(visitor);
    }

    private static void IsAPage(Visitor visitor)
    {
        if (visitor.Left is not null)
            return; // sent on, to where a login begins
        Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(visitor.Page.QuerySelectorAll("h1").Length, Is.EqualTo(1));
        Assert.That(visitor.Page.QuerySelectorAll("script").Select(script => script.TextContent), Is.All.Empty);
    }
}
