using System.Text.RegularExpressions;
using System.Web;
using EndToEnd.Pages;
using EndToEnd.Stacks;

namespace EndToEnd.Tests;

/// <summary>A login as the dashboard shows it. Its ZITADEL has to be EmbeddedZitadel, whose spans are among them.</summary>
sealed partial class Watching_a_login : BrowserTest
{
    Dashboard _dashboard = null!;

    [SetUp]
    public async Task OpenDashboard()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to ask.");
        _dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
    }

    [TearDown]
    public void CloseDashboard() => _dashboard?.Dispose();

    [Test]
    public async Task Leads_from_the_page_back_to_the_first_click_and_shows_no_secret()
    {
        if (Stack.ZitadelIsExternal) Assert.Ignore("This ZITADEL is not a part of the stack: what it does is not in the stack's dashboard.");
        List<string> addresses = [];
        Page.Request += (_, request) => addresses.Add(request.Url);

        await Web.SignInAsync();
        var trace = await TraceOfPageAsync();

        // The page: WebFrontend asks userinfo, and MetadataApi, which asks ZITADEL about the token.
        var spans = await _dashboard.TraceAsync(trace, spans => spans.Any(IsOf("web-frontend", "GET /metadata")) && spans.Any(IsOfTheApi)
            && spans.Any(IsOf("zitadel", "GET /oidc/v1/userinfo")) && spans.Any(IsOf("zitadel", "POST /oauth/v2/introspect")));
        var page = spans.Single(IsOf("web-frontend", "GET /metadata"));
        var userinfo = spans.Single(IsOf("zitadel", "GET /oidc/v1/userinfo"));
        var api = spans.Single(IsOfTheApi);
        var introspection = spans.Single(IsOf("zitadel", "POST /oauth/v2/introspect"));

        // The login: no browser carries a trace from page to page, so these are traces of their own, linked.
        var callback = await _dashboard.LinkedAsync(page.Links.Single());
        var challenge = await _dashboard.LinkedAsync(callback.Links.Single());
        var exchange = await _dashboard.TraceAsync(callback.TraceId, spans => spans.Any(IsOf("zitadel", "POST /oauth/v2/token")));
        var token = exchange.Single(IsOf("zitadel", "POST /oauth/v2/token"));
        var login = await Task.WhenAll(token.Links.Select(_dashboard.LinkedAsync));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Parents(userinfo, spans), Does.Contain(page));
            Assert.That(Parents(api, spans), Does.Contain(page));
            Assert.That(Parents(introspection, spans), Does.Contain(api).And.Contain(page));
            Assert.That(spans.Where(span => span.Name == "metadata.decode").Select(span => span.Attributes["zitadel_metadata.undecodable"]),
                Is.Not.Empty.And.All.EqualTo("0"));

            Assert.That((callback.Service, Request(callback)), Is.EqualTo(("web-frontend", "GET /signin-oidc")));
            Assert.That((challenge.Service, Request(challenge)), Is.EqualTo(("web-frontend", "GET /sign-in")));
            Assert.That(Parents(token, exchange).Select(span => span.Id), Does.Contain(callback.Id));
            Assert.That(login.Select(span => $"{span.Service} {span.Name}"), Is.EqualTo(
            [
                "zitadel GET /oauth/v2/authorize", "zitadel POST /ui/login/loginname", "zitadel POST /ui/login/password",
                "zitadel GET /oauth/v2/authorize/callback",
            ]));
            Assert.That(login.Append(page).Append(callback).Append(challenge).Select(span => span.TraceId), Is.Unique);

            Span[] ofTheUser = [page, userinfo, api, introspection, callback, token, .. login[2..]];
            Assert.That(ofTheUser.Select(span => span.Attributes.GetValueOrDefault("enduser.id")).Distinct(), Has.One.Items.And.All.Match("^[0-9]+$"));
        }

        await ShowsNoSecretAsync(new()
        {
            ["password"] = Stack.Password,
            ["code"] = Parameter(addresses, "/signin-oidc", "code"),
            ["state"] = Parameter(addresses, "/signin-oidc", "state"),
            ["session"] = (await Context.CookiesAsync()).Single(cookie => cookie.Name == "web-frontend.session").Value,
            ["client secret"] = (await new GuidePage(Page, Stack).ClientAsync()).Secret,
            ["metadata value"] = "MTIzNA",
            ["display name"] = await Web.UserName.InnerTextAsync(),
        });
    }

    [Test]
    public async Task Shows_why_a_password_was_refused_and_not_which()
    {
        if (Stack.ZitadelIsExternal) Assert.Ignore("This ZITADEL is not a part of the stack: what it does is not in the stack's dashboard.");
        var trace = await TraceRequestsToAsync("/ui/login/password");
        await Web.GoToLoginAsync();
        await Login.SubmitNameAsync(Stack.User);

        await Login.SubmitPasswordAsync("Wrong-password1!");
        await Expect(Login.Error).ToBeVisibleAsync();

        var spans = await _dashboard.TraceAsync(trace, spans => spans.Count > 0);
        var refused = spans.Single();
        var before = await Task.WhenAll(refused.Links.Select(_dashboard.LinkedAsync));
        var line = (await _dashboard.LogAsync(trace, lines => lines.Count > 0)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Service, refused.Name), Is.EqualTo(("zitadel", "POST /ui/login/password")));
            Assert.That(refused.Attributes["error.type"], Is.EqualTo("Errors.User.Password.Invalid"));
            Assert.That(before.Select(span => span.Name), Is.EqualTo(["GET /oauth/v2/authorize", "POST /ui/login/loginname"]));
            Assert.That(line, Does.Match("^A login of user [0-9]+ to the application [0-9]+ was refused: .+ \\(COMMAND-3M0fs\\)$"));
        }
        await ShowsNoSecretAsync(new() { ["password"] = "Wrong-password1!" });
    }

    [Test]
    public async Task Is_one_click_away_from_each_page()
    {
        await Web.OpenAsync();

        var spans = await _dashboard.TraceAsync(await TraceOfPageAsync(), spans => spans.Count > 0);
        Assert.That(spans.Select(span => span.Service), Does.Contain("web-frontend"));
    }

    [Test]
    public async Task Is_counted()
    {
        await StackSetUp.SignedInAsync(Stack.User);

        // The dashboard's API has no metrics: its page has, those that it knew when it was opened.
        await Context.APIRequest.GetAsync(Stack.Dashboard!.AbsoluteUri); // for the cookie
        var page = new Uri(Stack.Dashboard, "/metrics/resource/web-frontend").AbsoluteUri;
        var own = Page.GetByText("web_frontend.sign_ins", new() { Exact = true });
        for (var attempt = 0; attempt < 10 && !await own.IsVisibleAsync(); attempt++)
        {
            await Page.GotoAsync(page);
            await Page.GetByText("http.server.request.duration", new() { Exact = true }).First.WaitForAsync();
        }

        await Expect(own).ToBeVisibleAsync();
        foreach (var metric in (string[])["aspnetcore.authentication.authenticate.duration", "aspnetcore.authorization.attempts", "kestrel.active_connections"])
            await Expect(Page.GetByText(metric, new() { Exact = true }).First).ToBeVisibleAsync();
    }

    async Task ShowsNoSecretAsync(Dictionary<string, string> secrets)
    {
        var everything = await _dashboard.EverythingAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(everything, Does.Contain("/oauth/v2/authorize").And.Contain("signed in"), "spans and logs that were looked through");
            foreach (var (name, secret) in secrets)
            {
                Assert.That(secret, Is.Not.Empty, name);
                Assert.That(everything, Does.Not.Contain(secret), name);
            }
            Assert.That(Token().Match(everything).Value, Is.Empty, "a token of whichever kind");
        }
    }

    static string Parameter(IEnumerable<string> addresses, string path, string name) =>
        HttpUtility.ParseQueryString(addresses.Select(address => new Uri(address)).Single(address => address.AbsolutePath == path).Query)[name] ?? "";

    static Func<Span, bool> IsOf(string service, string request) => span => span.Service == service && Request(span) == request;

    static bool IsOfTheApi(Span span) => span.Service.StartsWith("metadata-api", StringComparison.Ordinal) && span.Name == "GET /metadata";

    /// <summary>What a server was asked, <c>GET /metadata</c>; a client's spans have whole addresses.</summary>
    static string Request(Span span) => $"{span.Attributes.GetValueOrDefault("http.request.method")} {span.Attributes.GetValueOrDefault("url.path")}";

    static IEnumerable<Span> Parents(Span span, IReadOnlyList<Span> spans)
    {
        for (var at = Parent(span); at is not null; at = Parent(at)) yield return at;

        Span? Parent(Span child) => spans.SingleOrDefault(one => one.Id == child.ParentId);
    }

    // A JWT or JWE in compact form, or a credential in a header: eyJhbGciOi….eyJpc3Mi….xyz
    [GeneratedRegex(@"eyJ[\w-]{8,}\.[\w-]*\.|(Bearer|Basic) [\w+/=-]{12,}")]
    private static partial Regex Token();
}
