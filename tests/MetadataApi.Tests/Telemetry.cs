using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MetadataApi.Metadata;

namespace MetadataApi.Tests;

[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Telemetry : IAsyncDisposable
{
    readonly FakeLogCollector _log = new();
    Issuer _issuer = null!;
    Api _api = null!;
    WebApplicationFactory<MetadataResponse> _logged = null!;

    [SetUp]
    public async Task Start()
    {
        _issuer = await Issuer.StartAsync();
        _api = new Api(_issuer);
        _logged = _api.WithWebHostBuilder(builder => builder.ConfigureLogging(logging => logging.AddProvider(new FakeLoggerProvider(_log))));
    }

    public async ValueTask DisposeAsync()
    {
        await _logged.DisposeAsync();
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public async Task Counts_what_the_cache_of_introspections_had()
    {
        using var lookups = new MetricCollector<long>(
            _api.Services.GetRequiredService<IMeterFactory>(), "MetadataApi", "metadata_api.introspection.cache.lookups");
        var token = _issuer.Opaque();

        await _api.GetAsync(token);
        await _api.GetAsync(token);
        await _api.GetAsync(_issuer.Jwt());

        var results = lookups.GetMeasurementSnapshot().Select(one => $"{one.Value} {one.Tags["metadata_api.introspection.cache.result"]}");
        Assert.That(results, Is.EqualTo(["1 miss", "1 hit"]), "a JWT is not introspected");
        Assert.That(lookups.Instrument, Has.Property("Unit").EqualTo("{lookup}").And.Property("Description").Not.Empty);
    }

    [Test]
    public async Task Says_why_a_request_was_refused_in_one_line()
    {
        await SendAsync(null);
        await SendAsync(_issuer.Jwt(new() { ["exp"] = 1_700_000_000, ["nbf"] = null, ["iat"] = null }));
        await SendAsync(_issuer.Opaque(new() { ["scope"] = "openid" }));
        await SendAsync("unknown");

        Assert.That(Lines(), Is.EqualTo(
        [
            "Warning 2001 A request was refused with 401: Send an access token: Authorization: Bearer <token>.",
            "Warning 2001 A request was refused with 401: The token has expired.",
            "Warning 2002 A request for user 311 was refused with 403: The access token was requested without the scope urn:zitadel:iam:user:metadata.",
            "Warning 2001 A request was refused with 401: The token is not active.",
        ]));
    }

    [Test]
    public async Task Says_in_one_line_that_a_token_could_not_be_checked()
    {
        _issuer.IntrospectionStatus = 404;

        await SendAsync(_issuer.Opaque());

        const string Reason = "ZITADEL gave no usable answer to an introspection request.";
        Assert.That(Lines(), Is.EqualTo([$"Error 2003 An access token could not be checked, and the caller told to try again: {Reason}"]));
    }

    [Test]
    public async Task Has_the_trace_in_the_scope_of_each_line()
    {
        await SendAsync(null);

        var scopes = _log.GetSnapshot().Single(record => record.Id.Id == 2001).Scopes.Select(scope => scope?.ToString());
        Assert.That(scopes, Has.Some.Match("TraceId:[0-9a-f]{32}"));
    }

    [Test]
    public async Task Shows_no_part_of_a_token_and_no_value()
    {
        string[] tokens = [_issuer.Opaque(), _issuer.Jwt(), _issuer.Opaque(new() { ["exp"] = 1_700_000_000 }), _issuer.Jwt(new() { ["aud"] = "1" })];
        foreach (var token in tokens)
            await SendAsync(token);

        var said = string.Join('\n', _log.GetSnapshot().Select(record => $"{record.Message} {record.Exception}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.Not.Empty);
            foreach (var part in tokens.SelectMany(token => token.Split('.')).Where(part => part.Length > 8).Append("MTIzNA").Append(Issuer.ClientSecret))
                Assert.That(said, Does.Not.Contain(part));
        }
    }

    [Test]
    public async Task Calls_itself_degraded_without_its_issuer_and_serves_who_is_known()
    {
        var token = _issuer.Jwt();
        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200));
        Assert.That(await _api.Client.GetStringAsync("/health"), Is.EqualTo("Healthy"));

        await _issuer.DisposeAsync();

        var health = await _api.Client.GetAsync("/health");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)health.StatusCode, await health.Content.ReadAsStringAsync()), Is.EqualTo((200, "Degraded")));
            Assert.That(await _api.Client.GetStringAsync("/alive"), Is.EqualTo("Healthy"));
            Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200), "the issuer's keys are at hand");
        }
    }

    async Task SendAsync(string? token)
    {
        using var client = _logged.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metadata");
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        (await client.SendAsync(request)).Dispose();
    }

    List<string> Lines() =>
        [.. _log.GetSnapshot().Where(record => record.Id.Id is > 2000 and < 3000).Select(record => $"{record.Level} {record.Id.Id} {record.Message}")];
}
