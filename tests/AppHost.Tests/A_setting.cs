using System.Diagnostics;
using OfflineAspire.Tests;

namespace AppHost.Tests;

/// <summary>That is wrong or missing stops the start with one sentence: what is wrong, and how it looks when it is right.</summary>
[Parallelizable(ParallelScope.All)]
sealed class A_setting
{
    const string External = "--Zitadel:Mode=external";
    const string Issuer = "--Zitadel:Issuer=https://my-instance.zitadel.cloud";

    [TestCase("Zitadel:Mode is 'cloud': set it to embedded, container or external", "--Zitadel:Mode=cloud")]
    [TestCase("Zitadel:Mode is '2': set it to embedded, container or external", "--Zitadel:Mode=2")]
    [TestCase("Zitadel:Mode is '': set it to embedded, container or external", "--Zitadel:Mode=")]
    [TestCase("Zitadel:DemoUsers is 'yes': set it to true or false, for example --Zitadel:DemoUsers=true.", "--Zitadel:DemoUsers=yes")]
    [TestCase("Zitadel:RegenerateSecrets is '1': set it to true or false", "--Zitadel:RegenerateSecrets=1")]
    [TestCase("Zitadel:Issuer is 'https://my-instance.zitadel.cloud', but only the external mode has an issuer", Issuer)]
    [TestCase("Zitadel:Issuer is missing: set it to the address of your ZITADEL, for example --Zitadel:Issuer=https://", External)]
    [TestCase("Zitadel:Issuer is 'acme', which is no address of a ZITADEL", External, "--Zitadel:Issuer=acme")]
    [TestCase("Zitadel:Issuer is 'https://acme.example/login', which is no address of a ZITADEL", External, "--Zitadel:Issuer=https://acme.example/login")]
    [TestCase("Zitadel:Issuer is 'http://acme.example', but tokens must not be sent over http to another machine", External, "--Zitadel:Issuer=http://acme.example")]
    [TestCase("Zitadel:TokenFile is '/nowhere/setup.pat', which does not exist", External, Issuer, "--Zitadel:TokenFile=/nowhere/setup.pat")]
    [TestCase("Zitadel:ProjectId is missing: set it", External, Issuer)]
    [TestCase("Zitadel:Web:ClientId is missing: set it", External, Issuer, "--Zitadel:ProjectId=1")]
    [TestCase("Zitadel:Web:ClientSecret is missing: set it", External, Issuer, "--Zitadel:ProjectId=1", "--Zitadel:Web:ClientId=2")]
    [TestCase("Zitadel:Api:ClientId is missing: set it", External, Issuer, "--Zitadel:ProjectId=1", "--Zitadel:Web:ClientId=2", "--Zitadel:Web:ClientSecret=s")]
    [TestCase("Zitadel:Api:ClientSecret is missing: set it",
        External, Issuer, "--Zitadel:ProjectId=1", "--Zitadel:Web:ClientId=2", "--Zitadel:Web:ClientSecret=s", "--Zitadel:Api:ClientId=3")]
    public async Task Is_named_with_an_example(string problem, params string[] settings)
    {
        var (exitCode, output, error) = await RunAsync(settings);

        Assert.Multiple(() =>
        {
            Assert.That(error, Does.StartWith(problem).And.Matches(@"^[^\n]+\.\n$"), "one sentence");
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
        });
    }

    [Test]
    public async Task For_containers_says_what_this_build_lacks()
    {
        if (!Repository.IsOffline) Assert.Ignore("This AppHost was built with Aspire's own packages.");

        var (exitCode, _, error) = await RunAsync("--Zitadel:Mode=container");

        Assert.That(error, Does.StartWith("Zitadel:Mode=container needs Aspire's own packages and a container runtime").And.Matches(@"^[^\n]+\.\n$"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] settings)
    {
        var empty = Directory.CreateTempSubdirectory("apphost-tests-");
        try
        {
            var start = new ProcessStartInfo(Repository.AppHost, settings) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["APPDATA"] = empty.FullName; // no user secrets
            start.Environment["DOTNET_ENVIRONMENT"] = "Development";
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, (await error).ReplaceLineEndings("\n"));
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }
}
