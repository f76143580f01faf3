using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Refusals_in_the_log : IDisposable
{
    private readonly LoggingServer _server = new();

    public void Dispose() => _server.Dispose();

    [Test]
    public async Task Say_in_one_line_which_endpoint_refused_and_why()
    {
        var client = _server.AddApplication();
        await _server.ExchangeAsync(client, "no-code-at-all");
        await _server.UserinfoAsync("no-token-at-all");
        await _server.Http.GetAsync(new Uri(_server.Issuer + "/oauth/v2/authorize?client_id=nobody"));

        Assert.That(_server.Lines(3003), Is.EqualTo(
        [
            "/oauth/v2/token refused a request: invalid_request (The code is wrong)",
            "/oidc/v1/userinfo refused a request: access_denied (access token invalid)",
            "/oauth/v2/authorize refused a request: invalid_request (Errors.App.NotFound)",
        ]));
        Assert.That(_server.Log.GetSnapshot().Select(record => record.Message), Has.None.Contains("at-all"));
    }

    [Test]
    public async Task Stand_beside_a_line_for_each_login()
    {
        var (client, user) = (_server.AddApplication(), _server.AddPerson());

        var code = await _server.CodeAsync(_server.Browser(user), client);

        Assert.That(_server.Lines(3001), Is.EqualTo([$"User {user.Id} signed in to the application {client.ClientId}"]));
        Assert.That(_server.Log.GetSnapshot().Select(record => record.Message), Has.None.Contains(code).And.None.Contains(user.Username));
    }

    [TestCase("/health")]
    [TestCase("/alive")]
    public async Task Are_not_written_for_probes(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Issuer + path) { Headers = { Host = "a-probe-knows-no-name" } };

        var answer = await _server.SendAsync(request);

        Assert.That((answer.Status, answer.Body), Is.EqualTo((200, "Healthy")));
        Assert.That(_server.Lines(3003), Is.Empty);
    }

    private sealed class LoggingServer : OidcServer
    {
        public FakeLogCollector Log { get; } = new();

        public IEnumerable<string> Lines(int eventId) => Log.GetSnapshot().Where(record => record.Id.Id == eventId).Select(record => record.Message);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.AddProvider(new FakeLoggerProvider(Log)));
        }
    }
}
