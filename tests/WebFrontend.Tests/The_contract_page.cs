using System.Net;
using EmbeddedZitadel.Users;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class The_contract_page
{
    Stack _stack = null!;
    Browser _browser = null!;

    // One stack for all: starting one takes longer than most of these tests.
    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [SetUp]
    public void OpenBrowser() => _browser = new Browser(_stack);

    [TearDown]
    public async Task CloseBrowser()
    {
        _browser.Dispose();
        await _stack.ResetAsync();
    }

    [TestCase("road.runner", "1234", "eu")]
    [TestCase("wile.coyote", "5678", "us")]
    public async Task Shows_the_contract_and_which_region_answered_and_why(string user, string number, string region)
    {
        await _browser.SignInAsync(user, "/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Heading, Is.EqualTo("Your contract"));
            Assert.That(_browser.Text("contract-number"), Is.EqualTo(number));
            Assert.That(_browser.Text("region-named"), Is.EqualTo(region));
            Assert.That(_browser.Text("region-asked"), Is.EqualTo($"metadata-api-{region}"));
            Assert.That(_browser.Text("region-answered"), Is.EqualTo(region));
            Assert.That(_browser.Text("region-reason"), Does.StartWith("Chosen by your metadata"));
            Assert.That(_browser.Html, Does.Contain("rights belong in roles"));
        }
    }

    [Test]
    public async Task Says_that_a_user_without_a_number_has_no_contract_and_what_to_do()
    {
        await _browser.SignInAsync("odd.body", "/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_browser.Text("problem"), Does.StartWith("No contract number").And.Contain("no metadata ContractNumber").And.Contain("Whoever manages users"));
            Assert.That(_browser.Text("region-named"), Is.EqualTo("not there"));
            Assert.That(_browser.Text("region-reason"), Does.Contain("names no region"));
            Assert.That(_browser.Page.QuerySelector("textarea"), Is.Null);
        }
    }

    [Test]
    public async Task Says_that_a_number_is_unknown()
    {
        _stack.SetMetadata("odd.body", "ContractNumber", "9999"u8.ToArray());

        await _browser.SignInAsync("odd.body", "/contract");

        Assert.That(_browser.Text("problem"), Does.StartWith("Unknown contract number").And.Contain("There is no contract 9999 here."));
    }

    [Test]
    public async Task Says_that_a_number_belongs_to_somebody_else()
    {
        using var other = new Browser(_stack);
        await other.SignInAsync("road.runner", "/contract");
        _stack.SetMetadata("odd.body", "ContractNumber", "1234"u8.ToArray());

        await _browser.SignInAsync("odd.body", "/contract");

        Assert.That(_browser.Text("problem"), Does.StartWith("Not your contract").And.Contain("The contract 1234 belongs to another user."));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("\"><img src=x onerror=alert(1)>")]
    [TestCase("مرحبا")]
    [TestCase("💨")]
    public async Task Encodes_what_the_metadata_says(string value)
    {
        _stack.SetMetadata("odd.body", "ContractNumber", System.Text.Encoding.UTF8.GetBytes(value));
        _stack.SetMetadata("odd.body", "region", System.Text.Encoding.UTF8.GetBytes(value));

        await _browser.SignInAsync("odd.body", "/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Text("problem"), Does.Contain($"There is no contract {value} here."));
            Assert.That(_browser.Text("region-named"), Is.EqualTo(value));
            Assert.That(_browser.Text("region-reason"), Does.Contain("no such region here"));
            Assert.That(_browser.Page.QuerySelectorAll("main script, main img"), Is.Empty);
        }
    }

    [Test]
    public async Task Shows_the_beginning_of_a_value_of_500_000_bytes()
    {
        _stack.SetMetadata("odd.body", "ContractNumber", [.. Enumerable.Repeat((byte)'9', 500_000)]);
        _stack.SetMetadata("odd.body", "region", [.. Enumerable.Repeat((byte)'u', 500_000)]);

        await _browser.SignInAsync("odd.body", "/contract");

        Assert.That(_browser.Text("problem"), Does.Contain("no printable text of 1 to 40 characters"));
        Assert.That(_browser.Html, Has.Length.LessThan(20_000));
    }

    [TestCase("Leave it at the mesa.\nBeep beep! 💨")]
    [TestCase("</textarea><script>alert(1)</script>")]
    [TestCase("\nbegins with an empty line")]
    [TestCase("‏من اليمين")]
    [TestCase("")]
    public async Task Saves_a_note_and_shows_it(string note)
    {
        await _browser.SignInAsync(path: "/contract");

        await _browser.PressAsync("save-note", ("Note", note.Replace("\n", "\r\n")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Address.PathAndQuery, Is.EqualTo("/contract"), "loading it again sends nothing twice");
            Assert.That(_browser.Text("saved"), Is.EqualTo("The note is saved."));
            Assert.That(_browser.Page.QuerySelector("textarea")!.TextContent, Is.EqualTo(note));
            Assert.That(_browser.Page.QuerySelectorAll("main script"), Is.Empty);
        }
        await _browser.OpenAsync("/contract");
        Assert.That(_browser.Page.QuerySelector("[data-testid=saved]"), Is.Null, "said once");
        Assert.That(_browser.Page.QuerySelector("textarea")!.TextContent, Is.EqualTo(note));
    }

    [Test]
    public async Task Keeps_a_note_that_is_too_long_and_says_so()
    {
        await _browser.SignInAsync(path: "/contract");
        var note = new string('x', 501);

        await _browser.PressAsync("save-note", ("Note", note));

        Assert.That(_browser.Text("note-problem"), Is.EqualTo("The note has 501 characters: shorten it to 500."));
        Assert.That(_browser.Page.QuerySelector("textarea")!.TextContent, Is.EqualTo(note));
        Assert.That(_browser.Page.QuerySelector("textarea")!.GetAttribute("aria-describedby"), Is.EqualTo("note-problem"));
    }

    [Test]
    public async Task Keeps_a_note_that_could_not_be_saved()
    {
        await _browser.SignInAsync(path: "/contract");
        _stack.ApiIsDown = true;

        await _browser.PressAsync("save-note", ("Note", "At the mesa"));

        Assert.That(_browser.Text("note-problem"), Does.StartWith("The note was not saved. MetadataApi does not answer."));
        Assert.That(_browser.Page.QuerySelector("textarea")!.TextContent, Is.EqualTo("At the mesa"));
    }

    [Test]
    public async Task Takes_no_note_without_an_antiforgery_token()
    {
        await _browser.SignInAsync(path: "/contract");

        await _browser.SendAsync(HttpMethod.Post, new Uri(Browser.Web + "/contract"), new FormUrlEncodedContent([new("Note", "x")]));

        Assert.That(_browser.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Says_that_MetadataApi_is_down()
    {
        await _browser.SignInAsync();
        _stack.ApiIsDown = true;

        await _browser.OpenAsync("/contract");

        Assert.That(_browser.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_browser.Text("problem"), Does.Contain("MetadataApi does not answer").And.Contain("Aspire dashboard"));
        Assert.That(_browser.Text("region-answered"), Is.EqualTo("nobody"));
    }

    [Test]
    public async Task Leads_to_the_sign_in_and_back()
    {
        await _browser.OpenAsync("/contract");
        Assert.That(_browser.Address.Authority, Is.EqualTo(new Uri(_stack.Issuer).Authority));

        await _browser.LogInAsync();

        Assert.That(_browser.Address.PathAndQuery, Is.EqualTo("/contract"));
    }

    [Test]
    public async Task Ends_with_a_session_that_ZITADEL_has_ended()
    {
        await _browser.SignInAsync();
        _stack.ChangeUser("road.runner", user => user with { State = UserState.Inactive });

        await _browser.OpenAsync("/contract");

        Assert.That(_browser.Heading, Is.EqualTo("Your session ended"));
    }
}
