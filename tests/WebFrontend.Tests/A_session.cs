using System.Net;

namespace WebFrontend.Tests;

[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class A_session : IAsyncDisposable
{
    static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromHours(12);

    Stack _stack = null!;
    Browser _browser = null!;

    [SetUp]
    public async Task SignIn()
    {
        _stack = await Stack.StartAsync();
        _browser = new Browser(_stack);
        await _browser.SignInAsync();
        Assert.That(_browser.Heading, Is.EqualTo("Your metadata"));
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _stack.DisposeAsync();
    }

    [Test]
    public async Task Refreshes_its_tokens_once_for_all_requests_that_need_them()
    {
        _stack.Clock.Advance(AccessTokenLifetime - TimeSpan.FromSeconds(30));
        var tabs = Enumerable.Range(0, 8).Select(_ => _browser.NewTab()).ToList();

        await Task.WhenAll(tabs.Select(tab => tab.OpenAsync("/metadata")));

        Assert.That(tabs.Select(tab => tab.Row("ContractNumber")), Is.All.EndsWith("yes"));
        Assert.That(Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Refreshes_with_each_new_refresh_token()
    {
        for (var time = 1; time <= 3; time++)
        {
            _stack.Clock.Advance(AccessTokenLifetime);
            await _browser.OpenAsync("/metadata");
            Assert.That(_browser.Row("ContractNumber"), Does.EndWith("yes"), $"refresh {time}");
        }
        Assert.That(Refreshes, Is.EqualTo(3));
    }

    [Test]
    public async Task Does_not_refresh_before_it_is_due()
    {
        _stack.Clock.Advance(AccessTokenLifetime - TimeSpan.FromMinutes(2));

        await _browser.OpenAsync("/metadata");

        Assert.That(Refreshes, Is.Zero);
    }

    [Test]
    public async Task That_ZITADEL_does_not_refresh_ends_with_a_page_that_says_so_and_a_way_back()
    {
        _stack.ChangeUser("road.runner", user => user with { State = EmbeddedZitadel.Users.UserState.Inactive });
        _stack.Clock.Advance(AccessTokenLifetime);

        await _browser.OpenAsync("/metadata");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Heading, Is.EqualTo("Your session ended"));
            Assert.That(_browser.Page.QuerySelector("main a.button")!.GetAttribute("href"), Is.EqualTo("/sign-in?returnUrl=%2Fmetadata"));
            Assert.That(_browser.Cookies["web-frontend.session"], Is.Null);
        }
    }

    [Test]
    public async Task Whose_access_token_died_at_ZITADEL_ends_too()
    {
        _stack.ChangeUser("road.runner", user => user with { State = EmbeddedZitadel.Users.UserState.Inactive });

        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Heading, Is.EqualTo("Your session ended"));
    }

    [Test]
    public async Task Survives_that_ZITADEL_does_not_answer()
    {
        _stack.Clock.Advance(AccessTokenLifetime);
        _stack.ZitadelIsDown = true;
        await _browser.OpenAsync("/metadata");
        Assert.That(_browser.Page.QuerySelectorAll("[data-testid=problem]"), Is.Not.Empty);

        _stack.ZitadelIsDown = false;
        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Row("ContractNumber"), Does.EndWith("yes"));
    }

    [Test]
    public async Task Of_before_a_restart_ends_with_a_page_that_says_so_once()
    {
        await _stack.RestartWebAsync();

        await _browser.OpenAsync("/metadata");
        Assert.That(_browser.Heading, Is.EqualTo("Your session ended"));

        await _browser.ClickAsync("main a.button");
        Assert.That(_browser.Heading, Is.EqualTo("Your metadata"), "ZITADEL knows the browser still");
    }

    [Test]
    public async Task Shows_what_changed_since_the_sign_in()
    {
        _stack.SetMetadata("road.runner", "region", "us"u8.ToArray());

        await _browser.OpenAsync("/metadata");

        Assert.That(_browser.Row("region"), Is.EqualTo("dXM us | ZXU eu | dXM us | no"));
        Assert.That(_browser.Row("ContractNumber"), Does.EndWith("yes"));
    }

    [Test]
    public async Task Shows_the_other_places_while_MetadataApi_is_down()
    {
        _stack.ApiIsDown = true;

        await _browser.OpenAsync("/metadata");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_browser.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_browser.Page.QuerySelector("[data-testid=problem]")!.TextContent, Does.Contain("MetadataApi does not answer"));
            Assert.That(_browser.Row("ContractNumber"), Is.EqualTo("MTIzNA 1234 | MTIzNA 1234 | not there | not known"));
        }
    }

    int Refreshes => _stack.Sent.Count(request => request.Path == "/oauth/v2/token");
}
