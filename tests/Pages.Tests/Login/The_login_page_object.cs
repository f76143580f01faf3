using EndToEnd;
using System.Text.Json;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace Pages.Tests.Login;

/// <summary>
/// The page object meets EmbeddedZitadel's pages, which are V1's, in every other test. Here it meets pages that behave as ZITADEL's Login V2:
/// the tests run against a real ZITADEL too, and its default is V2.
/// </summary>
sealed class The_login_page_object : BrowserTest
{
    static readonly Uri Application = new("http://application.test");

    LoginPage V2 => new(Page, new Stack(Application, null, new Uri("http://login.test"), null, "road.runner", "Password1!"));

    [SetUp]
    public async Task ServeLoginV2()
    {
        await Context.RouteAsync("http://application.test/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<h1>Signed in</h1>" }));
        await Context.RouteAsync("http://login.test/**", async route =>
        {
            if (route.Request.Method == "GET")
                await route.FulfillAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "Login", "login-v2.html"), ContentType = "text/html" });
            else
                await AnswerAsync(route, route.Request.PostDataJSON()!.Value);
        });
        await Page.GotoAsync("http://login.test/ui/v2/login/loginname?requestId=oidc_V2_1");
    }

    static Task AnswerAsync(IRoute route, JsonElement sent)
    {
        var value = sent.GetProperty("value").GetString();
        object answer = (sent.GetProperty("step").GetString(), value) switch
        {
            ("loginname", "road.runner") => new { next = "password" },
            ("loginname", _) => new { error = "User not found in the system" },
            ("password", "Password1!") => new { callback = $"{Application}signin-oidc?code=x" },
            _ => new { error = "Could not create session for user" },
        };
        return route.FulfillAsync(new() { Json = answer });
    }

    [Test]
    public async Task Signs_in_at_login_V2()
    {
        await V2.SignInAsync("road.runner", "Password1!");
        await Expect(Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Signed in");
    }

    [Test]
    public async Task Sees_the_errors_of_login_V2_and_goes_on()
    {
        await V2.SubmitNameAsync("coyote");
        await Expect(V2.Error).ToHaveTextAsync("User not found in the system");

        await V2.SubmitNameAsync("road.runner");
        await V2.SubmitPasswordAsync("wrong");
        await Expect(V2.Error).ToHaveTextAsync("Could not create session for user");

        await V2.SubmitPasswordAsync("Password1!");
        await Expect(Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Signed in");
    }
}
