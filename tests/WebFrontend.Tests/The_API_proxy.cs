using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace WebFrontend.Tests;

/// <summary><c>/api/…</c>, as a script in the browser uses it.</summary>
[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class The_API_proxy
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

    [TestCase("road.runner", "eu", "1234")]
    [TestCase("wile.coyote", "us", "5678")]
    public async Task Forwards_to_the_region_of_the_users_metadata(string user, string region, string contract)
    {
        await _browser.SignInAsync(user);

        var answer = await SendAsync(HttpMethod.Get, "/api/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Region, Is.EqualTo(region));
            Assert.That(answer.Json.GetProperty("number").GetString(), Is.EqualTo(contract));
            Assert.That(_stack.Asked.Last().RequestUri, Is.EqualTo(new Uri($"http://{region}.test/contract")));
        }
    }

    [TestCase(null)]
    [TestCase("mars")]
    [TestCase("metadata-api-us")]
    [TestCase("us/../..")]
    [TestCase("us\n")]
    public async Task Forwards_to_the_default_region_where_the_metadata_names_none_that_there_is(string? region)
    {
        if (region is not null)
            _stack.SetMetadata("odd.body", "region", System.Text.Encoding.UTF8.GetBytes(region));
        await _browser.SignInAsync("odd.body");

        Assert.That((await SendAsync(HttpMethod.Get, "/api/metadata")).Region, Is.EqualTo("eu"));
    }

    [Test]
    public async Task Forwards_to_the_default_region_where_the_users_is_not_part_of_the_stack()
    {
        _stack.Regions = ["eu"];
        await _stack.RestartWebAsync();
        await _browser.SignInAsync("wile.coyote");

        Assert.That((await SendAsync(HttpMethod.Get, "/api/metadata")).Region, Is.EqualTo("eu"));
    }

    [Test]
    public async Task Works_with_a_stack_that_names_no_region_at_all()
    {
        _stack.Regions = [];
        await _stack.RestartWebAsync();
        await _browser.SignInAsync();

        Assert.That((await SendAsync(HttpMethod.Get, "/api/metadata")).Region, Is.EqualTo("eu"));
    }

    [TestCase("Region", "us")]
    [TestCase("X-Region", "us")]
    [TestCase("Host", "us.test")]
    [TestCase("X-Forwarded-Host", "us.test")]
    [TestCase("Authorization", "Bearer forged")]
    [TestCase("Cookie", "region=us")]
    public async Task Lets_no_header_choose(string name, string value)
    {
        await _browser.SignInAsync();

        var answer = await SendAsync(HttpMethod.Get, "/api/contract?region=us", request => request.Headers.TryAddWithoutValidation(name, value));

        Assert.That((answer.Status, answer.Region), Is.EqualTo((200, "eu")));
    }

    [Test]
    public async Task Sends_the_sessions_token_and_none_of_the_browsers_secrets()
    {
        await _browser.SignInAsync();

        await SendAsync(HttpMethod.Get, "/api/contract", request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "forged");
            request.Headers.Add("Region", "us");
        });

        var headers = _stack.Asked.Last().Headers;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers.Authorization!.Scheme, Is.EqualTo("Bearer"));
            Assert.That(headers.Authorization.Parameter, Does.Not.Contain("forged").And.Length.GreaterThan(20));
            Assert.That(headers.Contains("Cookie"), Is.False);
            Assert.That(headers.Contains("Region"), Is.False);
        }
    }

    [Test]
    public async Task Sends_a_fresh_token_when_the_old_one_is_due()
    {
        await _browser.SignInAsync();
        _stack.Clock.Advance(TimeSpan.FromHours(12));
        _stack.Sent.Clear();

        Assert.That((await SendAsync(HttpMethod.Get, "/api/contract")).Status, Is.EqualTo(200));
        Assert.That(_stack.Sent.Count(request => request.Path == "/oauth/v2/token"), Is.EqualTo(1));
    }

    [TestCase("GET")]
    [TestCase("PUT")]
    public async Task Answers_401_and_no_redirect_without_a_session(string method)
    {
        var asked = _stack.Asked.Count;

        var answer = await SendAsync(new HttpMethod(method), "/api/contract");

        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((401, "application/problem+json")));
        Assert.That(_stack.Asked, Has.Count.EqualTo(asked));
    }

    [TestCase("PUT")]
    [TestCase("POST")]
    [TestCase("PATCH")]
    [TestCase("DELETE")]
    [TestCase("INVENTED")]
    public async Task Forwards_nothing_that_changes_something_without_an_antiforgery_token(string method)
    {
        await _browser.SignInAsync();
        var asked = _stack.Asked.Count;

        var without = await SendAsync(new HttpMethod(method), "/api/contract/note", request => request.Content = JsonContent.Create(new { note = "x" }));
        var wrong = await SendAsync(new HttpMethod(method), "/api/contract/note", request => request.Headers.Add("RequestVerificationToken", "x"));
        var inForm = await SendAsync(new HttpMethod(method), "/api/contract/note",
            request => request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Token)]));

        using (Assert.EnterMultipleScope())
        {
            foreach (var answer in new[] { without, wrong, inForm })
                Assert.That((answer.Status, answer.ContentType), Is.EqualTo((400, "application/problem+json")));
            Assert.That(_stack.Asked, Has.Count.EqualTo(asked));
        }
    }

    [Test]
    public async Task Forwards_what_changes_something_with_the_antiforgery_token_of_a_page()
    {
        await _browser.SignInAsync();

        var put = await SendAsync(HttpMethod.Put, "/api/contract/note", request =>
        {
            request.Headers.Add("RequestVerificationToken", Token);
            request.Content = JsonContent.Create(new { note = "Beep beep! 💨" });
        });

        Assert.That(put.Status, Is.EqualTo(204));
        Assert.That((await SendAsync(HttpMethod.Get, "/api/contract")).Json.GetProperty("note").GetString(), Is.EqualTo("Beep beep! 💨"));
    }

    [Test]
    public async Task Takes_no_antiforgery_token_of_somebody_else()
    {
        await _browser.SignInAsync("wile.coyote");
        var token = Token;
        using var other = new Browser(_stack);
        await other.SignInAsync();

        var put = await SendAsync(HttpMethod.Put, "/api/contract/note", request => request.Headers.Add("RequestVerificationToken", token), other);

        Assert.That(put.Status, Is.EqualTo(400));
    }

    [TestCase("/api/contract", 404)]
    [TestCase("/api/nothing", 404)]
    public async Task Passes_MetadataApis_problems_on(string path, int status)
    {
        await _browser.SignInAsync("odd.body");

        var answer = await SendAsync(HttpMethod.Get, path);

        Assert.That((answer.Status, answer.ContentType, answer.Region), Is.EqualTo((status, "application/problem+json", "eu")));
    }

    [Test]
    public async Task Answers_with_a_problem_while_MetadataApi_is_down()
    {
        await _browser.SignInAsync();
        _stack.ApiIsDown = true;

        var answer = await SendAsync(HttpMethod.Get, "/api/contract");

        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((502, "application/problem+json")));
        Assert.That(answer.Json.GetProperty("detail").GetString(), Does.Contain("does not answer"));
    }

    string Token => _browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    async Task<Answer> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? change = null, Browser? browser = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(Browser.Web), path));
        if (string.Join("; ", (browser ?? _browser).Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        change?.Invoke(request);
        using var response = await new HttpClient(_stack.Web.Server.CreateHandler()).SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.TryGetValues("Region", out var region) ? region.Single() : null,
            body.StartsWith('{') ? JsonElement.Parse(body) : default);
    }

    sealed record Answer(int Status, string? ContentType, string? Region, JsonElement Json);
}
