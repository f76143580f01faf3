using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wire.Tests.Replay;

/// <summary>What earlier exchanges gave: puts values into request templates, and names back into answers.</summary>
sealed partial class Variables
{
    // In the order of their first capture: of two names for one value the older one is written.
    readonly OrderedDictionary<string, string> _values;

    public Variables() => _values = [];

    Variables(Variables other) => _values = new(other._values);

    public string this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : throw new WireException($"no earlier exchange gave '{name}'");
        set => _values[name] = value;
    }

    public Variables Copy() => new(this);

    /// <summary>A copy of the template in which each <c>{{name}}</c> is replaced by its value.</summary>
    public JsonNode? Fill(JsonNode? template) => template switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(Fill(p.Key), Fill(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Fill)]),
        JsonValue v when v.TryGetValue<string>(out var text) => Fill(text),
        _ => template?.DeepClone(),
    };

    public string Fill(string template) => Placeholder().Replace(template, match => this[match.Groups[1].Value]);

    /// <summary>The text with <c>{{name}}</c> where a captured value stands, as it is or percent-encoded. Short values are left: they are no identifiers.</summary>
    public string PutNamesInto(string text)
    {
        foreach (var (name, value) in _values.Where(v => v.Value.Length >= 6 && !IsPrivate(v.Key)).OrderByDescending(v => v.Value.Length))
        {
            text = text.Replace(value, "{{" + name + "}}", StringComparison.Ordinal);
            text = text.Replace(Uri.EscapeDataString(value), "{{" + name + "}}", StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>The name of a variable with exactly this value, or null.</summary>
    public string? NameOf(string value) =>
        _values.Where(v => v.Value == value && !IsPrivate(v.Key)).Select(v => v.Key).FirstOrDefault();

    // `_token`, `_loginclient`: used in requests, never written into an answer.
    static bool IsPrivate(string name) => name.StartsWith('_');

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Placeholder();
}
