using System.Text.RegularExpressions;

namespace ZitadelSetup;

/// <summary><c>{web-frontend}/signin-oidc</c> → <c>http://localhost:5080/signin-oidc</c>.</summary>
static partial class Placeholders
{
    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder { get; }

    /// <summary>The caller's values win over the file's; a trailing slash is cut off, because the URIs bring their own.</summary>
    public static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> defaults, IReadOnlyDictionary<string, string>? values, string source)
    {
        var merged = new Dictionary<string, string>(defaults);
        foreach (var (name, value) in values ?? new Dictionary<string, string>())
            merged[name] = value;
        foreach (var (name, value) in merged)
        {
            if (!DesiredStateCheck.IsAbsolute(value))
                throw new ZitadelSetupException($"{source}: the value '{value}' for {{{name}}} is no address; it should look like https://app.example.com.");
            merged[name] = value.TrimEnd('/');
        }

        return merged;
    }

    public static DesiredState Fill(DesiredState state, Dictionary<string, string> values, string source)
    {
        return state with
        {
            Placeholders = values,
            Applications = state.Applications.ToDictionary(a => a.Key, a => a.Value with
            {
                RedirectUris = FillAll(a.Key, a.Value.RedirectUris),
                PostLogoutRedirectUris = FillAll(a.Key, a.Value.PostLogoutRedirectUris),
                AdditionalOrigins = a.Value.AdditionalOrigins is { } origins ? FillAll(a.Key, origins) : null,
                BackChannelLogoutUri = FillOne(a.Key, a.Value.BackChannelLogoutUri),
            }),
        };

        List<string> FillAll(string application, IReadOnlyList<string> uris) => [.. uris.Select(uri => FillOne(application, uri))];

        string FillOne(string application, string uri) => Placeholder.Replace(uri, match =>
            values.TryGetValue(match.Groups[1].Value, out var value)
                ? value
                : throw new ZitadelSetupException(
                    $"{source}: application '{application}' uses {match.Value}, which has no value; known: {Names(values)}. " +
                    $"Add it under \"placeholders\" or hand it in (--set {match.Groups[1].Value}=https://…)."));
    }

    static string Names(Dictionary<string, string> values) => values.Count == 0 ? "none" : string.Join(", ", values.Keys.Select(name => $"{{{name}}}"));
}
