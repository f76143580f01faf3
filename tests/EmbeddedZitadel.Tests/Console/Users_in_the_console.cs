using System.Net;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Console;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Users_in_the_console
{
    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task Are_found_by_a_part_of_login_name_name_or_address_in_any_case()
    {
        _server.AddPerson("wile.coyote", "Wile E. Coyote");
        using var browser = await _server.SignedIn();
        foreach (var searched in new[] { "COYOTE", "wile.c", "e. coy", "coyote@acme" })
        {
            await browser.Open($"/ui/console/users?search={Uri.EscapeDataString(searched)}");
            Assert.That(browser.Page.QuerySelectorAll("tbody th").Select(name => name.TextContent), Is.EqualTo(["Wile E. Coyote"]), searched);
            Assert.That(browser.ValueOf("search"), Is.EqualTo(searched));
        }
    }

    [Test]
    public async Task Are_listed_page_by_page()
    {
        foreach (var number in Enumerable.Range(1, 45))
            _server.AddPerson($"paged.{number:00}", $"Paged {number}");
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/users?search=paged.");
        var names = new List<string>();
        while (true)
        {
            names.AddRange(browser.Page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("td")!.TextContent));
            if (browser.Page.QuerySelector("a[rel=next]") is not { } next)
                break;
            await browser.Open(next.GetAttribute("href")!);
        }

        Assert.That(names, Is.EqualTo(Enumerable.Range(1, 45).Select(number => $"paged.{number:00}")));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("\" autofocus onfocus=\"alert(1)")]
    public async Task Are_searched_for_by_any_text(string searched)
    {
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users?search={Uri.EscapeDataString(searched)}");
        Assert.That(browser.ValueOf("search"), Is.EqualTo(searched));
        Assert.That(browser.Page.Body!.TextContent, Does.Contain($"No user has “{searched}”."));
    }

    [Test]
    public async Task Say_at_the_field_that_a_search_is_too_long()
    {
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users?search={new string('a', 201)}");
        Assert.That(browser.ErrorAt("search"), Does.Contain("must be between 1 and 200 runes"));
    }

    [Test]
    public async Task Are_created_with_a_password()
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/users/create");
        await browser.Press(
            "create", ("username", "new.person"), ("givenName", "New"), ("familyName", "Person"), ("email", "new@acme.example"), ("password", "Password1!"));

        var user = _server.Store.Current.Users.By(User.ByLoginName, "new.person").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (browser.Url.AbsolutePath, browser.Title, browser.Notice), Is.EqualTo(($"/ui/console/users/{user.Id}", "New Person", "The person is created.")));
            Assert.That((user.Human!.EmailVerified, user.Human.PasswordChangeRequired), Is.EqualTo((true, false)));
            Assert.That(() => _server.Services.GetRequiredService<UserCommands>().CheckPassword(user.Id, "Password1!"), Throws.Nothing);
            Assert.That(browser.Page.Body!.TextContent, Does.Contain(user.Id).And.Contain("new@acme.example, verified"));
        }

        await browser.Open($"/ui/console/users/{user.Id}");
        Assert.That(browser.Notice, Is.Null, "it is said once");
    }

    [TestCase("password", "short", "password", "COMMA-HuJf6")]
    [TestCase("email", "no address", "email", "")]
    [TestCase("username", "zitadel-admin@zitadelaspire.localhost", "username", "V3-DKcYh")]
    [TestCase("givenName", " ", "givenName", "USER-UCej2")]
    public async Task Say_at_the_field_what_is_wrong_and_keep_what_was_typed_but_for_the_password(string field, string value, string at, string errorId)
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/users/create");
        var typed = new Dictionary<string, string>
        {
            ["username"] = "not.created", ["givenName"] = "<b>Not</b>", ["familyName"] = "Created", ["email"] = "not.created@acme.example",
            ["password"] = "Password1!", [field] = value,
        };
        await browser.Press("create", [.. typed.Select(pair => (pair.Key, pair.Value)), ("emailVerified", ""), ("changeRequired", "true")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(browser.ErrorAt(at), Is.Not.Null.And.EqualTo(browser.Problem));
            Assert.That(browser.ProblemId ?? "", Is.EqualTo(errorId));
            foreach (var (name, text) in typed.Where(pair => pair.Key != "password"))
                Assert.That(browser.ValueOf(name), Is.EqualTo(text), name);
            Assert.That(browser.ValueOf("password"), Is.Empty);
            Assert.That(browser.Page.QuerySelectorAll("input[checked]").Select(box => box.Id), Is.EqualTo(["changeRequired"]));
            Assert.That(_server.Store.Current.Users.By(User.ByLoginName, "not.created"), Is.Empty);
        }
    }

    [Test]
    public async Task Are_deactivated_and_reactivated()
    {
        var user = _server.AddPerson("on.and.off", "On Off");
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}");
        await browser.Press("deactivate");
        Assert.That((_server.Store.Current.Users.Find(user.Id)!.State, browser.Text("state")), Is.EqualTo((UserState.Inactive, "Inactive")));

        await browser.Press("reactivate");
        Assert.That((_server.Store.Current.Users.Find(user.Id)!.State, browser.Text("state")), Is.EqualTo((UserState.Active, "Active")));
    }

    [Test]
    public async Task Who_are_none_are_not_found()
    {
        using var browser = await _server.SignedIn();
        await browser.Open("/ui/console/users/1");
        Assert.That((browser.Response.StatusCode, browser.Title, browser.ProblemId), Is.EqualTo((HttpStatusCode.NotFound, "Not found", "QUERY-Dfbg2")));
    }

    [Test]
    public async Task Are_all_that_a_manager_of_users_may_work_with()
    {
        var manager = _server.WithRole(
            _server.AddPerson("manager", "User Manager"), AdministeredResource.Organization, _server.Project.OrganizationId, "ORG_USER_MANAGER");
        var application = _server.AddApplication();
        using var browser = await _server.SignedIn(manager);
        Assert.That(browser.Page.QuerySelectorAll(".tiles .count").Select(count => count.TextContent).ToList(), Has.Member("–"), "no number of signing keys");

        await browser.Open("/ui/console/users");
        Assert.That(browser.Page.QuerySelectorAll("tbody tr").Length, Is.GreaterThan(1));

        foreach (var path in new[] { "/ui/console/instance?id=webkeys", $"/ui/console/projects/{application.ProjectId}/apps/{application.Id}" })
        {
            await browser.Open(path);
            Assert.That((browser.Response.StatusCode, browser.Title), Is.EqualTo((HttpStatusCode.Forbidden, "Not allowed")), path);
            Assert.That(browser.Problem, Is.EqualTo("No matching permissions found: your roles as manager do not allow this."), path);
        }
    }
}
