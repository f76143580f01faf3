using System.Collections.Immutable;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>Who is asked for what, by what the application wants, who has signed in in this browser, and what has become of the user.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class The_next_step_of_a_login
{
    private static readonly DateTimeOffset Now = new(2026, 7, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddDays(-100);

    private static readonly User Road = Person("road");
    private static readonly User Wile = Person("wile");
    private static readonly AuthRequest Plain = new()
    {
        Id = "1",
        AgentId = "browser",
        ClientId = "client",
        RedirectUri = "http://localhost",
        Scopes = ["openid"],
        CreationDate = Now,
    };

    private static readonly BrowserSession RoadIsIn = SignedIn(Road);
    private static readonly BrowserSession WileIsIn = SignedIn(Wile);
    private static readonly BrowserSession RoadIsOut = RoadIsIn with { IsActive = false };

    private static IEnumerable<TestCaseData> WhoIsIt()
    {
        yield return Case("nobody has signed in here yet", Plain, [], "LoginName");
        yield return Case("one has", Plain, [RoadIsIn], "Callback road");
        yield return Case("one has, and out again", Plain, [RoadIsOut], "PickUser");
        yield return Case("two have", Plain, [RoadIsIn, WileIsIn], "PickUser");
        yield return Case("two have, one is out", Plain, [RoadIsIn, WileIsIn with { IsActive = false }], "PickUser");
        yield return Case("the name was typed", Plain with { UserId = "road" }, [], "Password road");
        yield return Case("the one who is in was picked", Plain with { UserId = "road" }, [RoadIsIn, WileIsIn], "Callback road");
        yield return Case("one who is out was picked", Plain with { UserId = "road" }, [RoadIsOut, WileIsIn], "Password road");

        yield return Case("prompt=login", Plain with { Prompts = ["login"], MaxAge = TimeSpan.Zero }, [RoadIsIn], "LoginName");
        yield return Case("prompt=login, the name was typed",
                Plain with { Prompts = ["login"], MaxAge = TimeSpan.Zero, UserId = "road" }, [RoadIsIn], "Password road");
        yield return Case("prompt=consent", Plain with { Prompts = ["consent"] }, [RoadIsIn], "LoginName");
        yield return Case("prompt=select_account", Plain with { Prompts = ["select_account"] }, [RoadIsIn], "PickUser");
        yield return Case("prompt=select_account, nobody to select", Plain with { Prompts = ["select_account"] }, [], "LoginName");
        yield return Case("prompt=select_account, selected", Plain with { Prompts = ["select_account"], UserId = "road" }, [RoadIsIn], "Callback road");
        yield return Case("prompt=none", Plain with { Prompts = ["none"] }, [RoadIsIn], "Callback road");
        yield return Case("prompt=none, nobody is in", Plain with { Prompts = ["none"] }, [], "LoginName");
        yield return Case("prompt=none, one is in and out again", Plain with { Prompts = ["none"] }, [RoadIsOut], "Password road");
        yield return Case("prompt=none, one is in, a hint fits nobody", Plain with { Prompts = ["none"], LoginHint = "nobody" }, [RoadIsIn], "LoginName");
        yield return Case("prompt=none, two are in", Plain with { Prompts = ["none"] }, [RoadIsIn, WileIsIn], "LoginName");
        yield return Case("prompt=none, two are in, one is hinted at",
                Plain with { Prompts = ["none"], UserId = "road" }, [RoadIsIn, WileIsIn], "Callback road");
        yield return Case("prompt=create", Plain with { Prompts = ["create"] }, [RoadIsIn], "Register");
        yield return Case("prompt=create, registered", Plain with { Prompts = ["create"], UserId = "road" }, [RoadIsIn], "Callback road");

        yield return Case("max_age=0", Plain with { MaxAge = TimeSpan.Zero }, [RoadIsIn], "Password road");
        yield return Case("max_age=0, just entered",
                Plain with { MaxAge = TimeSpan.Zero }, [RoadIsIn with { PasswordVerifiedAt = Now.AddSeconds(1) }], "Callback road");
        yield return Case("max_age=3600, entered an hour ago",
                Plain with { MaxAge = TimeSpan.FromHours(1) }, [RoadIsIn with { PasswordVerifiedAt = Now.AddHours(-1) }], "Password road");
        yield return Case("max_age=3600, entered 59 minutes ago",
                Plain with { MaxAge = TimeSpan.FromHours(1) }, [RoadIsIn with { PasswordVerifiedAt = Now.AddMinutes(-59) }], "Callback road");
        yield return Case("the longest max_age there is", Plain with { MaxAge = TimeSpan.MaxValue }, [RoadIsIn], "Callback road");
        yield return Case("entered ten days ago", Plain, [RoadIsIn with { PasswordVerifiedAt = Now.AddDays(-10) }], "Password road");
        yield return Case("a wrong password was entered last", Plain, [RoadIsIn with { PasswordVerifiedAt = DateTimeOffset.MinValue }], "Password road");

        yield return Case("another browser", Plain with { AgentId = "another" }, [RoadIsIn], "LoginName");
        yield return Case("the only user was deleted", Plain, [SignedIn(Person("gone"))], "LoginName");
        yield return Case("one of two was deleted", Plain, [SignedIn(Person("gone")), RoadIsIn], "Callback road");
        yield return Case("the picked user was deleted", Plain with { UserId = "gone" }, [], "Refused Errors.User.NotFound");
        yield return Case("their organisation is asked for", Plain with { Scopes = ["urn:zitadel:iam:org:id:acme"] }, [RoadIsIn], "Callback road");
        yield return Case("another organisation is asked for", Plain with { Scopes = ["urn:zitadel:iam:org:id:other"] }, [RoadIsIn], "LoginName");
        yield return Case("their organisation is asked for by domain",
                Plain with { Scopes = ["urn:zitadel:iam:org:domain:primary:acme.localhost"] }, [RoadIsIn], "Callback road");

        static TestCaseData Case(string name, AuthRequest request, BrowserSession[] sessions, string expected) =>
            new TestCaseData(request, sessions, expected).SetName($"Is right when {name}");
    }

    [TestCaseSource(nameof(WhoIsIt))]
    public void Depends_on_who_has_signed_in_here(AuthRequest request, BrowserSession[] sessions, string expected) =>
        Assert.That(Describe(LoginStep.Next(State(sessions, Road, Wile), request, Now)), Is.EqualTo(expected));

    private static IEnumerable<TestCaseData> WhatBecameOfTheUser()
    {
        yield return Case("is locked", Road with { State = UserState.Locked }, "Refused Errors.User.Locked");
        yield return Case("is deactivated", Road with { State = UserState.Inactive }, "Refused Errors.User.NotActive");
        yield return Case("is not activated yet", Road with { State = UserState.Initial }, "InitializeUser road");
        yield return Case("is a service", Road with { Human = null, Machine = new() { Name = "service" } }, "Refused Errors.User.NotHuman");
        yield return Case("is of an organisation that is not there", Road with { Details = Details.New("other", LongAgo) }, "Refused Errors.User.NotActive");
        yield return Case("has no password", Human(h => h with { PasswordHash = null }), "SetPassword road");
        yield return Case("has no password and no verified address", Human(h => h with { PasswordHash = null, EmailVerified = false }), "VerifyEmail road");
        yield return Case("has a new password", Human(h => h with { PasswordChanged = Now }), "Password road");
        yield return Case("has to change the password", Human(h => h with { PasswordChangeRequired = true }), "ChangePassword road");
        yield return Case("has no verified address", Human(h => h with { EmailVerified = false }), "VerifyEmail road");
        yield return Case("has neither", Human(h => h with { EmailVerified = false, PasswordChangeRequired = true }), "VerifyEmail road");

        static User Human(Func<Human, Human> change) => Road with { Human = change(Road.Human!) };
        static TestCaseData Case(string name, User user, string expected) => new TestCaseData(user, expected).SetName($"Is right when the user {name}");
    }

    [TestCaseSource(nameof(WhatBecameOfTheUser))]
    public void Depends_on_the_user(User user, string expected) =>
        Assert.That(Describe(LoginStep.Next(State([RoadIsIn], user), Plain, Now)), Is.EqualTo(expected));

    [TestCase(false, false, false, ExpectedResult = "Callback road")]
    [TestCase(true, false, false, ExpectedResult = "NotInProject Errors.User.GrantRequired")]
    [TestCase(true, true, false, ExpectedResult = "Callback road")]
    [TestCase(false, false, true, ExpectedResult = "NotInProject Errors.User.ProjectRequired", Description = "the project is another organisation's")]
    public string Depends_on_what_the_project_checks(bool checksRoles, bool hasRole, bool checksProject)
    {
        var state = State([RoadIsIn], Road);
        var project = state.Projects.Find("project")! with { RoleCheck = checksRoles, HasProjectCheck = checksProject };
        state = state with { Projects = state.Projects.Put(checksProject ? project with { Details = Details.New("other", LongAgo) } : project) };
        if (hasRole)
        {
            state = state with
            {
                Authorizations = state.Authorizations.Put(new() { Id = "grant", Details = project.Details, UserId = "road", ProjectId = "project" }),
            };
        }

        return Describe(LoginStep.Next(state, Plain, Now));
    }

    [TestCase(OidcApplicationType.Web, false, ExpectedResult = false)]
    [TestCase(OidcApplicationType.UserAgent, false, ExpectedResult = false)]
    [TestCase(OidcApplicationType.Native, false, ExpectedResult = true)]
    [TestCase(OidcApplicationType.Native, true, ExpectedResult = false)]
    public bool Says_that_it_worked_before_a_native_application_goes_on(OidcApplicationType type, bool skips)
    {
        var state = State([RoadIsIn], Road);
        var application = state.Applications.Find("application")!;
        var configuration = application.Oidc! with { ApplicationType = type, SkipNativeAppSuccessPage = skips };
        state = state with { Applications = state.Applications.Put(application with { Oidc = configuration }) };
        return ((LoginStep.Callback)LoginStep.Next(state, Plain, Now)).ShowsSuccessPage;
    }

    private static string Describe(LoginStep step) => step switch
    {
        LoginStep.Callback(var user, _, _) => $"Callback {user.Id}",
        LoginStep.Password(var user) => $"Password {user.Id}",
        LoginStep.SetPassword(var user) => $"SetPassword {user.Id}",
        LoginStep.ChangePassword(var user) => $"ChangePassword {user.Id}",
        LoginStep.VerifyEmail(var user) => $"VerifyEmail {user.Id}",
        LoginStep.InitializeUser(var user) => $"InitializeUser {user.Id}",
        LoginStep.Refused(var error) => $"Refused {error.Key}",
        LoginStep.NotInProject(var error) => $"NotInProject {error.Key}",
        _ => step.GetType().Name,
    };

    private static User Person(string id) => new()
    {
        Id = id,
        Details = Details.New("acme", LongAgo),
        Username = id,
        Human = new()
        {
            GivenName = "Road",
            FamilyName = "Runner",
            DisplayName = "Road Runner",
            Email = $"{id}@acme.example",
            EmailVerified = true,
            ProfileChanged = LongAgo,
            PasswordHash = "hash",
            PasswordChanged = LongAgo,
        },
    };

    private static BrowserSession SignedIn(User user) =>
        new() { Id = $"V1_{user.Id}", UserId = user.Id, IsActive = true, PasswordVerifiedAt = Now.AddMinutes(-5) };

    private static InstanceState State(BrowserSession[] sessions, params User[] users)
    {
        var state = new InstanceState(new Instance
        {
            Id = "instance",
            Domain = "localhost",
            DefaultOrganizationId = "acme",
            ZitadelProjectId = "zitadel",
            TokenKey = ImmutableArray<byte>.Empty,
        });
        return state with
        {
            Organizations = state.Organizations.Put(new()
            {
                Id = "acme",
                Name = "Acme",
                PrimaryDomain = "acme.localhost",
                Details = Details.New("acme", LongAgo),
            }),
            Projects = state.Projects.Put(new() { Id = "project", Name = "Demo", Details = Details.New("acme", LongAgo) }),
            Applications = state.Applications.Put(new()
            {
                Id = "application",
                ClientId = "client",
                ProjectId = "project",
                Name = "web",
                Details = Details.New("acme", LongAgo),
                Oidc = new(),
            }),
            Users = users.Aggregate(state.Users, (table, user) => table.Put(user)),
            BrowserAgents = state.BrowserAgents.Put(new() { Id = "browser", Sessions = [.. sessions], ChangeDate = Now }),
        };
    }
}
