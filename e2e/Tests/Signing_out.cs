using EndToEnd.Stacks;

namespace EndToEnd.Tests;

[Category("Smoke")]
sealed class Signing_out : BrowserTest
{
    [Test]
    public async Task Ends_the_session_in_the_application_and_at_ZITADEL()
    {
        await Web.SignInAsync();
        await Web.SignOutAsync();
        await Expect(Web.SignedOutHeading).ToBeVisibleAsync();

        await Web.OpenAsync();
        await Expect(Web.SignInLink).ToBeVisibleAsync();

        // ZITADEL would send the browser straight back if its session were still there.
        await Web.OpenAsync("/metadata");
        await Login.AsksWhoItIsAsync();
    }

    /// <summary>ZITADEL's logout leaves the refresh token alive: WebFrontend has to revoke it, and it does so before it has nothing more to revoke with.</summary>
    [Test]
    public async Task Revokes_the_refresh_token()
    {
        if (Stack.Dashboard is null) Assert.Ignore("E2E_DASHBOARD_URL is not set: the tokens stay on the server, and only its telemetry tells what it did with them.");
        await Web.SignInAsync();
        var trace = await TraceRequestsToAsync("/sign-out");

        await Web.SignOutAsync();
        await Expect(Web.SignedOutHeading).ToBeVisibleAsync();

        using var dashboard = await Dashboard.SignInAsync(Stack.Dashboard);
        var spans = await dashboard.TraceAsync(trace, spans => spans.Any(IsRevocation));
        Assert.That(spans.Where(IsRevocation).Select(s => s.Attributes.GetValueOrDefault("http.response.status_code")), Is.Not.Empty.And.All.EqualTo("200"), string.Join('\n', spans));

        static bool IsRevocation(Span span) => span.Attributes.Values.Any(value => value.EndsWith("/oauth/v2/revoke", StringComparison.Ordinal));
    }
}
