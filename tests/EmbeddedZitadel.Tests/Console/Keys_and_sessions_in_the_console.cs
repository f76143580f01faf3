using System.Collections.Immutable;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Console;

[Parallelizable(ParallelScope.Self), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Keys_and_sessions_in_the_console
{
    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Keys_are_created_put_to_use_and_deleted()
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/instance?id=webkeys");
        var before = _server.Store.Current.WebKeys.All.ToDictionary(key => key.Id);
        await browser.Press("create", ("kind", "ECDSA_CURVE_P256"));
        var added = _server.Store.Current.WebKeys.All.Single(key => !before.ContainsKey(key.Id));
        Assert.That((added.Algorithm, added.State, StateOf(browser, added.Id)), Is.EqualTo(("ES256", WebKeyState.Initial, "Initial")));

        var old = before.Values.Single(key => key.State == WebKeyState.Active);
        await browser.PressIn(Row(added.Id), "activate");
        Assert.That((StateOf(browser, added.Id), StateOf(browser, old.Id)), Is.EqualTo(("Active", "Inactive")));
        Assert.That(browser.Page.QuerySelector($"{Row(added.Id)} button"), Is.Null, "the key in use can be neither activated nor deleted");

        await browser.PressIn(Row(old.Id), "delete");
        Assert.That(_server.Store.Current.WebKeys.Find(old.Id), Is.Null);
    }

    [Test]
    public async Task Sessions_are_listed_and_ended()
    {
        var user = _server.AddPerson("signed.in", "Signed In");
        using var theirs = _server.Browser(user);
        var session = SessionOf(user);
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/sessions");
        var row = browser.Page.QuerySelector($"tr[data-session={session.Id}]")!.TextContent;
        Assert.That(row, Does.Contain("Signed In").And.Contain("signed.in").And.Contain("Browser "));
        Assert.That(browser.Page.QuerySelectorAll("tr:not(:has(button)) .badge").Select(badge => badge.TextContent), Is.EqualTo(["yours, here"]));

        await browser.PressIn($"tr[data-session={session.Id}]", "end");
        Assert.That(SessionOf(user).IsActive, Is.False);
        Assert.That(browser.Page.QuerySelector($"tr[data-session={session.Id}]"), Is.Null);
    }

    [Test]
    public async Task Sessions_of_the_session_API_are_listed_and_ended()
    {
        var user = _server.AddPerson("by.api", "By API");
        var session = _server.Services.GetRequiredService<SessionCommands>().Create(
            _server.Admin.Id,
            new(user.Id, null, SessionChange.NoMetadata, null),
            new("", "", "<b>agent</b>", ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty));
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/sessions");
        var row = browser.Page.QuerySelector($"tr[data-session='{session.Id}']")!.TextContent;
        Assert.That(row, Does.Contain("By API").And.Contain("Session API, <b>agent</b>"));

        await browser.PressIn($"tr[data-session='{session.Id}']", "end");
        Assert.That(_server.Store.Current.Sessions.Find(session.Id)!.IsEnded, Is.True);
        Assert.That(browser.Page.QuerySelector($"tr[data-session='{session.Id}']"), Is.Null);
    }

    [Test]
    public async Task Sessions_of_others_are_not_ended_without_the_right()
    {
        var viewer = _server.WithRole(
            _server.AddPerson("viewer", "Viewer"), AdministeredResource.Organization, _server.Project.OrganizationId, "ORG_OWNER_VIEWER");
        var user = _server.AddPerson("stays", "Stays");
        using var theirs = _server.Browser(user);
        using var browser = await _server.SignedIn(viewer);
        using var content = new FormUrlEncodedContent([new("gorilla.csrf.Token", browser.FormToken)]);
        await browser.Send(HttpMethod.Post, new Uri(browser.Url, $"/ui/console/sessions/{SessionOf(user).Id}/end"), content);
        Assert.That((browser.Title, SessionOf(user).IsActive), Is.EqualTo(("Not allowed", true)));
    }

    private BrowserSession SessionOf(User user) =>
        _server.Store.Current.BrowserAgents.By(BrowserAgent.ByUser, user.Id).Single().Sessions.Single(session => session.UserId == user.Id);

    private static string Row(string id) => $"tr[data-key='{id}']";

    private static string StateOf(ConsoleBrowser browser, string id) => browser.Page.QuerySelector($"{Row(id)} [data-testid=state]")!.TextContent;
}
