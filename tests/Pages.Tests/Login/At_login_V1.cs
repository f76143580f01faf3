using EndToEnd;
using System.Web;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace Pages.Tests.Login;

/// <summary>The page object meets pages that behave as ZITADEL's Login V1, beyond what EmbeddedZitadel's own pages show.</summary>
sealed class At_login_V1 : BrowserTest
{
    const string Fields = """<input type="text" id="loginName" name="loginName" autocomplete="username" required autofocus>""";
    const string PasswordFields = """
        <input type="text" name="loginName" autocomplete="username" value="road.runner" style="display: none">
        <input type="password" id="password" name="password" autocomplete="current-password" required autofocus>
        """;

    const string ChangeFields = """
        <input type="password" id="change-old-password" name="change-old-password" autocomplete="current-password" required>
        <input type="password" id="change-new-password" name="change-new-password" autocomplete="new-password" required>
        """;

    static readonly Uri Application = new("http://application.test");

    LoginPage V1 => new(Page, new Stack(Application, null, new Uri("http://login.test"), null, "road.runner", "Password1!"));

    [SetUp]
    public async Task ServeLoginV1()
    {
        await Context.RouteAsync("http://application.test/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<h1>Signed in</h1>" }));
        await Context.RouteAsync("http://login.test/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = Answer(route.Request) }));
        await Page.GotoAsync("http://login.test/ui/login/login?authRequestID=1");
    }

    static string Answer(IRequest request)
    {
        var form = HttpUtility.ParseQueryString(request.PostData ?? "");
        return (new Uri(request.Url).AbsolutePath, form["loginName"], form["password"]) switch
        {
            ("/ui/login/loginname", "road.runner", _) => Render("Password", "/ui/login/password", PasswordFields),
            ("/ui/login/loginname", _, _) => Render("Welcome Back!", "/ui/login/loginname", Fields, "User could not be found"),
            ("/ui/login/password", _, "Password1!") => $"<script>location = '{Application}signin-oidc?code=x'</script>",
            ("/ui/login/password", _, "Second-factor1!") =>
                Render("2-Factor Setup", "/ui/login/mfa/prompt", "<button type=\"submit\" name=\"skip\" value=\"true\">Skip</button>"),
            ("/ui/login/mfa/prompt", _, _) => $"<script>location = '{Application}signin-oidc?code=x'</script>",
            ("/ui/login/password", _, "Expired1!") => Render("Change Password", "/ui/login/password/change", ChangeFields),
            ("/ui/login/password", _, _) => Render("Password", "/ui/login/password", PasswordFields, "Password is invalid"),
            _ => Render("Welcome Back!", "/ui/login/loginname", Fields),
        };
    }

    static string Render(string title, string action, string fields, string? error = null) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Login", "login-v1.html"))
            .Replace("{title}", title).Replace("{action}", action).Replace("{fields}", fields)
            .Replace("{error}", error is null ? "" : $"<div class=\"lgn-error\" title=\"X-1\"><p class=\"lgn-error-message\">{error}</p></div>");

    [TestCase("Password1!")]
    [TestCase("Second-factor1!")]
    public async Task It_signs_in_also_past_the_offer_of_a_second_factor(string password)
    {
        await V1.SignInAsync("road.runner", password);
        await Expect(Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Signed in");
    }

    [Test]
    public async Task It_sees_the_errors_and_goes_on()
    {
        await V1.SubmitNameAsync("coyote");
        await Expect(V1.Error).ToHaveTextAsync("User could not be found");

        await V1.SubmitNameAsync("road.runner");
        await V1.SubmitPasswordAsync("wrong");
        await Expect(V1.Error).ToHaveTextAsync("Password is invalid");

        await V1.SubmitPasswordAsync("Password1!");
        await Expect(Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Signed in");
    }

    [Test]
    public async Task It_arrives_at_the_demand_for_a_new_password()
    {
        await V1.SubmitNameAsync("road.runner");
        await V1.SubmitPasswordAsync("Expired1!");
        await Expect(V1.ChangePassword).ToBeVisibleAsync();
    }
}
