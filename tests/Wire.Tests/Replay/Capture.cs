using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Wire.Tests.Comparison;
using Wire.Tests.Recordings;

namespace Wire.Tests.Replay;

/// <summary>Takes out of an answer what later exchanges go on with.</summary>
static class Capture
{
    public static void Into(Variables variables, Exchange exchange, WireResponse response)
    {
        foreach (var (name, source) in exchange.Capture)
            variables[name] = Value(source, response) ?? throw new WireException($"nothing to capture for {name} from {source}: {response}");
    }

    static string? Value(string source, WireResponse response)
    {
        var (kind, path) = Split(source, ':');
        return kind switch
        {
            "json" => Text(path.Split('.').Aggregate(Json(response), Child)),
            "query" => Parameter(AddressParts.Of(response.Location ?? "").Query, path),
            "fragment" => Parameter(AddressParts.Of(response.Location ?? "").Fragment, path),
            "url" => UrlParameter(Split(path, '?')),
            "header" => response.Headers.GetValueOrDefault(path.ToLowerInvariant()),
            "jwt" => Claim(Split(path, '.')),
            _ => throw new WireException($"the recording captures from '{source}', which this replayer does not know"),
        };

        string? UrlParameter((string Field, string Name) at) => Parameter(AddressParts.Of(Text(Child(Json(response), at.Field)) ?? "").Query, at.Name);

        string? Claim((string Field, string Name) at) =>
            Jwt.TryRead(Text(Child(Json(response), at.Field)) ?? "", out var jwt) ? Text(Child(jwt.Payload, at.Name)) : null;
    }

    static JsonNode? Json(WireResponse response)
    {
        try
        {
            return JsonNode.Parse(response.Text);
        }
        catch (JsonException)
        {
            throw new WireException($"the answer is no JSON: {response}");
        }
    }

    static JsonNode? Child(JsonNode? node, string name) => node switch
    {
        JsonObject o => o[name],
        JsonArray a => int.TryParse(name, out var index) && index < a.Count ? a[index] : null,
        _ => null,
    };

    static string? Text(JsonNode? node) => node is JsonValue ? node.ToString() : null;

    static string? Parameter(string query, string name)
    {
        string? last = null;
        foreach (var pair in new QueryStringEnumerable(query))
            if (pair.DecodeName().Span.SequenceEqual(name) && pair.EncodedValue.Length > 0) last = pair.DecodeValue().ToString();
        return last;
    }

    static (string, string) Split(string text, char at) =>
        text.IndexOf(at) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");
}
