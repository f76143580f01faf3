using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Standalone_pages
{
    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [TestCase("/", "EmbeddedZitadel")]
    [TestCase("/mails", "Mails")]
    [TestCase("/ui/login/logout/done", "Logged Out")]
    [TestCase("/ui/login/login?authRequestID=1", "Something went wrong")]
    public async Task Say_what_they_are(string path, string title)
    {
        using var visitor = new Visitor(_server);
        await visitor.Open(path);
        Assert.That((visitor.Response.StatusCode, visitor.Title), Is.EqualTo((HttpStatusCode.OK, title)));
    }

    [Test]
    public async Task Say_that_login_V2_is_not_here_and_what_to_do()
    {
        using var visitor = new Visitor(_server);
        await visitor.Open("/ui/v2/login/login?authRequest=V2_1");
        Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(visitor.Page.Body!.TextContent, Does.Contain("ZITADEL_DEFAULTINSTANCE_FEATURES_LOGINV2_REQUIRED"));
    }

    [Test]
    public async Task Link_the_discovery_document_health_and_mails()
    {
        using var visitor = new Visitor(_server);
        await visitor.Open("/");
        foreach (var link in visitor.Page.QuerySelectorAll("dl a").Select(a => a.GetAttribute("href")!))
        {
            await visitor.Open(link);
            Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.OK), link);
        }
    }

    [Test]
    public async Task Load_their_stylesheet_script_and_icon_for_ever()
    {
        using var visitor = new Visitor(_server);
        await visitor.Begin(request => request with { Prompts = ["create"] });
        var assets = visitor.Page.QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToList();
        Assert.That(assets, Has.Count.EqualTo(3));
        foreach (var asset in assets)
        {
            await visitor.Open(asset);
            Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.OK), asset);
            Assert.That(visitor.Response.Headers.CacheControl!.ToString(), Does.Contain("immutable"), asset);
        }
    }

    [Test]
    public async Task Show_no_mails_and_no_password_outside_Development()
    {
        await using var server = new ProductionServer();
        using var visitor = new Visitor(server);
        await visitor.Open("/mails");
        Assert.That(visitor.Response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await visitor.Begin();
        Assert.That(visitor.Page.Body!.TextContent, Does.Not.Contain("Password1!"));
    }

    private sealed class ProductionServer : LoginServer
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("EmbeddedZitadel:AllowOutsideDevelopment", "true");
            builder.UseEnvironment("Production");
        }
    }
}
