using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Codes_and_tokens_stay_out_of_telemetry
{
    [Test]
    public async Task A_code_in_a_query_reaches_no_span_and_no_log_even_where_Aspire_switches_the_redaction_off()
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        await using var service = await TestService.StartAsync(app =>
        {
            app.MapGet("/signin-oidc", async (IHttpClientFactory clients, HttpContext context) =>
            {
                var address = $"{context.Request.Scheme}://{context.Request.Host}/token?refresh_token=SecretRefreshToken";
                using var client = clients.CreateClient();
                await client.GetStringAsync(address);
                return Results.Redirect("/done?code=SecretRedirectCode");
            });
            app.MapGet("/token", () => "token");
            app.MapGet("/done", () => "done");
        }, otlp.Address);
        using var browser = new HttpClient { BaseAddress = new Uri(service.Address) };

        var page = await browser.GetStringAsync("/signin-oidc?code=SecretCode&state=SecretState");
        service.Flush();

        var spans = otlp.Received("/v1/traces");
        var logs = otlp.Received("/v1/logs") + service.Log;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Is.EqualTo("done"));
            Assert.That(spans, Does.Contain("/signin-oidc").And.Contain("code=*&state=*"), "the request is in the trace, with the names of its parameters");
            Assert.That(spans, Does.Contain("/token?"), "so is the outgoing request");
            Assert.That(logs, Does.Contain("/token?*"), "the HttpClient's own log is on, and was looked at");
            Assert.That(spans, Does.Not.Contain("Secret"));
            Assert.That(logs, Does.Not.Contain("Secret"));
        }
    }

    [TestCase("?code=V2_1&state=x", ExpectedResult = "?code=*&state=*")]
    [TestCase("?error_description=a%26b=c", ExpectedResult = "?error_description=*")]
    [TestCase("?V2_1", ExpectedResult = "?*")]
    [TestCase("?=V2_1", ExpectedResult = "?*")]
    [TestCase("?a=1&&b=", ExpectedResult = "?a=*&&b=*")]
    [TestCase("?a=1#access_token=V2_1", ExpectedResult = "?a=*")]
    [TestCase("?", ExpectedResult = "?")]
    [TestCase("", ExpectedResult = "")]
    public string A_query_keeps_its_names_and_loses_its_values(string query) => QueryRedaction.Redact(query);
}
