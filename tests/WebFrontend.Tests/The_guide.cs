using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class The_guide
{
    Stack _stack;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task Shows_the_client_of_the_guide()
    {
        using var browser = new Browser(_stack);

        await browser.OpenAsync("/guide");

        var client = _stack.Setup.Applications["guide"];
        Assert.That((browser.Text("client-id"), browser.Text("client-secret")), Is.EqualTo((client.ClientId, client.ClientSecret)));
    }

    [Test]
    public async Task Links_to_ZITADELs_console()
    {
        using var browser = new Browser(_stack);

        await browser.OpenAsync("/guide");
        var application = browser.Page.QuerySelector("[data-testid=console]")!.GetAttribute("href");
        await browser.OpenAsync("/guide/metadata");
        var users = browser.Page.QuerySelector("[data-testid=console]")!.GetAttribute("href");
        await browser.SignInAsync(path: "/sign-in?returnUrl=%2Fguide%2Fmetadata");
        var user = browser.Page.QuerySelector("[data-testid=console]")!.GetAttribute("href");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(application, Is.EqualTo($"{_stack.Issuer}/ui/console/projects/{_stack.Setup.ProjectId}/apps/{_stack.Setup.Applications["guide"].ApplicationId}"));
            Assert.That(users, Is.EqualTo($"{_stack.Issuer}/ui/console/users"));
            Assert.That(user, Is.EqualTo($"{_stack.Issuer}/ui/console/users/{_stack.Setup.Users["road.runner"].UserId}"));
        }
    }

    [Test]
    public async Task Shows_that_a_user_reads_its_metadata_and_adds_none()
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/guide/metadata");

        await browser.PressAsync("try-myself");
        await browser.LogInAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/guide/metadata"));
            Assert.That(browser.Page.QuerySelectorAll("[data-testid=exchange]").Select(one => one.GetAttribute("data-status")), Is.EqualTo(["200", "404"]));
            Assert.That(browser.Page.QuerySelector("[data-testid=exchange]")!.TextContent, Does.Contain("\"MTIzNA==\""));
            Assert.That(browser.Page.QuerySelectorAll("[data-testid=exchange]")[1].QuerySelector("[data-testid=curl]")!.TextContent,
                Does.Contain("""--data '{"metadata":[{"key":"addedByMyself","value":"eWVz"}]}'"""));
            Assert.That(browser.Text("verdict"), Does.StartWith("Refused"));
            Assert.That(_stack.FindUser("road.runner")!.Metadata.Keys, Does.Not.Contain("addedByMyself"));
        }
    }

    [Test]
    public async Task Leads_from_the_link_to_the_metadata()
    {
        using var browser = new Browser(_stack);
        await BuildLinkAsync(browser);
        var (verifier, challenge) = (browser.Text("verifier"), browser.Text("challenge"));
        Assert.That(challenge, Is.EqualTo(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));

        await browser.ClickAsync("[data-testid=open-link]");
        await browser.LogInAsync();
        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/guide/token"));

        await browser.PressAsync("exchange-code");
        var exchange = browser.Page.QuerySelector("[data-testid=exchange]")!;
        var masked = exchange.QuerySelectorAll("pre").Take(2).Select(text => text.TextContent).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exchange.GetAttribute("data-status"), Is.EqualTo("200"));
            Assert.That(masked[0], Does.Contain("POST /oauth/v2/token").And.Contain("grant_type=authorization_code").And.Contain("Authorization: Basic "));
            Assert.That(masked[1], Does.Contain("\"expires_in\": 43199").And.Contain("…\""));
            Assert.That(string.Concat(masked), Does.Not.Contain(verifier), "secrets are masked until they are asked for");
            Assert.That(browser.Text("curl"), Does.Contain(verifier).And.StartWith("curl --request POST"));
        }

        await browser.PressAsync("use-again");
        Assert.That(browser.Page.QuerySelectorAll("[data-testid=exchange]").Select(one => one.GetAttribute("data-status")), Is.EqualTo(["200", "404"]), "a code works once");

        await browser.OpenAsync("/guide/userinfo");
        await browser.PressAsync("ask-userinfo");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Page.QuerySelectorAll("mark").Select(line => line.TextContent.Trim()), Has.Some.Contain("urn:zitadel:iam:user:metadata").And.Some.Contain("MTIzNA"));
            Assert.That(browser.Page.QuerySelectorAll("mark").Select(line => line.TextContent), Has.None.Contain("email"));
            Assert.That(browser.Text("decoded"), Does.Contain("ContractNumber").And.Contain("1234"));
        }

        await browser.OpenAsync("/guide/inspect");
        await browser.PressAsync("inspect-id-token", ("own", "id"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Text("kind"), Is.EqualTo("ID token (JWT)"));
            Assert.That(browser.Text("verdict"), Does.StartWith($"Signed with a key of {_stack.Issuer}."));
            Assert.That(browser.Page.QuerySelector("[data-claim=iss] dd")!.TextContent, Is.EqualTo(_stack.Issuer));
        }

        await browser.PressAsync("inspect-access-token", ("own", "access"));
        Assert.That((browser.Text("kind"), browser.Text("verdict")[..20]), Is.EqualTo(("Opaque token, by introspection", "ZITADEL says: active")));
    }

    [Test]
    public async Task Shows_what_the_setting_User_Info_inside_ID_Token_changes_and_what_not()
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/guide/id-token");

        await browser.PressAsync("get-id-token-off");
        await browser.LogInAsync();
        await browser.PressAsync("get-id-token-on");

        var (off, on) = (JsonElement.Parse(browser.Text("id-token-off")), JsonElement.Parse(browser.Text("id-token-on")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(off.TryGetProperty("email", out _), Is.False);
            Assert.That(on.GetProperty("email").GetString(), Is.EqualTo("road.runner@acme.example"));
            Assert.That(off.GetProperty("urn:zitadel:iam:user:metadata").GetProperty("ContractNumber").GetString(), Is.EqualTo("MTIzNA"), "with the setting off, too");
            Assert.That(browser.Text("difference"), Does.Contain("email").And.Not.Contain("metadata").And.Not.Contain("nonce"));
        }
    }

    [Test]
    public async Task Without_the_scope_has_no_metadata()
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/guide/authorize");
        await browser.SubmitAsync("form.stack", ("Scopes", "openid"));
        await browser.ClickAsync("[data-testid=open-link]");
        await browser.LogInAsync();
        await browser.PressAsync("exchange-code");

        await browser.OpenAsync("/guide/userinfo");
        await browser.PressAsync("ask-userinfo");

        Assert.That(browser.Text("no-metadata"), Does.StartWith("The claim is not there"));
    }

    [Test]
    public async Task Shows_ZITADELs_error_in_place_of_a_code()
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/guide/authorize");
        await browser.SubmitAsync("form.stack", ("Parameters[prompt]", "none"));

        await browser.ClickAsync("[data-testid=open-link]");

        Assert.That(browser.Address.AbsolutePath, Is.EqualTo("/guide/token"));
        Assert.That(browser.Text("authorization-error"), Does.Contain("interaction_required"));
    }

    [Test]
    public async Task Takes_no_code_that_it_did_not_ask_for()
    {
        using var browser = new Browser(_stack);

        await browser.OpenAsync("/guide/callback?code=x&state=x");

        Assert.That(browser.Heading, Is.EqualTo("That sign-in is over"));
    }

    [TestCase("eyJhbGciOiJub25lIn0.eyJzdWIiOiI8Yj4ifQ.", "ID token (JWT)", "Not signed with a key of")]
    [TestCase("a.b.c", "Three parts, but no JWT", "Its parts are not JSON")]
    [TestCase("W10.W10.x", "Three parts, but no JWT", "Its parts are not JSON")]
    [TestCase("nonsense<b>", "Opaque token, by introspection", "ZITADEL says: not active.")]
    public async Task Believes_no_token_that_is_not_ZITADELs(string token, string kind, string verdict)
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/guide/inspect");

        await browser.SubmitAsync("form.stack", ("Token", token));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Text("kind"), Is.EqualTo(kind));
            Assert.That(browser.Text("verdict"), Does.StartWith(verdict));
            Assert.That(browser.Page.QuerySelector("[data-testid=verdict]")!.GetAttribute("data-good"), Is.Not.EqualTo("True"));
            Assert.That(browser.Page.QuerySelector("main b"), Is.Null);
        }
    }

    [TestCase("/guide", HttpStatusCode.OK)]
    [TestCase("/guide/metadata", HttpStatusCode.OK)]
    [TestCase("/guide/authorize", HttpStatusCode.OK)]
    [TestCase("/guide/id-token", HttpStatusCode.OK)]
    [TestCase("/guide/token", HttpStatusCode.OK)]
    [TestCase("/guide/userinfo", HttpStatusCode.OK)]
    public async Task Says_what_it_cannot_do_where_it_has_no_application(string path, HttpStatusCode status)
    {
        await using var stack = await Stack.StartAsync();
        stack.HasGuide = false;
        await stack.RestartWebAsync();
        using var browser = new Browser(stack);

        await browser.OpenAsync(path);

        Assert.That(browser.Status, Is.EqualTo(status));
        Assert.That(browser.Page.QuerySelector(".notice"), Is.Not.Null);
    }

    async Task BuildLinkAsync(Browser browser)
    {
        await browser.OpenAsync("/guide/authorize");
        await browser.SubmitAsync("form.stack");
        Assert.That(browser.Text("authorization-request"), Does.Contain("code_challenge_method=S256"));
    }
}
