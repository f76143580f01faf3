using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OfflineAspire.Tests;
using Wire.Tests;

namespace AppHost.Tests;

/// <summary>Zitadel:Mode=external: an EmbeddedZitadel started by itself on a port of its own, empty, and all that is known of it is a personal access token.</summary>
[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
sealed class A_ZITADEL_that_was_there_before
{
    static readonly string Tool = typeof(A_ZITADEL_that_was_there_before).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ZitadelSetup").Value!;

    // How long AppHost may take to end is StopTests' business.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The applications start when the set-up has ended.
    const string IsSetUp = "[metadata-api-eu] info:";

    const string OfNewAddresses = @"^change application '[^']+' \((redirect|postLogoutRedirect)Uris: ";

    readonly DirectoryInfo userSecrets = Directory.CreateTempSubdirectory("apphost-tests-");
    EmbeddedZitadelProcess zitadel = null!;
    string issuer = "";

    [SetUp]
    public async Task StartAsync()
    {
        if (!Repository.IsOffline) Assert.Ignore("Aspire's own packages show a resource's log in the dashboard only, and these tests read the set-up's on the console.");
        (zitadel, issuer) = await EmbeddedZitadelProcess.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (Repository.IsOffline) await zitadel.DisposeAsync();
        userSecrets.Delete(recursive: true);
    }

    [Test]
    public async Task Gets_all_at_the_first_start_and_nothing_but_new_addresses_at_the_second()
    {
        string first, second;
        Uri web;
        // Killed as soon as ZITADEL is set up, so perhaps while MetadataApi migrates.
        using (var appHost = RunningAppHost.Begin(userSecrets.FullName, [.. Settings, "--Zitadel:DemoUsers=true"]))
        {
            await appHost.LineAsync(IsSetUp);
            first = appHost.Output;
            await EndAsync(appHost);
        }

        using (var appHost = await RunningAppHost.StartAsync(userSecrets.FullName, [.. Settings, "--Zitadel:DemoUsers=true"]))
        {
            second = appHost.Output;
            web = await appHost.AddressAsync("web-frontend");
            await EndAsync(appHost);
        }

        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Contain($"Plan for ZITADEL at {issuer}, project ZitadelAspire"));
            Assert.That(Done(first), Is.Not.Empty.And.All.Match("^(create|set|give|make) "));
            Assert.That(Done(first), Does.Contain("create project 'ZitadelAspire'").And.Contains("create application 'web-frontend'").And.Contains("create user 'road.runner'"));
            // A random port each time: that is what differs.
            Assert.That(Done(second), Is.Not.Empty.And.All.Match(OfNewAddresses));
        });

        // The same code without Aspire, as one runs it by hand.
        var plan = await SetUpAsync("plan", "--set", $"web-frontend={web.GetLeftPart(UriPartial.Authority)}");
        Assert.That(plan.Text, Does.Contain("nothing to change"));
        Assert.That(plan.ExitCode, Is.Zero, plan.Text);

        // A password for each person, shown once, and no secret anywhere.
        foreach (var user in new[] { "road.runner", "wile.coyote" })
            Assert.That(Regex.Matches(first, $@"^{user} was created with the password \S+ \(shown only now\)\.$", RegexOptions.Multiline), Has.Count.EqualTo(1));
        Assert.That(second, Does.Not.Contain("was created with the password"));
        var secrets = KeptSecrets();
        Assert.That(secrets, Is.Not.Empty);
        foreach (var secret in secrets) Assert.That(first + second, Does.Not.Contain(secret));
    }

    [TestCase("[zitadel] Plan for ZITADEL")]
    [TestCase("[zitadel] Done: create project")]
    public async Task Is_in_the_desired_state_after_a_start_that_follows_one_that_was_killed_in_the_middle(string killedAt)
    {
        using (var killed = RunningAppHost.Begin(userSecrets.FullName, Settings))
        {
            await killed.LineAsync(killedAt);
            await killed.SignalAsync("KILL");
            Assert.That(await killed.LeftAfterAsync(Patience), Is.Empty);
            Assert.That(killed.Output, Does.Not.Contain("is set up for project"), "the set-up was not in the middle");
        }

        using var next = RunningAppHost.Begin(userSecrets.FullName, Settings);
        await next.LineAsync(IsSetUp);
        Assert.That(Done(next.Output), Has.None.StartsWith("create user"), "people are not created in somebody else's ZITADEL unasked");
        await EndAsync(next);

        var (_, text) = await SetUpAsync("plan", "--file", StateWithoutPeople());
        Assert.That(Planned(text), Is.All.Match(OfNewAddresses), text);
        Assert.That(KeptSecrets(), Has.Count.EqualTo(SecretsOf(StateWithoutPeople())));
    }

    [Test]
    public async Task Stays_as_it_is_where_client_ids_and_secrets_are_given_in_place_of_a_token()
    {
        var file = Path.Combine(userSecrets.FullName, "out.json");
        Assert.That((await SetUpAsync("apply", "--out", file)).ExitCode, Is.Zero);
        var known = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        JsonNode Client(string name) => known["applications"]![name]!;

        using var appHost = await RunningAppHost.StartAsync(
            userSecrets.FullName,
            "--Zitadel:Mode=external", $"--Zitadel:Issuer={issuer}", $"--Zitadel:ProjectId={known["projectId"]}",
            $"--Zitadel:Web:ClientId={Client("web-frontend")["clientId"]}", $"--Zitadel:Web:ClientSecret={Client("web-frontend")["clientSecret"]}",
            $"--Zitadel:Api:ClientId={Client("metadata-api")["clientId"]}", $"--Zitadel:Api:ClientSecret={Client("metadata-api")["clientSecret"]}");

        Assert.That((await SetUpAsync("plan")).ExitCode, Is.Zero);
        Assert.That(appHost.Output, Does.Not.Contain("Plan for ZITADEL"));
        foreach (var name in new[] { "web-frontend", "metadata-api" }) Assert.That(appHost.Output, Does.Not.Contain(Client(name)["clientSecret"]!.ToString()));
        await EndAsync(appHost);
    }

    string[] Settings => ["--Zitadel:Mode=external", $"--Zitadel:Issuer={issuer}", $"--Zitadel:TokenFile={zitadel.TokenFile}"];

    static async Task EndAsync(RunningAppHost appHost)
    {
        await appHost.SignalAsync("TERM");
        Assert.That(await appHost.LeftAfterAsync(Patience), Is.Empty);
    }

    // [zitadel] Done: create project 'ZitadelAspire'
    static IEnumerable<string> Done(string output) => Regex.Matches(output, @"^\[zitadel\] Done: (.*?)\r?$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    //   create project 'ZitadelAspire'
    static IEnumerable<string> Planned(string output) => Regex.Matches(output, @"^  (.*?)\r?$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    /// <summary>The client secrets among the user secrets, which only their owner can read.</summary>
    List<string> KeptSecrets()
    {
        var file = Directory.GetFiles(userSecrets.FullName, "secrets.json", SearchOption.AllDirectories).Single();
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var all = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.That(all.Select(entry => entry.Key), Is.All.StartsWith($"Zitadel:ClientSecrets:{issuer}:"), "no run is unfinished");
        return [.. all.Select(entry => entry.Value!.ToString())];
    }

    string StateWithoutPeople()
    {
        var state = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "AppHost", "zitadel.json")),
            documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        state.Remove("users");
        var file = Path.Combine(userSecrets.FullName, "zitadel.json");
        File.WriteAllText(file, state.ToJsonString());
        return file;
    }

    static int SecretsOf(string file)
    {
        var state = JsonNode.Parse(File.ReadAllText(file))!;
        return state["applications"]!.AsObject().Count(a => (string?)a.Value!["authMethod"] is null or "basic" or "post")
            + (state["serviceUsers"]?.AsObject().Count(u => (bool?)u.Value!["clientSecret"] == true) ?? 0);
    }

    async Task<(int ExitCode, string Text)> SetUpAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Tool, .. arguments, "--issuer", issuer, "--token-file", zitadel.TokenFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
