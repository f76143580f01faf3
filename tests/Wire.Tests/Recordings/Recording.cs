using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Recordings;

/// <summary>HTTP exchanges with a real ZITADEL, in the order in which they were made. The format is explained in README.md.</summary>
sealed record Recording(IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>The name under which the exchanges run that the scenarios build on.</summary>
    public const string Fixtures = "fixtures";

    public static Recording Load(string file) =>
        Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", file)));

    public static Recording Parse(string json)
    {
        var document = JsonNode.Parse(json)!;
        var scenarios = new List<Scenario> { new(Fixtures, Exchanges(document["fixtures"]!)) };
        scenarios.AddRange(document["scenarios"]!.AsArray().Select(s => new Scenario((string)s!["name"]!, Exchanges(s["steps"]!))));
        return new Recording(scenarios);
    }

    static List<Exchange> Exchanges(JsonNode steps) => [.. steps.AsArray().Select(step => new Exchange(
        (string)step!["name"]!,
        step["request"]!.AsObject(),
        step["capture"]?.Deserialize<OrderedDictionary<string, string>>() ?? [],
        TimeSpan.FromSeconds((double?)step["eventually"] ?? 0),
        step["response"]!.AsObject()))];
}

/// <summary>Exchanges that build on each other and on the fixtures.</summary>
sealed record Scenario(string Name, IReadOnlyList<Exchange> Exchanges);

/// <summary>One request and ZITADEL's answer to it.</summary>
/// <param name="Name">What the exchange shows.</param>
/// <param name="Request">A <see cref="Replay.WireRequest"/> as JSON, with <c>{{name}}</c> for each variable.</param>
/// <param name="Capture">Variable ← where its value stands in the answer, such as <c>json:access_token</c>.</param>
/// <param name="Eventually">For how long the request is sent again until the answer is the recorded one: ZITADEL's reads lag behind its writes.</param>
/// <param name="Response">ZITADEL's answer, normalised: status, headers, body.</param>
sealed record Exchange(
    string Name, JsonObject Request, OrderedDictionary<string, string> Capture, TimeSpan Eventually, JsonObject Response);
