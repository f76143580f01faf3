using System.Text.RegularExpressions;

namespace EndToEnd.Stacks;

/// <summary>An EmbeddedZitadel started by itself on a free port, empty: the ZITADEL of somebody else, of which one knows an address and a token.</summary>
sealed partial class OwnZitadel : IAsyncDisposable
{
    readonly DirectoryInfo _folder;
    readonly Part _part;

    OwnZitadel(DirectoryInfo folder, string tokenFile, Part part) => (_folder, TokenFile, _part) = (folder, tokenFile, part);

    public Uri Issuer => _part.Address;

    /// <summary>Holds the token of its owner.</summary>
    public string TokenFile { get; }

    /// <summary>Starts it and waits until it says where it is.</summary>
    /// <param name="variables">Environment variables of EmbeddedZitadel.</param>
    public static async Task<OwnZitadel> StartAsync(params (string Name, string Value)[] variables)
    {
        var folder = Directory.CreateTempSubdirectory("e2e-zitadel-");
        var tokenFile = Path.Combine(folder.FullName, "admin.pat");
        try
        {
            return new(folder, tokenFile, await Part.StartAsync("EmbeddedZitadel", IssuerLine(),
            [
                ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
                ("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup"),
                ("ZITADEL_FIRSTINSTANCE_PATPATH", tokenFile),
                .. variables,
            ]));
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // EmbeddedZitadel answers as http://localhost:41234 (http://localhost:41234/.well-known/openid-configuration)
    [GeneratedRegex(@"EmbeddedZitadel answers as (\S+)")]
    private static partial Regex IssuerLine();
}
