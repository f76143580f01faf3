using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Health_endpoints
{
    [TestCase("/health")]
    [TestCase("/alive")]
    public async Task Answer_one_word_and_leave_no_span(string path)
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        await using var service = await TestService.StartAsync(app => app.MapGet("/", () => "home"), otlp.Address);
        using var probe = new HttpClient { BaseAddress = new Uri(service.Address) };

        var answer = await probe.GetStringAsync(path);
        await probe.GetStringAsync("/");
        service.Flush();

        Assert.That(answer, Is.EqualTo("Healthy"));
        Assert.That(otlp.Received("/v1/traces"), Does.Contain("GET /").And.Not.Contain("GET " + path), "a server's span is named after its route");
    }

    [Test]
    public async Task Call_a_service_degraded_and_not_dead_while_ZITADEL_does_not_answer()
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        var zitadel = await TestService.StartAsync(app => app.MapGet("/debug/healthz", () => Results.NotFound()));
        await using var service = await TestService.StartAsync(app => app.MapGet("/", () => "home"), otlp.Address, new()
        {
            ["Zitadel:Issuer"] = zitadel.Address, ["Zitadel:ClientId"] = "1", ["Zitadel:ClientSecret"] = "s",
        });
        using var probe = new HttpClient { BaseAddress = new Uri(service.Address) };
        Assert.That(await probe.GetStringAsync("/health"), Is.EqualTo("Healthy"), "any answer will do");

        await zitadel.DisposeAsync();

        var health = await probe.GetAsync("/health");
        service.Flush();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)health.StatusCode, await health.Content.ReadAsStringAsync()), Is.EqualTo((200, "Degraded")));
            Assert.That(await probe.GetStringAsync("/alive"), Is.EqualTo("Healthy"));
            Assert.That(otlp.Received("/v1/traces"), Does.Not.Contain("healthz"), "the probe leaves no span");
        }
    }

    [Test]
    public async Task Without_an_OTLP_endpoint_nothing_is_exported_and_the_service_runs()
    {
        await using var service = await TestService.StartAsync(app => app.MapGet("/", () => "home"));
        using var browser = new HttpClient { BaseAddress = new Uri(service.Address) };

        Assert.That(await browser.GetStringAsync("/"), Is.EqualTo("home"));
    }

    [Test]
    public async Task A_client_finds_a_service_by_the_name_that_Aspire_gave_it()
    {
        await using var api = await TestService.StartAsync(app => app.MapGet("/metadata", () => "found"));
        await using var web = await TestService.StartAsync(_ => { }, settings: new() { ["services:metadata-api-eu:http:0"] = api.Address });

        using var client = web.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.That(await client.GetStringAsync("https+http://metadata-api-eu/metadata"), Is.EqualTo("found"));
    }
}
