using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Interruptions
{
    [Test]
    public async Task Of_the_first_second_after_readiness_are_waited_for()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Next("openid-configuration", Answers.NotReady, Answers.NotReady);
        setup.Zitadel.Next("ListOrganizations", Answers.NotReady, Answers.MembershipNotFound, Answers.MembershipNotFound);
        setup.Zitadel.Next("ListProjects", Answers.MembershipNotFound);
        setup.Zitadel.Next("CreateProject", Answers.NotReady);

        var result = await setup.ApplyAsync();

        Assert.That(result.Changes, Has.Count.EqualTo(11));
        Assert.That(setup.Log.Lines[0], Does.StartWith("Waiting for ZITADEL at").And.Contain("it answers 503"));
    }

    [Test]
    public async Task Have_an_end()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Always("ListProjects", Answers.NotReady);

        var message = await setup.FailsWithAsync(new SetupOptions { Patience = TimeSpan.FromSeconds(30) });

        Assert.That(message, Does.Contain("was not ready within 30 s: it answers 503").And.Contain("ListProjects"));
        Assert.That(setup.Time.Waited, Is.GreaterThan(TimeSpan.FromSeconds(30)).And.LessThan(TimeSpan.FromSeconds(40)));
    }

    [TestCase("CreateProject")]
    [TestCase("AddProjectRole")]
    [TestCase("CreateApplication")]
    [TestCase("CreateUser")]
    [TestCase("SetUserMetadata")]
    [TestCase("CreateAuthorization")]
    [TestCase("AddSecret")]
    public async Task Of_a_connection_before_or_after_ZITADEL_did_it_end_in_the_same_state(string method)
    {
        await using var before = await SetupCase.StartAsync();
        before.Zitadel.Next(method, Answers.CutBefore);
        await using var after = await SetupCase.StartAsync();
        after.Zitadel.Next(method, Answers.CutAfter);

        var resultBefore = await before.ApplyAsync();
        var resultAfter = await after.ApplyAsync();

        foreach (var (setup, result) in new[] { (before, resultBefore), (after, resultAfter) })
        {
            Assert.Multiple(async () =>
            {
                Assert.That((await setup.PlanAsync()).IsEmpty);
                Assert.That(setup.State.Rows("projects").Count(), Is.EqualTo(1));
                Assert.That(setup.State.Rows("applications").Count(), Is.EqualTo(3));
                Assert.That(setup.State.Rows("users").Count(), Is.EqualTo(2));
                Assert.That(result.Applications["web"].ClientSecret, Is.Not.Null, "nobody else has seen the secret, so a new one was made");
                Assert.That(result.ServiceUsers["registrar"].ClientSecret, Is.Not.Null);
                Assert.That(result.Users["road.runner"].Password, Is.EqualTo("Password1!"));
            });
        }
    }

    [Test]
    public async Task Of_a_gateway_are_waited_for([Values("ListProjects", "CreateApplication")] string method)
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Next(method, Answers.BadGateway);

        var result = await setup.ApplyAsync();

        Assert.That(result.Changes, Has.Count.EqualTo(11));
    }

    [Test]
    public async Task Of_a_request_that_gets_no_answer_are_waited_for()
    {
        await using var setup = await SetupCase.StartAsync();
        setup.Zitadel.Next("ListProjects", (http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

        var result = await setup.ApplyAsync(new SetupOptions { RequestTimeout = TimeSpan.FromMilliseconds(300) });

        Assert.That(result.Changes, Has.Count.EqualTo(11));
        Assert.That(setup.Log.Lines[0], Does.Contain("no answer within"));
    }

    [Test]
    public async Task Of_the_whole_run_at_any_call_are_made_good_by_the_next_one()
    {
        await using var whole = await SetupCase.StartAsync();
        await whole.ApplyAsync();
        var calls = whole.Zitadel.Calls.Count;

        for (var killedAt = 1; killedAt < calls; killedAt += 3)
        {
            await using var setup = await SetupCase.StartAsync();
            using var killed = new CancellationTokenSource();
            setup.Zitadel.CancelAt(killedAt, killed);
            await setup.StartAndKillAsync(killed.Token);

            var result = await setup.ApplyAsync(new SetupOptions { ClientSecrets = ClientSecretPolicy.RegenerateLost });

            Assert.Multiple(async () =>
            {
                Assert.That((await setup.PlanAsync()).Changes, Is.Empty, $"killed at call {killedAt}");
                Assert.That(setup.State.Rows("applications").Count(), Is.EqualTo(3), $"killed at call {killedAt}");
                Assert.That(result.Applications["web"].ClientSecret, Is.Not.Null, $"killed at call {killedAt}");
            });
        }
    }
}
