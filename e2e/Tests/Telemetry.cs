using EndToEnd.Stacks;

namespace EndToEnd.Tests;

[Category("Smoke")]
sealed class Telemetry : SignedInBrowserTest
{
    [Test]
    public async Task A_request_for_the_metadata_page_is_one_trace_across_all_services()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: there is no dashboard to ask.");
        var trace = await TraceRequestsToAsync("/metadata");

        await Web.OpenAsync("/metadata");

        using var dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
        string[] services = Stack.ZitadelIsExternal ? ["web-frontend", "metadata-api-eu"] : ["web-frontend", "metadata-api-eu", "zitadel"];
        var spans = await dashboard.TraceAsync(trace, spans => services.All(service => spans.Any(s => s.Service == service)));
        Assert.That(spans.Select(s => s.Service).Distinct(), Is.SupersetOf(services), string.Join('\n', spans));
    }
}
