using EmbeddedZitadel.Mails;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Registering
{
    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Ends_signed_in_once_the_mailed_code_was_entered()
    {
        using var visitor = new Visitor(_server, acceptLanguage: "en-US,en;q=0.9");
        var request = await visitor.Begin(r => r with { Prompts = ["create"] });
        Assert.That(visitor.Title, Is.EqualTo("Registration"));
        await visitor.Submit(Speedy("speedy@acme.example"));
        Assert.That(visitor.Title, Is.EqualTo("Activate User"));

        await visitor.Submit("resend", "false", ("code", "WRONG!"));
        Assert.That(visitor.Error, Is.EqualTo("Code is invalid"));

        await visitor.Submit("resend", "false", ("code", CodeFor("speedy@acme.example")));
        Assert.That(visitor.Title, Is.EqualTo("User Activated"));
        await visitor.Submit();
        Assert.That(visitor.Left, Is.EqualTo($"/oauth/v2/authorize/callback?id={request.Id}"));

        var user = _server.Store.Current.Users.By(User.ByLoginName, "speedy@acme.example").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.State, Is.EqualTo(UserState.Active));
            Assert.That(user.Human!.EmailVerified);
            Assert.That(user.Human.DisplayName, Is.EqualTo("Speedy Gonzales"));
            Assert.That(user.Human.PreferredLanguage, Is.EqualTo("en-u-rg-uszzzz"));
        }
    }

    [Test]
    public async Task Begins_on_the_login_page_too()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit("register", "true");
        Assert.That(visitor.Title, Is.EqualTo("Registration"));
    }

    [Test]
    public async Task Begins_by_itself_with_a_login_name_of_a_verified_domain()
    {
        var domain = _server.Store.Current.Organizations.All.Single().PrimaryDomain;
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", $"newcomer@{domain}"));

        Assert.That(visitor.Title, Is.EqualTo("Registration"));
        Assert.That(visitor.Page.QuerySelector("#email")!.GetAttribute("value"), Is.EqualTo($"newcomer@{domain}"));
    }

    [TestCase("weak", "weak", "COMMA-HuJf6", "Password is too short")]
    [TestCase("Password1!", "Password1?", "VIEW-KaGue", "Password confirmation is wrong")]
    public async Task Keeps_names_and_address_and_says_what_is_wrong_with_the_password(string password, string confirmation, string errorId, string error)
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin(r => r with { Prompts = ["create"] });
        await visitor.Submit([.. Speedy("slow@acme.example", password).SkipLast(1), ("register-password-confirmation", confirmation)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((visitor.ErrorId, visitor.Error), Is.EqualTo((errorId, error)));
            Assert.That(visitor.Page.QuerySelector("#firstname")!.GetAttribute("value"), Is.EqualTo("Speedy"));
            Assert.That(visitor.Page.QuerySelector("#lastname")!.GetAttribute("value"), Is.EqualTo("Gonzales"));
            Assert.That(visitor.Page.QuerySelector("#email")!.GetAttribute("value"), Is.EqualTo("slow@acme.example"));
            Assert.That(visitor.Page.QuerySelector("#register-password")!.GetAttribute("value"), Is.Empty);
        }
    }

    [Test]
    public async Task Is_refused_where_the_login_name_is_taken()
    {
        _server.AddPerson("taken@acme.example", "Ta Ken");
        using var visitor = new Visitor(_server);
        await visitor.Begin(r => r with { Prompts = ["create"] });
        await visitor.Submit(Speedy("TAKEN@acme.example"));
        Assert.That((visitor.ErrorId, visitor.Error), Is.EqualTo(("V3-DKcYh", "User already exists")));
    }

    [Test]
    public async Task Sends_another_code_on_request_and_forgets_the_first()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin(r => r with { Prompts = ["create"] });
        await visitor.Submit(Speedy("again@acme.example"));
        var first = CodeFor("again@acme.example");
        await visitor.Submit("resend", "true");

        await visitor.Submit("resend", "false", ("code", first));
        Assert.That(visitor.Error, Is.EqualTo("Code is invalid"));
        await visitor.Submit("resend", "false", ("code", CodeFor("again@acme.example")));
        Assert.That(visitor.Title, Is.EqualTo("User Activated"));
    }

    [Test]
    public async Task Shows_the_mail_on_a_page_whose_link_leads_back()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin(r => r with { Prompts = ["create"] });
        await visitor.Submit(Speedy("reader@acme.example"));

        await visitor.Open("/mails");
        var mail = visitor.Page.QuerySelectorAll("article").Single(article => article.TextContent.Contains("reader@acme.example", StringComparison.Ordinal));
        await visitor.Open(mail.QuerySelector("a")!.GetAttribute("href")!);
        await visitor.Submit("resend", "false", ("code", visitor.Page.QuerySelector("#code")!.GetAttribute("value")!));
        Assert.That(visitor.Title, Is.EqualTo("User Activated"));
    }

    private static (string, string)[] Speedy(string email, string password = LoginServer.Password) =>
    [
        ("firstname", "Speedy"),
        ("lastname", "Gonzales"),
        ("email", email),
        ("register-password", password),
        ("register-password-confirmation", password),
    ];

    private string CodeFor(string email) =>
        _server.Services.GetRequiredService<Mailbox>().Mails.First(mail => mail.To == email).Code;
}
