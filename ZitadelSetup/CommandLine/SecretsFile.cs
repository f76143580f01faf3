using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZitadelSetup.CommandLine;

/// <summary>
/// Ids and secrets of one ZITADEL, readable by its owner only. Nothing that an earlier run wrote gets lost:
/// <code>
/// { "issuer": "…", "organizationId": "…", "projectId": "…",
///   "applications": { "web-frontend": { "clientId": "…", "clientSecret": "…" } }, "users": { "road.runner": { "userId": "…", "password": "…" } } }
/// </code>
/// </summary>
sealed class SecretsFile
{
    readonly string path;
    readonly string issuer;
    Content? content;

    SecretsFile(string path, string issuer, Content? content) => (this.path, this.issuer, this.content) = (path, issuer, content);

    /// <summary>The client secrets of earlier runs, by client id.</summary>
    public Dictionary<string, string> ClientSecrets =>
        (content?.Applications.Values ?? []).Concat(content?.ServiceUsers.Values ?? []).Where(client => client.ClientSecret is not null)
            .ToDictionary(client => client.ClientId, client => client.ClientSecret!);

    /// <summary>Who may have got a secret in an earlier run that did not end.</summary>
    public IReadOnlyList<string> Unfinished => content?.Unfinished ?? [];

    /// <exception cref="ZitadelSetupException">There is a file, and it is none of this set-up or of another ZITADEL.</exception>
    public static SecretsFile Read(string path, string issuer)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new ZitadelSetupException($"The directory of '{path}' does not exist: create it, or choose another file for --out.");
        try
        {
            var content = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), SecretsJson.Default.Content) : null;
            if (content is not null && content.Issuer.TrimEnd('/') != issuer.TrimEnd('/'))
                throw new ZitadelSetupException($"'{path}' holds the secrets of {content.Issuer}, not of {issuer}: choose another file for --out.");
            return new SecretsFile(path, issuer, content);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ZitadelSetupException($"'{path}' exists and is no file of secrets that an earlier run wrote: choose another one for --out. ({e.Message})", e);
        }
    }

    /// <summary>Writes down who is about to get a secret, until <see cref="Finish"/>.</summary>
    public void Expect(IReadOnlyList<string> expected) => Replace((content ?? Content.Empty(issuer)) with { Unfinished = [.. Unfinished.Union(expected)] });

    /// <summary>Adds what is known so far.</summary>
    public void Write(SetupResult result) => Replace(Merged(result));

    /// <summary>Adds what is known now that the run has ended.</summary>
    public void Finish(SetupResult result) => Replace(Merged(result) with { Unfinished = null });

    Content Merged(SetupResult result) => new(
        result.Issuer,
        result.OrganizationId,
        result.ProjectId,
        Merge(content?.Applications, result.Applications),
        Merge(content?.ServiceUsers, result.ServiceUsers),
        Merge(content?.Users, result.Users),
        content?.Unfinished);

    /// <exception cref="ZitadelSetupException">The file can't be written.</exception>
    void Replace(Content changed)
    {
        content = changed;
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options))
                JsonSerializer.Serialize(stream, content, SecretsJson.Default.Content);
            // Whole or not at all, also when the run is killed here.
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new ZitadelSetupException($"The secrets can't be written to '{path}': {e.Message}", e);
        }
    }

    static Dictionary<string, ClientCredentials> Merge(
        IReadOnlyDictionary<string, ClientCredentials>? before, IReadOnlyDictionary<string, ClientCredentials> now) =>
        Merge(before, now, (old, client) => client.ClientSecret is null && old.ClientId == client.ClientId ? old : client);

    static Dictionary<string, UserCredentials> Merge(IReadOnlyDictionary<string, UserCredentials>? before, IReadOnlyDictionary<string, UserCredentials> now) =>
        Merge(before, now, (old, user) => user.Password is null && old.UserId == user.UserId ? old : user);

    static Dictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T>? before, IReadOnlyDictionary<string, T> now, Func<T, T, T> choose)
    {
        var merged = new Dictionary<string, T>(before ?? new Dictionary<string, T>());
        foreach (var (name, value) in now)
            merged[name] = merged.TryGetValue(name, out var old) ? choose(old, value) : value;
        return merged;
    }
}

/// <summary>The file's form.</summary>
sealed record Content(
    string Issuer,
    string OrganizationId,
    string ProjectId,
    IReadOnlyDictionary<string, ClientCredentials> Applications,
    IReadOnlyDictionary<string, ClientCredentials> ServiceUsers,
    IReadOnlyDictionary<string, UserCredentials> Users,
    IReadOnlyList<string>? Unfinished = null)
{
    /// <summary>Before anything is known of the ZITADEL.</summary>
    public static Content Empty(string issuer) =>
        new(issuer, "", "", new Dictionary<string, ClientCredentials>(), new Dictionary<string, ClientCredentials>(), new Dictionary<string, UserCredentials>());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Content))]
sealed partial class SecretsJson : JsonSerializerContext;
