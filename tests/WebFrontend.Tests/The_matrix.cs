namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class The_matrix
{
    const string Metadata = "urn:zitadel:iam:user:metadata";

    Stack _stack;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [TestCase("guide-opaque", "MTIzNA 1234 | MTIzNA 1234 | opaque: nothing in it to read | MTIzNA 1234",
        "road.runner@acme.example | “User Info inside ID Token” is off | opaque: nothing in it to read | road.runner@acme.example")]
    [TestCase("guide-opaque-user-info", "MTIzNA 1234 | MTIzNA 1234 | opaque: nothing in it to read | MTIzNA 1234",
        "road.runner@acme.example | road.runner@acme.example | opaque: nothing in it to read | road.runner@acme.example")]
    [TestCase("guide-jwt", "MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234",
        "road.runner@acme.example | “User Info inside ID Token” is off | never in an access token | road.runner@acme.example")]
    [TestCase("guide-jwt-user-info", "MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234",
        "road.runner@acme.example | road.runner@acme.example | never in an access token | road.runner@acme.example")]
    public async Task Shows_each_claim_at_each_place_or_why_it_is_not_there(string application, string contractNumber, string email)
    {
        using var browser = new Browser(_stack);

        await SignInAsync(browser, application, "openid", "profile", "email", Metadata);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Row(browser, "ContractNumber"), Is.EqualTo(contractNumber));
            Assert.That(Row(browser, "email"), Is.EqualTo(email));
            Assert.That(Row(browser, "phone_number"), Does.StartWith("scope phone not asked for"));
            Assert.That(Row(browser, "nonce"), Does.StartWith("not for this place | "));
        }
    }

    [Test]
    public async Task Says_which_scope_was_not_asked_for()
    {
        using var browser = new Browser(_stack);

        await SignInAsync(browser, "guide-jwt", "openid");

        Assert.That(Row(browser, Metadata), Is.EqualTo(string.Join(" | ", Enumerable.Repeat($"scope {Metadata} not asked for", 4))));
    }

    [Test]
    public async Task Says_so_where_there_is_no_ID_token()
    {
        using var browser = new Browser(_stack);

        await SignInAsync(browser, "guide-opaque", "profile", Metadata);

        Assert.That(Row(browser, "ContractNumber").Split(" | ")[1], Is.EqualTo("no ID token: the scope openid was not asked for"));
    }

    static async Task SignInAsync(Browser browser, string application, params string[] scopes)
    {
        await browser.OpenAsync("/matrix");
        await browser.PressAsync("sign-in-for-matrix", [("Application", application), .. scopes.Select(scope => ("Scopes", scope))]);
        await browser.LogInAsync();
        Assert.That(browser.Address.PathAndQuery, Is.EqualTo("/matrix?application=" + application));
    }

    static string Row(Browser browser, string claim) => string.Join(" | ", browser.Page.QuerySelectorAll("[data-testid=matrix] tr")
        .Single(row => row.GetAttribute("data-claim") == claim).QuerySelectorAll("td")
        .Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
}
