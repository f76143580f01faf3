using System.Net;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>What keeps the forms and pages from being used by other sites.</summary>
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Forms
{
    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new();
        _server.AddPerson("road.runner", "Road Runner");
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Are_refused_without_their_token()
    {
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        visitor.Page.QuerySelector("input[name='gorilla.csrf.Token']")!.Remove();
        await visitor.Submit(("loginName", "road.runner"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(visitor.Error, Is.EqualTo("CSRF token not found in request"));
            Assert.That(_server.Store.Current.AuthRequests.Find(request.Id)!.UserId, Is.Null);
        }
    }

    [Test]
    public async Task Are_refused_with_the_token_of_another_browser()
    {
        using var visitor = new Visitor(_server);
        using var attacker = new Visitor(_server);
        await visitor.Begin();
        await attacker.Begin();
        await visitor.Submit(
            ("gorilla.csrf.Token", attacker.Page.QuerySelector("input[name='gorilla.csrf.Token']")!.GetAttribute("value")!), ("loginName", "road.runner"));
        Assert.That(visitor.Error, Is.EqualTo("CSRF token invalid"));
    }

    [TestCase("https://evil.example")]
    [TestCase("null")]
    public async Task Are_refused_from_another_site(string origin)
    {
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        var token = visitor.Page.QuerySelector("input[name='gorilla.csrf.Token']")!.GetAttribute("value")!;
        var url = new Uri(_server.Issuer + "/ui/login/loginname");
        await visitor.Send(
            HttpMethod.Post, url, [("gorilla.csrf.Token", token), ("authRequestID", request.Id), ("loginName", "road.runner")], origin);
        Assert.That(visitor.Error, Is.EqualTo("The form was sent from another site"));
    }

    [Test]
    public async Task Say_in_their_headers_that_nobody_may_frame_them_or_add_to_them()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                visitor.Response.Headers.GetValues("Content-Security-Policy").Single(),
                Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'"));
            Assert.That(visitor.Response.Headers.GetValues("X-Frame-Options").Single(), Is.EqualTo("DENY"));
            Assert.That(visitor.Response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(visitor.Response.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("same-origin"));
            Assert.That(visitor.Response.Headers.CacheControl, Is.Null, "ZITADEL's pages carry none");
        }
    }

    [TestCase("multipart/form-data; boundary=x", "--x\r\nnot a form")]
    [TestCase("application/x-www-form-urlencoded", "%zz=%ff%fe&&&=;")]
    [TestCase("application/json", "{}")]
    public async Task Show_an_error_for_any_bytes(string contentType, string body)
    {
        using var http = new HttpClient();
        var url = new Uri(_server.Issuer + "/ui/login/password");
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        using var response = await http.PostAsync(url, content);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("CSRF token not found in request"));
        }
    }

    [Test]
    public async Task Show_an_error_for_ten_thousand_fields()
    {
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        var url = new Uri(_server.Issuer + "/ui/login/loginname");
        await visitor.Send(HttpMethod.Post, url, Enumerable.Range(0, 10_000).Select(i => ($"field{i}", "x")).Append(("authRequestID", request.Id)));
        Assert.That(visitor.Error, Is.EqualTo("CSRF token not found in request"));
    }
}
