using System.Net;
using EmbeddedZitadel.Users;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Registering
{
    const string GoodPassword = "Meep-meep-1";

    Stack _stack;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task Creates_the_user_with_its_metadata_and_leads_to_the_sign_in()
    {
        using var browser = new Browser(_stack);

        await RegisterAsync(browser, "sylvester@acme.example", ("Motto", "Thufferin’ thuccotash 🐈"), ("Newsletter", "true"));

        Assert.That((browser.Address.AbsolutePath, browser.Heading), Is.EqualTo(("/registered", "You are registered")));
        Assert.That(_stack.FindUser("sylvester@acme.example")!.Human!.EmailVerified, Is.False, "nobody has shown yet that the address is theirs");

        await browser.ClickAsync("[data-testid=first-sign-in]");
        await browser.SubmitAsync("form:has(input[name=password])", ("password", GoodPassword));
        await browser.SubmitAsync("form:has(input[name=code])", ("code", _stack.MailedCode("sylvester@acme.example")));
        if (browser.Address.Host != "web.localhost")
            await browser.SubmitAsync("main form");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Address.PathAndQuery, Is.EqualTo("/metadata"));
            Assert.That(browser.Text("user-name"), Is.EqualTo("Sylvester Pussycat"));
            Assert.That(browser.Row("region"), Is.EqualTo("dXM us | dXM us | dXM us | yes"));
            Assert.That(browser.Row("motto"), Does.Contain("Thufferin’ thuccotash 🐈").And.EndWith("yes"));
            Assert.That(browser.Row("preferences"), Does.Contain("""{"newsletter":true}""").And.EndWith("yes"));
            Assert.That(_stack.FindUser("sylvester@acme.example")!.Human!.EmailVerified, Is.True);
        }
    }

    [TestCase("GivenName", "", "Enter your given name.")]
    [TestCase("GivenName", "a\u0007b", "a character that cannot be seen")]
    [TestCase("FamilyName", "   ", "Enter your family name.")]
    [TestCase("Email", "", "Enter your e-mail address.")]
    [TestCase("Email", "sylvester", "This is no e-mail address")]
    [TestCase("Email", "Sylvester <sylvester@acme.example>", "This is no e-mail address")]
    [TestCase("Region", "", "Choose a region.")]
    [TestCase("Region", "mars", "Choose a region.")]
    [TestCase("Password", "", "Choose a password.")]
    [TestCase("PasswordAgain", "Something-else-1", "The two passwords differ")]
    public async Task Says_at_the_field_what_is_wrong_and_keeps_the_rest(string field, string value, string message)
    {
        using var browser = new Browser(_stack);

        await RegisterAsync(browser, "tweety@acme.example", ("Motto", "I tawt I taw"), (field, value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(browser.Text("error-" + field), Does.Contain(message));
            Assert.That(browser.Page.QuerySelectorAll("[data-testid^=error-]"), Has.Count.EqualTo(1), "nothing else is wrong");
            Assert.That(browser.Page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
            Assert.That(browser.Page.QuerySelector("#Motto")!.GetAttribute("value"), Is.EqualTo("I tawt I taw"));
            Assert.That(browser.Html, Does.Not.Contain(GoodPassword));
            Assert.That(_stack.FindUser("tweety@acme.example"), Is.Null);
        }
    }

    [TestCase("GivenName")]
    [TestCase("FamilyName")]
    [TestCase("Motto")]
    public async Task Says_where_something_is_too_long(string field)
    {
        using var browser = new Browser(_stack);

        await RegisterAsync(browser, "long@acme.example", (field, new string('x', 201)));

        Assert.That(browser.Text("error-" + field), Is.EqualTo("Shorten it to 200 characters."));
    }

    [Test]
    public async Task With_a_login_name_that_exists_says_so_at_its_field()
    {
        using var browser = new Browser(_stack);
        await RegisterAsync(browser, "porky@acme.example");
        var first = _stack.FindUser("porky@acme.example");

        await RegisterAsync(browser, "Porky@acme.example", ("Region", "eu"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Text("error-Email"), Does.StartWith("There is a user with this login name already"));
            Assert.That(browser.Page.QuerySelector("#Email")!.GetAttribute("value"), Is.EqualTo("Porky@acme.example"));
            Assert.That(_stack.FindUser("porky@acme.example"), Is.EqualTo(first), "the user that is there stays as it is");
        }
    }

    [Test]
    public async Task With_a_weak_password_names_every_rule_that_it_breaks()
    {
        using var browser = new Browser(_stack);

        await RegisterAsync(browser, "weak@acme.example", ("Password", "meep"), ("PasswordAgain", "meep"));

        Assert.That(browser.Text("error-Password"), Is.EqualTo("It still needs at least 8 characters, an upper-case letter, a digit, a symbol."));
        Assert.That(_stack.FindUser("weak@acme.example"), Is.Null);
    }

    [Test]
    public async Task With_a_weak_password_shows_ZITADELs_refusal_at_the_field_where_its_policy_is_not_known()
    {
        await using var stack = await Stack.StartAsync();
        stack.Silence = ("/v2/settings/password/complexity", IsSent: false);
        using var browser = new Browser(stack);

        await RegisterAsync(browser, "weak@acme.example", ("Password", "meep"), ("PasswordAgain", "meep"));

        Assert.That(browser.Text("error-Password"), Does.StartWith("ZITADEL does not take this: ").And.Contain("at least 8").And.Not.Contain("COMMA"));
        Assert.That(browser.Page.QuerySelector("#Password-hint")!.TextContent, Does.Contain("at least 8 characters"));
    }

    [Test]
    public async Task While_ZITADEL_does_not_answer_keeps_what_was_typed_and_works_when_it_is_back()
    {
        await using var stack = await Stack.StartAsync();
        using var browser = new Browser(stack);
        await browser.OpenAsync("/register");
        stack.ZitadelIsDown = true;

        await SubmitAsync(browser, "daffy@acme.example", ("Motto", "Desthpicable"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(browser.Text("problem"), Does.StartWith("ZITADEL cannot register you right now.").And.Contain("try again"));
            Assert.That(browser.Page.QuerySelector("#Motto")!.GetAttribute("value"), Is.EqualTo("Desthpicable"));
            Assert.That(browser.Page.QuerySelector("#Region option[selected]")!.TextContent, Is.EqualTo("us"));
            Assert.That(browser.Html, Does.Not.Contain(GoodPassword));
        }

        stack.ZitadelIsDown = false;
        await SubmitAsync(browser, "daffy@acme.example");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/registered"));
    }

    [Test]
    public async Task Whose_answer_was_lost_has_done_all_of_it_and_the_next_try_says_so()
    {
        await using var stack = await Stack.StartAsync();
        using var browser = new Browser(stack);
        stack.Silence = ("/v2/users/human", IsSent: true);
        await RegisterAsync(browser, "marvin@acme.example", ("Motto", "Illudium"));
        Assert.That(browser.Text("problem"), Does.Contain("If it says then that the login name exists, this try came through"));

        stack.Silence = null;
        await SubmitAsync(browser, "marvin@acme.example");

        Assert.That(browser.Text("error-Email"), Does.StartWith("There is a user with this login name already: sign in"));
        Assert.That(stack.FindUser("marvin@acme.example")!.Metadata.Keys, Is.EquivalentTo(["region", "motto", "preferences"]), "one request creates both");
    }

    [Test]
    public async Task Goes_on_with_a_new_token_when_the_service_users_has_ended()
    {
        await using var stack = await Stack.StartAsync();
        using var browser = new Browser(stack);
        await RegisterAsync(browser, "first@acme.example");
        stack.Clock.Advance(TimeSpan.FromHours(13));

        await RegisterAsync(browser, "second@acme.example");

        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/registered"));
    }

    [Test]
    public async Task Is_not_possible_without_a_service_user_and_the_page_says_what_is_missing()
    {
        await using var stack = await Stack.StartAsync();
        stack.HasRegistration = false;
        await stack.RestartWebAsync();
        using var browser = new Browser(stack);

        await browser.OpenAsync("/register");

        Assert.That(browser.Text("not-set-up"), Does.Contain("ORG_USER_MANAGER").And.Contain("Registration__ClientSecret"));
        Assert.That(browser.Page.QuerySelector("main form"), Is.Null);
    }

    [Test]
    public async Task That_a_service_user_is_not_allowed_is_our_fault_and_told_as_such()
    {
        await using var stack = await Stack.StartAsync();
        stack.ChangeUser(stack.FindUser("registrar")!, user => user with { State = UserState.Inactive });
        using var browser = new Browser(stack);

        await RegisterAsync(browser, "taz@acme.example");

        Assert.That((browser.Status, browser.Text("problem")[..39]), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "ZITADEL cannot register you right now. ")));
    }

    [Test]
    public async Task Encodes_what_was_typed()
    {
        using var browser = new Browser(_stack);

        await RegisterAsync(browser, "\"><script>alert(1)</script>", ("GivenName", "<b>\"'&\u202e שלום 💨"), ("Motto", "<script>alert(2)</script>"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Page.QuerySelectorAll("script, main b"), Is.Empty);
            Assert.That(browser.Page.QuerySelector("#GivenName")!.GetAttribute("value"), Is.EqualTo("<b>\"'&\u202e שלום 💨"));
            Assert.That(browser.Page.QuerySelector("#Email")!.GetAttribute("value"), Is.EqualTo("\"><script>alert(1)</script>"));
        }
    }

    [Test]
    public async Task Needs_the_token_of_our_own_form()
    {
        using var browser = new Browser(_stack);

        await browser.SendAsync(HttpMethod.Post, new Uri(Browser.Web + "/register"), new FormUrlEncodedContent([new("Email", "forged@acme.example")]));

        Assert.That((browser.Status, browser.Heading), Is.EqualTo((HttpStatusCode.BadRequest, "That did not work")));
    }

    [Test]
    public async Task Is_limited_for_each_address()
    {
        await using var stack = await Stack.StartAsync();
        stack.RegistrationAttempts = 2;
        await stack.RestartWebAsync();
        using var browser = new Browser(stack) { RemoteAddress = "2001:db8::1" };
        await RegisterAsync(browser, "");
        await RegisterAsync(browser, "");

        browser.RemoteAddress = "2001:db8::ffff:2"; // the same network of 64 bits
        await RegisterAsync(browser, "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(browser.Heading, Is.EqualTo("Too many attempts"));
            Assert.That(browser.Page.QuerySelector(".lead")!.TextContent, Does.Contain("Wait 10 minutes"));
            Assert.That(browser.Response.Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10)));
        }

        browser.RemoteAddress = "192.0.2.7";
        await RegisterAsync(browser, "other@acme.example");
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/registered"), "another address, and looking at the form is free");
    }

    static async Task RegisterAsync(Browser browser, string email, params (string Name, string Value)[] more)
    {
        await browser.OpenAsync("/register");
        await SubmitAsync(browser, email, more);
    }

    static Task SubmitAsync(Browser browser, string email, params (string Name, string Value)[] more)
    {
        Dictionary<string, string> fields = new()
        {
            ["GivenName"] = "Sylvester", ["FamilyName"] = "Pussycat", ["Email"] = email, ["Region"] = "us",
            ["Password"] = GoodPassword, ["PasswordAgain"] = GoodPassword,
        };
        foreach (var (name, value) in more)
            fields[name] = value;
        if (more.Any(field => field is { Name: "Password", Value: "" }))
            fields["PasswordAgain"] = "";
        return browser.SubmitAsync("main form", [.. fields.Select(field => (field.Key, field.Value))]);
    }
}
