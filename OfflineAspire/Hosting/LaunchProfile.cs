using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A profile of <c>Properties/launchSettings.json</c>.</summary>
/// <example><code>
/// { "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5080", "environmentVariables": { "A": "b" } } } }
/// </code></example>
sealed record LaunchProfile(string Name, string? ApplicationUrl, IReadOnlyDictionary<string, string> EnvironmentVariables)
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile that Aspire would take, or null where there is none.</summary>
    public static LaunchProfile? Read(string projectPath, string? preferred)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file)) return null;

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            if (!document.RootElement.TryGetProperty("profiles", out var all)) return null;
            var profiles = all.EnumerateObject().Where(p => Text(p.Value, "commandName") == "Project").Select(Parse).ToList();
            return profiles.Find(p => p.Name == preferred) ?? profiles.FirstOrDefault();
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"'{file}' is no valid JSON: {e.Message}");
        }
    }

    /// <summary>One endpoint for each URL, named http, http2, … by its scheme.</summary>
    public IEnumerable<Endpoint> Endpoints(bool randomizePorts)
    {
        var count = new Dictionary<string, int>();
        foreach (var url in (ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // "http://*:5080" is no URI for .NET, but Kestrel and Aspire take it.
            var uri = new Uri(url.Replace("//*", "//localhost").Replace("//+", "//localhost"));
            count[uri.Scheme] = count.GetValueOrDefault(uri.Scheme) + 1;
            yield return new(count[uri.Scheme] == 1 ? uri.Scheme : $"{uri.Scheme}{count[uri.Scheme]}", uri.Scheme, randomizePorts || uri.Port == 0 ? null : uri.Port);
        }
    }

    static LaunchProfile Parse(JsonProperty profile) => new(profile.Name, Text(profile.Value, "applicationUrl"),
        profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => Environment.ExpandEnvironmentVariables(v.Value.GetString() ?? ""))
            : new Dictionary<string, string>());

    static string? Text(JsonElement profile, string name) => profile.TryGetProperty(name, out var value) ? value.GetString() : null;
}
