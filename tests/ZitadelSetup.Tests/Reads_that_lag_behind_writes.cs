using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Reads_that_lag_behind_writes
{
    [Test]
    public async Task Do_not_make_it_do_anything_twice([Values(1, 5, 12, 40)] int lag)
    {
        await using var setup = await SetupCase.StartAsync();
        setup.State.Lag = lag;

        var result = await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(result.Changes, Has.Count.EqualTo(11));
            Assert.That(setup.Zitadel.Writes.Count(), Is.EqualTo(11));
            Assert.That(setup.Log.Warnings, Is.Empty);
        });
    }

    [Test]
    public async Task Are_awaited_so_that_the_next_run_finds_nothing_to_do()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.State.Lag = 12;

        await setup.ApplyAsync();

        Assert.That((await setup.PlanAsync()).IsEmpty);
    }

    [Test]
    public async Task Hide_a_project_that_is_there_409_so_it_searches_again()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.Zitadel.Next("ListProjects", Answers.NothingYet, Answers.NothingYet);

        var again = await setup.ApplyAsync();

        Assert.That(again.ProjectId, Is.EqualTo(first.ProjectId));
        Assert.That(again.Changes, Is.Empty);
    }

    [TestCase("ListApplications")]
    [TestCase("ListUsers")]
    [TestCase("ListProjectRoles")]
    [TestCase("ListAuthorizations")]
    public async Task Hide_what_is_there_409_so_it_searches_again(string search)
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.Zitadel.Next(search, Answers.NothingYet);

        var again = await setup.ApplyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(again.Applications["web"].ClientId, Is.EqualTo(first.Applications["web"].ClientId));
            Assert.That(again.Users["road.runner"].UserId, Is.EqualTo(first.Users["road.runner"].UserId));
            Assert.That(again.Changes.Where(c => c.StartsWith("create")), Is.Empty);
        });
    }

    [Test]
    public async Task Show_an_old_application_so_that_No_changes_is_no_failure()
    {
        var (setup, _, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.Lag = 8;
        setup.Zitadel.Next("UpdateApplication", async (http, behave) =>
        {
            // Somebody else repairs it at the same moment.
            behave();
            var (status, content) = behave();
            await Answers.WriteAsync(http, status, content);
        });
        setup.State.ByHand(() => setup.State.Application("web")["oidcConfiguration"]!["developmentMode"] = true);

        await setup.ApplyAsync();

        Assert.That(setup.State.Application("web")["oidcConfiguration"]!["developmentMode"]?.GetValue<bool>(), Is.Not.True);
    }

    [Test]
    public async Task Let_roles_and_metadata_of_a_new_person_be_refused_for_a_moment()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Next("SetUserMetadata", Answers.Refuse(400, "failed_precondition", "User could not be found (COMMAND-uXHNj)", "COMMAND-uXHNj"));
        setup.Zitadel.Next("CreateAuthorization", Answers.Refuse(404, "not_found", "User could not be found (QUERY-Dfbg2)", "QUERY-Dfbg2"));

        var result = await setup.ApplyAsync();

        Assert.That(result.Changes, Has.Count.EqualTo(11));
    }

    [Test]
    public async Task End_in_an_error_when_what_exists_never_shows()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Always("CreateProject", Answers.AlreadyExists);

        var message = await setup.FailsWithAsync(new SetupOptions { ConsistencyTimeout = TimeSpan.FromSeconds(15) });

        Assert.That(message, Does.Contain("409").And.Contain("/zitadel.project.v2.ProjectService/CreateProject").And.Contain("may belong to another organisation"));
        Assert.That(setup.Time.Waited, Is.GreaterThan(TimeSpan.FromSeconds(15)).And.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task End_in_a_warning_when_ZITADEL_does_not_take_over_a_setting()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Always("UpdateProject", (http, _) => Answers.WriteAsync(http, 200, new() { ["changeDate"] = "2026-11-24T04:00:00Z" }));
        await setup.ApplyAsync();
        setup.State.ByHand(() => setup.State.Rows("projects").Single()["projectRoleAssertion"] = true);

        await setup.ApplyAsync();

        Assert.That(setup.Log.Warnings, Has.Some.Contains("still shows something else after 15 s: change project 'Sample' (assertRolesOnAuthentication"));
        Assert.That(setup.Zitadel.Calls.Count(call => call.Method == "UpdateProject"), Is.EqualTo(1));
    }
}
