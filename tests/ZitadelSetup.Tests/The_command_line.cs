using System.Text.Json.Nodes;
using ZitadelSetup.CommandLine;
using ZitadelSetup.Tests.Scripted;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class The_command_line
{
    [Test]
    public async Task Plans_with_exit_code_2_applies_with_0_and_then_plans_with_0()
    {
        await using var console = await CommandLineCase.StartAsync();

        Assert.That(await console.RunAsync("plan"), Is.EqualTo(2), console.Error);
        Assert.That(console.Zitadel.Writes, Is.Empty);
        Assert.That(console.Output, Does.Contain("create application 'web-frontend'"));

        Assert.That(await console.RunAsync("apply", "--out", console.Out), Is.Zero, console.Error);
        Assert.That(await console.RunAsync("plan"), Is.Zero, console.Error);
        Assert.That(console.Output, Does.Contain("nothing to change"));
    }

    [Test]
    public async Task Applies_ZitadelAspires_own_state_with_its_fixed_port_or_the_given_address()
    {
        await using var byDefault = await CommandLineCase.StartAsync();
        await using var given = await CommandLineCase.StartAsync();

        await byDefault.RunAsync("apply", "--out", byDefault.Out);
        await given.RunAsync("apply", "--out", given.Out, "--set", "web-frontend=https://app.example.com/");

        Assert.That(RedirectOf(byDefault), Is.EqualTo("http://localhost:5080/signin-oidc"));
        Assert.That(RedirectOf(given), Is.EqualTo("https://app.example.com/signin-oidc"));

        static string RedirectOf(CommandLineCase console) =>
            console.Zitadel.State.Application("web-frontend")["oidcConfiguration"]!["redirectUris"]![0]!.ToString();
    }

    [Test]
    public async Task Writes_ids_and_secrets_to_a_file_of_the_owner_and_not_to_the_console()
    {
        await using var console = await CommandLineCase.StartAsync();

        await console.RunAsync("apply", "--out", console.Out);

        var written = JsonNode.Parse(await File.ReadAllTextAsync(console.Out))!;
        var secret = written["applications"]!["web-frontend"]!["clientSecret"]!.ToString();
        var password = written["users"]!["road.runner"]!["password"]!.ToString();
        Assert.Multiple(() =>
        {
            Assert.That(written["issuer"]!.ToString(), Is.EqualTo(console.Zitadel.Issuer));
            Assert.That(written["projectId"]!.ToString(), Is.Not.Empty);
            Assert.That(written["applications"]!["web-frontend"]!["clientId"]!.ToString(), Is.Not.Empty);
            Assert.That(secret, Does.StartWith("secret-"));
            Assert.That(console.Output + console.Error, Does.Not.Contain(secret).And.Not.Contain(password).And.Not.Contain(ScriptedZitadel.Token));
            if (!OperatingSystem.IsWindows())
                Assert.That(File.GetUnixFileMode(console.Out), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(console.Out)!, "*.tmp"), Is.Empty);
        });
    }

    [Test]
    public async Task Keeps_what_an_earlier_run_wrote()
    {
        await using var console = await CommandLineCase.StartAsync();
        await console.RunAsync("apply", "--out", console.Out);
        var before = await File.ReadAllTextAsync(console.Out);

        Assert.That(await console.RunAsync("apply", "--out", console.Out), Is.Zero, console.Error);

        Assert.That(await File.ReadAllTextAsync(console.Out), Is.EqualTo(before));
    }

    [Test]
    public async Task Keeps_an_existing_secret_unless_told_to_make_new_ones()
    {
        await using var console = await CommandLineCase.StartAsync();
        await console.RunAsync("apply", "--out", console.Out);
        var first = SecretIn(console.Out);
        var other = console.Out + ".other.json";

        Assert.That(await console.RunAsync("apply", "--out", other), Is.Zero, console.Error);
        Assert.That(SecretIn(other), Is.Null);
        Assert.That(console.Error, Does.Contain("is not known here and stays as it is"));

        Assert.That(await console.RunAsync("apply", "--out", other, "--regenerate-secrets"), Is.Zero, console.Error);
        Assert.That(SecretIn(other), Is.Not.Null.And.Not.EqualTo(first));

        static string? SecretIn(string path) => JsonNode.Parse(File.ReadAllText(path))!["applications"]!["web-frontend"]!["clientSecret"]?.ToString();
    }

    [Test]
    public async Task Changes_nothing_when_secrets_would_have_nowhere_to_go()
    {
        await using var console = await CommandLineCase.StartAsync();

        Assert.That(await console.RunAsync("apply"), Is.EqualTo(1));
        Assert.That(console.Error, Does.Contain("--out FILE"));
        Assert.That(console.Zitadel.Writes, Is.Empty);

        await console.RunAsync("apply", "--out", console.Out);
        Assert.That(await console.RunAsync("apply"), Is.Zero, "a run that issues nothing needs no file");
    }

    [Test]
    public async Task Writes_each_secret_at_once_so_that_a_failure_afterwards_loses_none()
    {
        await using var console = await CommandLineCase.StartAsync();
        console.Zitadel.Always("CreateUser", Answers.Forbidden);

        Assert.That(await console.RunAsync("apply", "--out", console.Out), Is.EqualTo(1));

        Assert.That(console.Error, Does.Contain("lacks the right user.write"));
        Assert.That(JsonNode.Parse(await File.ReadAllTextAsync(console.Out))!["applications"]!["web-frontend"]!["clientSecret"]!.ToString(), Does.StartWith("secret-"));
    }

    [Test]
    public async Task Makes_the_secrets_anew_that_a_killed_run_may_have_made_and_lost()
    {
        await using var console = await CommandLineCase.StartAsync();
        await console.RunAsync("apply", "--out", console.Out);
        // As a run leaves it that is killed between ZITADEL's answer and the writing of what it holds.
        var written = JsonNode.Parse(await File.ReadAllTextAsync(console.Out))!;
        written["applications"]!.AsObject().Remove("guide");
        written["unfinished"] = new JsonArray("application 'web-frontend'", "application 'guide'");
        await File.WriteAllTextAsync(console.Out, written.ToJsonString());

        Assert.That(await console.RunAsync("apply", "--out", console.Out), Is.Zero, console.Error);

        Assert.That(console.Output, Does.Contain("application 'guide'").And.Not.Contain("application 'web-frontend'"));
        var after = JsonNode.Parse(await File.ReadAllTextAsync(console.Out))!;
        Assert.That(after["applications"]!["guide"]!["clientSecret"], Is.Not.Null);
        Assert.That(after["unfinished"], Is.Null);
    }

    [Test]
    public async Task Takes_the_password_of_new_people_from_a_file()
    {
        await using var console = await CommandLineCase.StartAsync();
        var passwordFile = console.Out + ".password";
        await File.WriteAllTextAsync(passwordFile, "Given1!given\n");

        await console.RunAsync("apply", "--out", console.Out, "--password-file", passwordFile);

        Assert.That(JsonNode.Parse(await File.ReadAllTextAsync(console.Out))!["users"]!["road.runner"]!["password"]!.ToString(), Is.EqualTo("Given1!given"));
    }

    [TestCase(new[] { "--set", "web-frontend" }, "has to look like")]
    [TestCase(new[] { "--set", "web-frontned=https://x.example" }, "has no {web-frontned}")]
    [TestCase(new[] { "--set", "web-frontend=x" }, "is no address")]
    [TestCase(new[] { "--file", "/nowhere/zitadel.json" }, "/nowhere/zitadel.json")]
    [TestCase(new[] { "--out", "/nowhere/secrets.json" }, "The directory of '/nowhere/secrets.json' does not exist")]
    [TestCase(new[] { "--password-file", "/nowhere/password" }, "/nowhere/password")]
    public async Task Says_in_one_sentence_what_is_wrong_with_an_option(string[] options, string expected)
    {
        await using var console = await CommandLineCase.StartAsync();

        Assert.That(await console.RunAsync(["apply", .. options]), Is.EqualTo(1));

        Assert.That(console.Error, Does.Contain(expected).And.Not.Contain("   at "));
        Assert.That(console.Zitadel.Writes, Is.Empty);
    }

    [Test]
    public async Task Does_not_overwrite_a_file_of_another_ZITADEL_or_of_something_else()
    {
        await using var console = await CommandLineCase.StartAsync();
        var other = """{ "issuer": "https://other.example", "organizationId": "1", "projectId": "2", "applications": {}, "serviceUsers": {}, "users": {} }""";

        foreach (var (content, expected) in new[] { (other, "holds the secrets of https://other.example"), ("my diary", "no file of secrets") })
        {
            await File.WriteAllTextAsync(console.Out, content);
            Assert.That(await console.RunAsync("apply", "--out", console.Out), Is.EqualTo(1));
            Assert.That(console.Error, Does.Contain(expected));
            Assert.That(await File.ReadAllTextAsync(console.Out), Is.EqualTo(content));
        }
    }

    [Test]
    public async Task Needs_issuer_and_token_file()
    {
        var error = new StringWriter();

        Assert.That(await SetupCommand.Create(TextWriter.Null, TextWriter.Null).Parse(["plan"]).InvokeAsync(new() { Error = error, Output = TextWriter.Null }), Is.EqualTo(1));

        Assert.That(error.ToString(), Does.Contain("--issuer").And.Contain("--token-file"));
    }

    /// <summary>The command line, a scripted ZITADEL, and a directory that is gone afterwards.</summary>
    sealed class CommandLineCase : IAsyncDisposable
    {
        readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("zitadel-setup-");

        CommandLineCase(ScriptedZitadel zitadel)
        {
            Zitadel = zitadel;
            File.WriteAllText(TokenFile, ScriptedZitadel.Token + "\n");
        }

        public ScriptedZitadel Zitadel { get; }

        public string Out => Path.Combine(directory.FullName, "secrets.json");

        string TokenFile => Path.Combine(directory.FullName, "admin.pat");

        public string Output { get; private set; } = "";

        public string Error { get; private set; } = "";

        public static async Task<CommandLineCase> StartAsync() => new(await ScriptedZitadel.StartAsync());

        public async Task<int> RunAsync(string verb, params string[] options) => await RunAsync([verb, .. options]);

        public async Task<int> RunAsync(string[] arguments)
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            var exitCode = await SetupCommand.Create(output, error)
                .Parse([.. arguments, "--issuer", Zitadel.Issuer, "--token-file", TokenFile]).InvokeAsync(new() { Output = output, Error = error });
            (Output, Error) = (output.ToString(), error.ToString());
            return exitCode;
        }

        public async ValueTask DisposeAsync()
        {
            directory.Delete(recursive: true);
            await Zitadel.DisposeAsync();
        }
    }
}
