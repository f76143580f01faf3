using System.Net;
using System.Web;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Signing_out : IAsyncDisposable
{
    const string Form = "form[action='/sign-out']";

    Stack _stack = null!;
    Browser _browser = null!;

    [SetUp]
    public async Task SignIn()
    {
        _stack = await Stack.StartAsync();
        _browser = new Browser(_stack);
        await _browser.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _stack.DisposeAsync();
    }

    [Test]
    public async Task Ends_the_session_here_and_at_ZITADEL()
    {
        await _browser.SubmitAsync(Form);
        Assert.That((_browser.Address.PathAndQuery, _browser.Heading), Is.EqualTo(("/signed-out", "You are signed out")));
        Assert.That(_browser.Cookies["web-frontend.session"], Is.Null);

        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Address.GetLeftPart(UriPartial.Authority), Is.EqualTo(_stack.Issuer), "ZITADEL asks who it is");
        Assert.That(_browser.Page.QuerySelector("[data-testid=metadata]"), Is.Null);
    }

    [Test]
    public async Task Ends_the_refresh_token()
    {
        await _browser.SubmitAsync(Form);

        var revocation = _stack.Sent.Single(request => request.Path == "/oauth/v2/revoke");
        Assert.That(revocation.Status, Is.EqualTo(200));

        var client = _stack.Setup.Applications["web-frontend"];
        using var http = new HttpClient();
        using var answer = await http.PostAsync(_stack.Issuer + "/oauth/v2/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token", ["refresh_token"] = HttpUtility.ParseQueryString(revocation.Form)["token"]!,
            ["client_id"] = client.ClientId, ["client_secret"] = client.ClientSecret!,
        }));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Is_refused_without_the_token_of_the_form_and_the_session_goes_on()
    {
        await _browser.SendAsync(HttpMethod.Post, new Uri(Browser.Web + "/sign-out"), new FormUrlEncodedContent([]));
        Assert.That((_browser.Status, _browser.Heading), Is.EqualTo((HttpStatusCode.BadRequest, "That did not work")));

        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Row("ContractNumber"), Does.EndWith("yes"));
    }

    [Test]
    public async Task By_opening_an_address_is_not_possible()
    {
        await _browser.OpenAsync("/sign-out");
        Assert.That(_browser.Heading, Is.EqualTo("There is no such page"));

        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Row("ContractNumber"), Does.EndWith("yes"));
    }

    [Test]
    public async Task While_ZITADEL_does_not_answer_ends_the_session_here_and_says_what_is_left()
    {
        _stack.ZitadelIsDown = true;

        await _browser.SubmitAsync(Form);

        Assert.That(_browser.Page.QuerySelector(".notice")!.TextContent, Does.Contain("ZITADEL did not answer"));
        Assert.That(_browser.Cookies["web-frontend.session"], Is.Null);
    }

    [Test]
    public async Task Twice_is_no_error()
    {
        var other = _browser.NewTab();
        await other.OpenAsync("/");
        await _browser.SubmitAsync(Form);

        await other.SubmitAsync(Form);

        Assert.That((other.Status, other.Heading), Is.EqualTo((HttpStatusCode.OK, "You are signed out")));
    }
}
