using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class Telemetry
{
    Stack _stack;

    [SetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [TearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task Links_a_page_to_the_sign_in_and_that_to_all_that_led_to_it()
    {
        using var browser = new Browser(_stack);

        await browser.SignInAsync();

        var subject = _stack.Setup.Users["road.runner"].UserId;
        var page = await ServerSpanAsync(TraceOf(browser), "/metadata");
        var callback = await LinkedAsync(page.Links.Single());
        var challenge = await LinkedAsync(callback.Links.Single());
        var token = await ServerSpanAsync(callback.TraceId, "/oauth/v2/token");
        var login = await Task.WhenAll(token.Links.Select(LinkedAsync));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Path(callback), Is.EqualTo("/signin-oidc"));
            Assert.That(Path(challenge), Is.EqualTo("/sign-in"));
            Assert.That(login.Select(Path), Is.EqualTo(["/oauth/v2/authorize", "/ui/login/loginname", "/ui/login/password", "/oauth/v2/authorize/callback"]));
            Assert.That(login.Append(page).Append(callback).Append(challenge).Select(span => span.TraceId), Is.Unique, "a browser carries no trace context");
            Assert.That(new[] { page, callback, token, login[2], login[3] }.Select(span => span.GetTagItem("enduser.id")), Is.All.EqualTo(subject));
        }
    }

    [Test]
    public async Task Takes_no_link_from_the_state_of_another_browser()
    {
        using var attacker = new Browser(_stack);
        using var victim = new Browser(_stack);
        await attacker.SendAsync(HttpMethod.Get, new Uri(Browser.Web + "/sign-in"), null, stopAfter: 0);
        var state = HttpUtility.ParseQueryString(attacker.Response.Headers.Location!.Query)["state"]!;

        await victim.OpenAsync($"/signin-oidc?code=x&state={Uri.EscapeDataString(state)}&victim=1");
        await victim.OpenAsync($"/signin-oidc?error=access_denied&state={Uri.EscapeDataString(state)}&victim=1");
        await attacker.OpenAsync($"/signin-oidc?error=access_denied&state={Uri.EscapeDataString(state)}&attacker=1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await LinksAsync("?code=*&state=*&victim=*"), Is.Zero);
            Assert.That(await LinksAsync("?error=*&state=*&victim=*"), Is.Zero);
            Assert.That(await LinksAsync("?error=*&state=*&attacker=*"), Is.EqualTo(1), "the browser that asked");
        }

        async Task<int> LinksAsync(string query) => (await _stack.Collected.FirstAsync(span => span.GetTagItem("url.query") as string == query)).Links.Count();
    }

    [Test]
    public async Task Has_one_line_for_each_sign_in_and_each_refusal_and_counts_them()
    {
        using var signIns = new MetricCollector<long>(_stack.Web.Services.GetRequiredService<IMeterFactory>(), "WebFrontend", "web_frontend.sign_ins");
        using var browser = new Browser(_stack);
        await browser.SendAsync(HttpMethod.Get, new Uri(Browser.Web + "/sign-in"), null, stopAfter: 0);
        var state = HttpUtility.ParseQueryString(browser.Response.Headers.Location!.Query)["state"]!;

        await browser.OpenAsync("/signin-oidc?error=access_denied&state=" + Uri.EscapeDataString(state));
        await browser.OpenAsync("/signin-oidc?code=x&state=x");
        await browser.SignInAsync();

        var subject = _stack.Setup.Users["road.runner"].UserId;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(signIns.GetMeasurementSnapshot().Select(one => $"{one.Value} {one.Tags["web_frontend.sign_in.outcome"]}"),
                Is.EqualTo(["1 access_denied", "1 expired", "1 succeeded"]));
            Assert.That(signIns.Instrument, Has.Property("Unit").EqualTo("{sign_in}").And.Property("Description").Not.Empty);
            Assert.That(Lines(1001), Is.EqualTo([$"Information 1001 User {subject} signed in"]));
            Assert.That(Lines(1002), Has.One.StartsWith("Warning 1002 A sign-in was denied, by the user or by ZITADEL: "));
            Assert.That(Lines(1003), Has.One.StartsWith("Warning 1003 A sign-in was refused: the answer came too late, twice, or to another browser"));
            Assert.That(Lines(3001), Has.One.StartsWith($"Information 3001 User {subject} signed in to the application "));
        }
    }

    [Test]
    public async Task Has_one_line_for_a_wrong_password_which_says_why_and_not_what()
    {
        using var browser = new Browser(_stack);
        await browser.OpenAsync("/sign-in");
        await browser.SubmitAsync("form:has(input[name=loginName])", ("loginName", "road.runner"));

        await browser.SubmitAsync("form:has(input[name=password])", ("password", "Wrong-password1!"));

        var subject = _stack.Setup.Users["road.runner"].UserId;
        Assert.That(Lines(3002), Has.One.Match($"^Warning 3002 A login of user {subject} to the application [0-9]+ was refused: .+ \\(COMMAND-3M0fs\\)$"));
        Assert.That(_stack.Collected.Log, Has.None.Contains("Wrong-password1!"));
    }

    [Test]
    public async Task Shows_a_refresh_of_the_session()
    {
        using var browser = new Browser(_stack);
        await browser.SignInAsync();
        _stack.Clock.Advance(TimeSpan.FromHours(11.995));

        await browser.OpenAsync("/metadata");

        var trace = TraceOf(browser);
        var refresh = await _stack.Collected.FirstAsync(span => span.TraceId == trace && span.OperationName == "session.refresh");
        var token = await ServerSpanAsync(trace, "/oauth/v2/token");
        var request = await _stack.Collected.FirstAsync(span => span.SpanId == token.ParentSpanId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refresh.GetTagItem("web_frontend.session.refresh.outcome"), Is.EqualTo("refreshed"));
            Assert.That(refresh.GetTagItem("enduser.id"), Is.EqualTo(_stack.Setup.Users["road.runner"].UserId));
            Assert.That(request.ParentSpanId, Is.EqualTo(refresh.SpanId));
        }
    }

    [Test]
    public async Task Shows_that_introspection_failed_and_the_page_is_served_all_the_same()
    {
        using var browser = new Browser(_stack);
        await browser.SignInAsync();
        await _stack.StopZitadelAsync();

        await browser.OpenAsync("/metadata");
        var health = await _stack.Web.CreateClient().GetAsync(new Uri("/health", UriKind.Relative));
        var alive = await _stack.Web.CreateClient().GetStringAsync("/alive");

        var page = await ServerSpanAsync(TraceOf(browser), "/metadata");
        var introspection = await _stack.Collected.FirstAsync(span => span.Kind == ActivityKind.Client
            && span.GetTagItem("url.full") as string == _stack.Issuer + "/oauth/v2/introspect" && span.Status == ActivityStatusCode.Error);
        var api = await ServerSpanAsync(introspection.TraceId, "/metadata");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(browser.Text("user-name"), Is.EqualTo("Road Runner"));
            Assert.That(browser.Html, Does.Contain("MetadataApi answered 503. The access token could not be checked"), "at once, without a retry");
            Assert.That(page.GetTagItem("http.response.status_code"), Is.EqualTo(200));
            Assert.That((api.GetTagItem("http.response.status_code"), api.Status), Is.EqualTo((503, ActivityStatusCode.Error)));
            Assert.That(introspection.GetTagItem("error.type"), Is.EqualTo("connection_error"));
            Assert.That(Lines(2003), Has.One.StartsWith("Error 2003 An access token could not be checked, and the caller told to try again: ZITADEL gave no"));
            Assert.That(((int)health.StatusCode, await health.Content.ReadAsStringAsync()), Is.EqualTo((200, "Degraded")));
            Assert.That(alive, Is.EqualTo("Healthy"));
        }
    }

    [Test]
    public async Task Has_no_secret_in_any_span_or_line()
    {
        using var browser = new Browser(_stack);
        await browser.SignInAsync();
        var trace = TraceOf(browser);
        _stack.Clock.Advance(TimeSpan.FromHours(11.995));
        await browser.OpenAsync("/metadata");
        await browser.PressAsync("sign-out");

        await ServerSpanAsync(trace, "/metadata");
        var secrets = new Dictionary<string, string?>
        {
            ["password"] = Stack.Password,
            ["refresh token"] = _stack.Sent.Select(sent => HttpUtility.ParseQueryString(sent.Form)["refresh_token"]).First(token => token is not null),
            ["code"] = Query("/signin-oidc", "code"), ["state"] = Query("/signin-oidc", "state"), ["ID token"] = Query("/oidc/v1/end_session", "id_token_hint"),
            ["client secret"] = _stack.Setup.Applications["web-frontend"].ClientSecret,
            ["secret of the API"] = _stack.Setup.Applications["metadata-api"].ClientSecret,
            ["metadata value"] = "MTIzNA", ["name"] = "Road Runner",
        };
        var said = string.Join('\n', _stack.Collected.Log.Concat(_stack.Collected.Spans.Select(Text)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.Contain("/signin-oidc").And.Contain("/oidc/v1/end_session"), "what was looked through");
            foreach (var (name, secret) in secrets)
                Assert.That(said, Does.Not.Contain(secret!), name);
            Assert.That(secrets.Values, Has.None.Empty.And.None.Null);
        }

        string? Query(string path, string name) => browser.History.Where(address => address.AbsolutePath == path)
            .Select(address => HttpUtility.ParseQueryString(address.Query)[name]).FirstOrDefault();
    }

    [Test]
    public async Task Is_one_click_away_in_development_where_there_is_a_dashboard()
    {
        await using var withoutDashboard = _stack.Web.WithWebHostBuilder(builder => builder.UseSetting("Dashboard:Url", ""));
        await using var production = _stack.Web.WithWebHostBuilder(builder => builder.UseEnvironment("Production"));

        Assert.That(await HomeAsync(_stack.Web), Does.Match("href=\"http://dashboard.localhost:15080/traces/detail/[0-9a-f]{32}\""));
        Assert.That(await HomeAsync(withoutDashboard), Does.Not.Contain("/traces/"));
        Assert.That(await HomeAsync(production), Does.Not.Contain("/traces/"));
    }

    static Task<string> HomeAsync<T>(WebApplicationFactory<T> web) where T : class =>
        web.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://web.localhost") }).GetStringAsync("/");

    /// <summary>The trace that the page's footer links to.</summary>
    static ActivityTraceId TraceOf(Browser browser) =>
        ActivityTraceId.CreateFromString(browser.Page.QuerySelector("[data-testid=trace-link]")!.GetAttribute("href")!.Split('/')[^1]);

    Task<Activity> ServerSpanAsync(ActivityTraceId trace, string path) =>
        _stack.Collected.FirstAsync(span => span.TraceId == trace && span.Kind == ActivityKind.Server && Path(span) == path);

    Task<Activity> LinkedAsync(ActivityLink link) => _stack.Collected.FirstAsync(span => span.SpanId == link.Context.SpanId);

    static string? Path(Activity span) => (string?)span.GetTagItem("url.path");

    static string Text(Activity span) =>
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)))}";

    List<string> Lines(int eventId) => [.. _stack.Collected.Log.Where(line => line.Split(' ')[1] == $"{eventId}")];
}
