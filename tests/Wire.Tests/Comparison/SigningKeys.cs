using System.Text.Json.Nodes;

namespace Wire.Tests.Comparison;

/// <summary>The keys that the server publishes; asked for again when a token names one that is not known yet.</summary>
sealed class SigningKeys(HttpClient http, string address)
{
    JsonArray _keys = [];

    public JsonObject? Find(string? kid)
    {
        if (Known(kid) is { } key) return key;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = http.Send(request);
        _keys = JsonNode.Parse(response.Content.ReadAsStream())?["keys"] as JsonArray ?? [];
        return Known(kid);
    }

    JsonObject? Known(string? kid) => _keys.OfType<JsonObject>().FirstOrDefault(k => (string?)k["kid"] == kid);
}
