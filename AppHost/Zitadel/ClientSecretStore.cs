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
    readonly string unfinished;
    readonly string file;

    /// <summary>The secrets of one ZITADEL.</summary>
    public ClientSecretStore(string issuer)
    {
        prefix = $"Zitadel:ClientSecrets:{issuer}:";
        unfinished = $"Zitadel:UnfinishedSecrets:{issuer}:";
        file = PathHelper.GetSecretsPathFromSecretsId(Assembly.GetExecutingAssembly().GetCustomAttribute<UserSecretsIdAttribute>()!.UserSecretsId);
    }

    /// <summary>Secrets by client id.</summary>
    public Dictionary<string, string> Read() => Load()
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && entry.Value is not null)
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value!.GetValue<string>());

    /// <summary>Adds those that are known.</summary>
    public Task WriteAsync(IEnumerable<ClientCredentials> clients, CancellationToken cancellationToken)
    {
        var all = Load();
        foreach (var client in clients.Where(c => c.ClientSecret is not null)) all[prefix + client.ClientId] = client.ClientSecret;
        return SaveAsync(all, cancellationToken);
    }

    /// <summary>Who may have got a secret from a run of the set-up that did not end.</summary>
    public List<string> ReadUnfinished() =>
        [.. Load().Select(entry => entry.Key).Where(key => key.StartsWith(unfinished, StringComparison.Ordinal)).Select(key => key[unfinished.Length..])];

    /// <summary>Writes down who is about to get a secret: <c>"Zitadel:UnfinishedSecrets:https://my-instance.zitadel.cloud:application 'guide'": "…"</c>.</summary>
    public Task ExpectAsync(IEnumerable<string> expected, CancellationToken cancellationToken)
    {
        var all = Load();
        foreach (var who in expected) all[unfinished + who] = DateTimeOffset.UtcNow.ToString("O");
        return SaveAsync(all, cancellationToken);
    }

    /// <summary>The run has ended: all secrets are known.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var all = Load();
        var ended = all.Select(entry => entry.Key).Where(key => key.StartsWith(unfinished, StringComparison.Ordinal)).ToList();
        if (ended.Count == 0) return;
        foreach (var key in ended) all.Remove(key);
        await SaveAsync(all, cancellationToken);
    }

    // Everything else in the file stays. The file is replaced at once, and only its owner can read it.
    async Task SaveAsync(JsonObject all, CancellationToken cancellationToken)
    {
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
