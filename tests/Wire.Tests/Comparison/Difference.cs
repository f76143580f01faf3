using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Comparison;

/// <summary>One place at which an answer is not ZITADEL's.</summary>
/// <param name="Path">Where, such as <c>body.error</c>.</param>
/// <param name="IsSoft">An error id or message key: these change from one ZITADEL version to the next.</param>
/// <param name="Expected">What ZITADEL answered.</param>
/// <param name="Actual">What the server answered.</param>
sealed record Difference(string Path, bool IsSoft, JsonNode? Expected, JsonNode? Actual)
{
    static readonly JsonNode Absent = JsonValue.Create("(absent)");

    // Sets in OpenID Connect, and lists for which ZITADEL promises no order.
    static readonly HashSet<string> Unordered = ["aud", "scopes", "amr", "result", "projects", "applications", "metadata"];

    // Readable in a test's output: é and < as they are.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Difference NoAnswer(string problem) => new("(exchange)", false, JsonValue.Create("an answer"), JsonValue.Create(problem));

    public static IEnumerable<Difference> Between(JsonNode? expected, JsonNode? actual) => Between(Sorted(expected, ""), Sorted(actual, ""), "", "");

    static IEnumerable<Difference> Between(JsonNode? expected, JsonNode? actual, string path, string key) => (expected, actual) switch
    {
        (JsonArray fields, _) when path is "body.html.fields" or "body.html.buttons" => MissingFields(fields, actual, path),
        (JsonObject e, JsonObject a) => InObjects(e, a, path),
        (JsonArray e, JsonArray a) when e.Count == a.Count => e.Zip(a).SelectMany((pair, i) => Between(pair.First, pair.Second, Join(path, $"{i}"), $"{i}")),
        _ => JsonNode.DeepEquals(expected, actual) ? [] : [new Difference(path, Normaliser.IsSoft(key), expected, actual)],
    };

    // A page shows at least the recorded fields: a stand-in may have more.
    static IEnumerable<Difference> MissingFields(JsonArray expected, JsonNode? actual, string path)
    {
        var there = (actual as JsonArray ?? []).Select(f => (string?)f).ToHashSet();
        return expected.All(f => there.Contains((string?)f)) ? [] : [new Difference(path, false, expected, actual)];
    }

    static IEnumerable<Difference> InObjects(JsonObject expected, JsonObject actual, string path)
    {
        foreach (var name in expected.Concat(actual).Select(p => p.Key).Distinct())
        {
            var inBoth = expected.ContainsKey(name) && actual.ContainsKey(name);
            // ZITADEL's login V1 leaves it out now and then: its session may not be projected yet.
            if (name == "sid" && !inBoth) continue;
            var here = Join(path, name);
            if (inBoth)
                foreach (var difference in Between(expected[name], actual[name], here, name)) yield return difference;
            else
                yield return new Difference(here, false, expected.ContainsKey(name) ? expected[name] : Absent, actual.ContainsKey(name) ? actual[name] : Absent);
        }
    }

    // From the inside out, so that of two equal sets of lists the members meet in the same order.
    static JsonNode? Sorted(JsonNode? node, string key) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value, p.Key)))),
        JsonArray a when Unordered.Contains(key) => new JsonArray([.. a.Select(i => Sorted(i, key)).OrderBy(Text, StringComparer.Ordinal)]),
        JsonArray a => new JsonArray([.. a.Select(i => Sorted(i, key))]),
        _ => node?.DeepClone(),
    };

    static string Join(string path, string name) => path == "" ? name : $"{path}.{name}";

    public override string ToString() => $"""
        {Path}{(IsSoft ? " (id)" : "")}
            ZITADEL  {Text(Expected)}
            ours     {Text(Actual)}
        """;

    static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";
}
