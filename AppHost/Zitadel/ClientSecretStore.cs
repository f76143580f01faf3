using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;
using ZitadelSetup;

namespace AppHost.Zitadel;

/// <summary>
/// Client secrets in AppHost's user secrets, because ZITADEL shows a secret only when it is made:
/// <c>"Zitadel:ClientSecrets:https://my-instance.zitadel.cloud:312345678901234567": "…"</c>.
/// </summary>
sealed class ClientSecretStore
{
    readonly string prefix;
    readonly string file;

    /// <summary>The secrets of one ZITADEL.</summary>
    public ClientSecretStore(string issuer)
    {
        prefix = $"Zitadel:ClientSecrets:{issuer}:";
        file = PathHelper.GetSecretsPathFromSecretsId(Assembly.GetExecutingAssembly().GetCustomAttribute<UserSecretsIdAttribute>()!.UserSecretsId);
    }

    /// <summary>Secrets by client id.</summary>
    public Dictionary<string, string> Read() => Load()
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && entry.Value is not null)
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value!.GetValue<string>());

    /// <summary>Adds those that are known; everything else in the file stays. The file is replaced at once, and only its owner can read it.</summary>
    public async Task WriteAsync(IEnumerable<ClientCredentials> clients, CancellationToken cancellationToken)
    {
        var all = Load();
        foreach (var client in clients.Where(c => c.ClientSecret is not null)) all[prefix + client.ClientId] = client.ClientSecret;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new StreamWriter($"{file}.new", options))
            await stream.WriteAsync(all.ToJsonString(new() { WriteIndented = true }).AsMemory(), cancellationToken);
        File.Move($"{file}.new", file, overwrite: true);
    }

    JsonObject Load() => File.Exists(file)
        ? JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!.AsObject()
        : [];
}
