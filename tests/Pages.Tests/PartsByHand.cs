using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Stacks;

namespace Pages.Tests;

/// <summary>
/// The parts without Aspire, as docs/use-your-own-zitadel.md puts them together: EmbeddedZitadel, the set-up's command, and the applications with
/// environment variables that are made of the file which the command has written. There is one region.
/// </summary>
sealed partial class PartsByHand : IAsyncDisposable
{
    static readonly TimeSpan SetUpTimeout = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pages-tests-");
    readonly OwnZitadel _zitadel;
    Part[] _applications = [];

    PartsByHand(OwnZitadel zitadel) => _zitadel = zitadel;

    public Stack Stack { get; private set; } = null!;

    public static async Task<PartsByHand> StartAsync()
    {
        var parts = new PartsByHand(await OwnZitadel.StartAsync(
            ("ZITADEL_FIRSTINSTANCE_ORG_NAME", "ZitadelAspire"),
            ("EmbeddedZitadel__SignInHint", "road.runner / Password1!"),
            ("EmbeddedZitadel__AdministratorSignInHint", "zitadel-admin@zitadelaspire.localhost / Password1!")));
        try
        {
            await parts.SetUpAndStartAsync();
            return parts;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    async Task SetUpAndStartAsync()
    {
        const string Password = "Password1!"; // as AppHost/appsettings.json has it: public by design
        var web = new Uri($"http://localhost:{FreePorts.Find(1)[0]}");
        var issuer = _zitadel.Issuer.GetLeftPart(UriPartial.Authority);
        var secrets = await SetUpAsync(issuer, web, Password);

        (string, string)[] zitadel = [("Zitadel__Issuer", issuer), ("Zitadel__ProjectId", secrets["projectId"]!.GetValue<string>())];
        var api = await Part.StartAsync("MetadataApi", ListeningLine(),
        [
            .. zitadel, .. Client(secrets, "metadata-api"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("MetadataApi__Region", "eu"), ("MetadataApi__DemoContracts", "true"),
            ("ConnectionStrings__contracts", $"Data Source={Path.Combine(_folder.FullName, "contracts.db")}"),
        ]);
        _applications = [api];
        var registrar = secrets["serviceUsers"]!["registrar"]!;
        _applications =
        [
            api,
            await Part.StartAsync("WebFrontend", ListeningLine(),
            [
                .. zitadel, .. Client(secrets, "web-frontend"), .. GuidesApplications(secrets), ("ASPNETCORE_URLS", web.GetLeftPart(UriPartial.Authority)),
                ("Registration__ClientId", "registrar"), ("Registration__ClientSecret", registrar["clientSecret"]!.GetValue<string>()),
                ("services__metadata-api-eu__http__0", api.Address.GetLeftPart(UriPartial.Authority)),
                ("Dashboard__Url", "http://dashboard.test"), // for the link to the trace, which is part of each page
            ]),
        ];
        Stack = new Stack(web, api.Address, _zitadel.Issuer, Dashboard: null, Stack.DemoUser, Password);
    }

    async Task<JsonObject> SetUpAsync(string issuer, Uri web, string password)
    {
        var (secrets, passwordFile) = (Path.Combine(_folder.FullName, "secrets.json"), Path.Combine(_folder.FullName, "password"));
        await File.WriteAllTextAsync(passwordFile, password);
        using var apply = Process.Start(new ProcessStartInfo(Repository.Executable("ZitadelSetup"),
        [
            "apply", "--issuer", issuer, "--token-file", _zitadel.TokenFile, "--set", $"web-frontend={web.GetLeftPart(UriPartial.Authority)}",
            "--password-file", passwordFile, "--out", secrets,
        ]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var timeout = new CancellationTokenSource(SetUpTimeout);
        var written = await Task.WhenAll(apply.StandardOutput.ReadToEndAsync(timeout.Token), apply.StandardError.ReadToEndAsync(timeout.Token));
        await apply.WaitForExitAsync(timeout.Token);
        Assert.That(apply.ExitCode, Is.Zero, string.Concat(written));
        return JsonNode.Parse(await File.ReadAllTextAsync(secrets))!.AsObject();
    }

    static (string, string)[] Client(JsonObject secrets, string application)
    {
        var client = secrets["applications"]![application]!;
        return [("Zitadel__ClientId", client["clientId"]!.GetValue<string>()), ("Zitadel__ClientSecret", client["clientSecret"]!.GetValue<string>())];
    }

    // {"guide-jwt":{"clientId":"1"}} -> Guide__Applications__guide-jwt__ClientId=1
    static IEnumerable<(string, string)> GuidesApplications(JsonObject secrets) =>
        from application in secrets["applications"]!.AsObject()
        where application.Key.StartsWith("guide", StringComparison.Ordinal)
        from value in application.Value!.AsObject()
        select ($"Guide__Applications__{application.Key}__{char.ToUpperInvariant(value.Key[0])}{value.Key[1..]}", $"{value.Value}");

    public async ValueTask DisposeAsync()
    {
        foreach (var application in _applications.Reverse()) await application.DisposeAsync();
        await _zitadel.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // Now listening on: http://localhost:41235
    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningLine();
}
