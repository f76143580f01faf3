using System.CommandLine;

namespace ZitadelSetup.CommandLine;

/// <summary><c>ZitadelSetup plan|apply --issuer … --token-file …</c></summary>
static class SetupCommand
{
    const int Done = 0;
    const int Failed = 1;
    const int WouldChange = 2;

    static readonly Option<string> Issuer = new("--issuer")
    {
        Description = "The issuer of the ZITADEL, for example https://my-instance.zitadel.cloud.", Required = true, HelpName = "URL", Recursive = true,
    };

    static readonly Option<string> TokenFile = new("--token-file")
    {
        Description = "A file with a personal access token of a user with the role ORG_OWNER.", Required = true, HelpName = "FILE", Recursive = true,
    };

    static readonly Option<string> StateFile = new("--file")
    {
        Description = "The desired state; ZitadelAspire's own zitadel.json when left out.", HelpName = "zitadel.json", Recursive = true,
    };

    static readonly Option<string[]> Set = new("--set")
    {
        Description = "What {web-frontend} in a redirect URI stands for; can be given several times.", HelpName = "web-frontend=URL", Recursive = true,
    };

    static readonly Option<string> Organization = new("--organization")
    {
        Description = "Name or id of the organisation; the token's own when left out.", HelpName = "NAME", Recursive = true,
    };

    static readonly Option<string> Out = new("--out")
    {
        Description = "Where ids and secrets go (mode 0600); what an earlier run wrote there is kept.", HelpName = "secrets.json", Recursive = true,
    };

    static readonly Option<string> PasswordFile = new("--password-file")
    {
        Description = "The password of people who are created; each gets a generated one in --out when left out.", HelpName = "FILE", Recursive = true,
    };

    static readonly Option<bool> RegenerateSecrets = new("--regenerate-secrets")
    {
        Description = "Give every application a new client secret; the old ones stop working.", Recursive = true,
    };

    static readonly Option<bool> Prune = new("--prune")
    {
        Description = "Delete applications and roles of the project that the desired state doesn't name; users are never deleted.", Recursive = true,
    };

    public static RootCommand Create(TextWriter output, TextWriter error)
    {
        var plan = new Command("plan", "Say what would be changed. Exit code 0: nothing, 2: something, 1: an error.");
        plan.SetAction((parsed, cancellationToken) => RunAsync(error, async () =>
        {
            using var provisioner = Provisioner(parsed, ReadOut(parsed), output, error);
            return (await provisioner.PlanAsync(State(parsed), cancellationToken)).IsEmpty ? Done : WouldChange;
        }));

        var apply = new Command("apply", "Create what is missing and change what is different. Exit code 0: done, 1: an error.");
        apply.SetAction((parsed, cancellationToken) => RunAsync(error, async () =>
        {
            await ApplyAsync(parsed, output, error, cancellationToken);
            return Done;
        }));

        return new RootCommand("Brings a ZITADEL (v4.6 or newer) into the state that the applications need, through its API.")
        {
            Issuer, TokenFile, StateFile, Set, Organization, Out, PasswordFile, RegenerateSecrets, Prune, plan, apply,
        };
    }

    static async Task ApplyAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var state = State(parsed);
        var secrets = ReadOut(parsed);
        using var provisioner = Provisioner(parsed, secrets, output, error);
        if (secrets is null && (await provisioner.PlanAsync(state, cancellationToken)).IssuesSecrets)
            throw new ZitadelSetupException("ZITADEL shows a new secret only once, and secrets are not written to the console: say with --out FILE where they go.");

        var result = await provisioner.ApplyAsync(state, cancellationToken);
        secrets?.Finish(result);
    }

    static async Task<int> RunAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ZitadelSetupException e)
        {
            await error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped. What was done stays; a new run goes on from there.");
            return Failed;
        }
    }

    static SecretsFile? ReadOut(ParseResult parsed) => parsed.GetValue(Out) is { } path ? SecretsFile.Read(path, parsed.GetRequiredValue(Issuer)) : null;

    static Provisioner Provisioner(ParseResult parsed, SecretsFile? secrets, TextWriter output, TextWriter error)
    {
        var connection = new ZitadelConnection
        {
            Issuer = parsed.GetRequiredValue(Issuer),
            TokenFile = parsed.GetRequiredValue(TokenFile),
            Organization = parsed.GetValue(Organization),
        };
        var options = new SetupOptions
        {
            InitialPassword = parsed.GetValue(PasswordFile) is { } path ? ReadPassword(path) : null,
            KnownSecrets = secrets?.ClientSecrets ?? new Dictionary<string, string>(),
            ClientSecrets = parsed.GetValue(RegenerateSecrets) ? ClientSecretPolicy.RegenerateAll : ClientSecretPolicy.Keep,
            Prune = parsed.GetValue(Prune),
            UnfinishedSecrets = secrets?.Unfinished ?? [],
            SecretsExpected = (expected, _) =>
            {
                secrets?.Expect(expected);
                return ValueTask.CompletedTask;
            },
            SecretIssued = (soFar, _) =>
            {
                secrets?.Write(soFar);
                return ValueTask.CompletedTask;
            },
        };
        return new Provisioner(connection, options, new ConsoleLogger(output, error));
    }

    static DesiredState State(ParseResult parsed)
    {
        var path = parsed.GetValue(StateFile);
        var json = path is null ? DesiredState.DefaultJson() : DesiredState.ReadFile(path);
        var placeholders = new Dictionary<string, string>();
        foreach (var setting in parsed.GetValue(Set) ?? [])
        {
            if (setting.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value])
                throw new ZitadelSetupException($"--set {setting} has to look like --set web-frontend=https://app.example.com.");
            if (!json.Contains($"{{{name}}}", StringComparison.Ordinal))
                throw new ZitadelSetupException($"--set {name}=… has no effect: {path ?? "the built-in zitadel.json"} has no {{{name}}}.");
            placeholders[name] = value;
        }

        return DesiredStateReader.Read(json, path ?? DesiredState.DefaultName, placeholders);
    }

    static string ReadPassword(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } password
                ? password
                : throw new ZitadelSetupException($"The password file '{path}' is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ZitadelSetupException($"The password file '{path}' can't be read: {e.Message}", e);
        }
    }
}
