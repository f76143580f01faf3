using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Client_secrets
{
    [Test]
    public async Task Stay_as_they_are_and_unknown_unless_the_caller_has_kept_them()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;

        var unknown = await setup.ApplyAsync();
        var known = await setup.ApplyAsync(new SetupOptions { KnownSecrets = SecretsOf(first) });

        Assert.Multiple(() =>
        {
            Assert.That(unknown.Applications["web"].ClientSecret, Is.Null);
            Assert.That(setup.Log.Warnings, Has.Some.Contains("The client secret of application 'web'").And.Some.Contains("service user 'registrar'"));
            Assert.That(known.Applications["web"].ClientSecret, Is.EqualTo(first.Applications["web"].ClientSecret));
            Assert.That(known.ServiceUsers["registrar"].ClientSecret, Is.EqualTo(first.ServiceUsers["registrar"].ClientSecret));
            Assert.That(known.Changes, Is.Empty);
        });
    }

    [Test]
    public async Task That_are_lost_are_made_anew_when_that_is_allowed_and_only_those()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        var kept = SecretsOf(first);
        kept.Remove(first.Applications["api"].ClientId);

        var again = await setup.ApplyAsync(new SetupOptions { KnownSecrets = kept, ClientSecrets = ClientSecretPolicy.RegenerateLost });

        Assert.Multiple(() =>
        {
            Assert.That(again.Changes, Is.EqualTo(["make a new client secret for application 'api'"]));
            Assert.That(again.Applications["api"].ClientSecret, Is.Not.Null.And.Not.EqualTo(first.Applications["api"].ClientSecret));
            Assert.That(again.Applications["web"].ClientSecret, Is.EqualTo(first.Applications["web"].ClientSecret));
        });
    }

    [Test]
    public async Task That_are_lost_stop_a_run_that_needs_them_before_it_changes_anything()
    {
        var (setup, _, calls) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() => setup.State.Rows("projectRoles").Single()["displayName"] = "Leser");

        var message = await setup.FailsWithAsync(new SetupOptions { ClientSecrets = ClientSecretPolicy.Require });

        Assert.That(message, Does.Contain("application 'web'").And.Contain("is not known here"));
        Assert.That(setup.Zitadel.Calls.Skip(calls).Select(call => call.Method), Has.None.StartsWith("Update"));
    }

    [Test]
    public async Task That_an_interrupted_run_may_have_made_are_made_anew_whatever_the_policy_unless_they_were_kept()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        var kept = SecretsOf(first);
        kept.Remove(first.Applications["api"].ClientId);

        var again = await setup.ApplyAsync(new SetupOptions
        {
            KnownSecrets = kept, ClientSecrets = ClientSecretPolicy.Require, UnfinishedSecrets = ["application 'web'", "application 'api'", "service user 'registrar'"],
        });

        Assert.That(again.Changes, Is.EqualTo(["make a new client secret for application 'api'"]));
        Assert.That(again.Applications["api"].ClientSecret, Is.Not.Null.And.Not.EqualTo(first.Applications["api"].ClientSecret));
    }

    [Test]
    public async Task Are_announced_before_the_first_of_them_is_made()
    {
        await using var setup = await SetupCase.StartAsync();
        var announced = new List<(IReadOnlyList<string> Who, int Writes)>();

        await setup.ApplyAsync(new SetupOptions
        {
            InitialPassword = "Password1!",
            SecretsExpected = (who, _) =>
            {
                announced.Add((who, setup.Zitadel.Writes.Count()));
                return ValueTask.CompletedTask;
            },
        });

        Assert.That(announced.Single().Who, Is.EquivalentTo(["application 'web'", "application 'api'", "service user 'registrar'"]));
        Assert.That(announced.Single().Writes, Is.Zero);
    }

    [Test]
    public async Task Are_all_made_anew_once_when_that_is_asked_for()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;

        var again = await setup.ApplyAsync(new SetupOptions { KnownSecrets = SecretsOf(first), ClientSecrets = ClientSecretPolicy.RegenerateAll });

        Assert.That(again.Changes, Has.Count.EqualTo(3));
        Assert.That(SecretsOf(again).Values, Has.Count.EqualTo(3).And.Not.SubsetOf(SecretsOf(first).Values));
    }

    [Test]
    public async Task Are_made_for_an_application_that_had_none_whatever_the_policy()
    {
        var (setup, first, _) = await SetupCase.StartSetUpAsync();
        await using var _1 = setup;
        setup.State.ByHand(() => setup.State.Application("web")["oidcConfiguration"]!["authMethodType"] = "OIDC_AUTH_METHOD_TYPE_NONE");

        var again = await setup.ApplyAsync(new SetupOptions { ClientSecrets = ClientSecretPolicy.Keep });

        Assert.That(again.Applications["web"].ClientSecret, Is.Not.Null);
    }

    [Test]
    public async Task Of_applications_and_service_users_with_the_same_name_are_kept_apart()
    {
        var desired = SetupCase.Sample;
        desired = desired with { ServiceUsers = new Dictionary<string, DesiredServiceUser> { ["web"] = desired.ServiceUsers["registrar"] } };
        await using var setup = await SetupCase.StartAsync();

        var result = await setup.ApplyAsync(desired: desired);

        Assert.That(result.ServiceUsers["web"].ClientId, Is.EqualTo("web"));
        Assert.That(result.Applications["web"].ClientId, Is.Not.EqualTo("web"));
        Assert.That(result.ServiceUsers["web"].ClientSecret, Is.Not.EqualTo(result.Applications["web"].ClientSecret));
    }

    static Dictionary<string, string> SecretsOf(SetupResult result) =>
        result.Applications.Values.Concat(result.ServiceUsers.Values).Where(c => c.ClientSecret is not null).ToDictionary(c => c.ClientId, c => c.ClientSecret!);
}
