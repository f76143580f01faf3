using System.Text.Encodings.Web;
using System.Text.Json;
using WebFrontend.Metadata;

namespace WebFrontend.Guide;

/// <summary>JSON for people.</summary>
static class JsonText
{
    // Razor encodes for HTML; escaping here too would only make é unreadable.
    static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions ForPeopleInOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Indented(JsonElement json) => JsonSerializer.Serialize(json, ForPeople);

    /// <summary>The lines of an object, each with whether it belongs to the member that matters; long ones cut as everywhere.</summary>
    public static IEnumerable<(string Line, bool Marked)> Lines(JsonElement json, string marked)
    {
        var depth = 0;
        var inside = false;
        foreach (var line in Indented(json).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (depth == 1)
                inside = text.StartsWith($"  \"{marked}\":", StringComparison.Ordinal);
            if (text.EndsWith('{') || text.EndsWith('['))
                depth++;
            else if (text.TrimStart() is ['}' or ']', ..])
                depth--;
            yield return (ShownText.Of(text) + (ShownText.Rest(text) is null ? "" : "…"), inside && depth >= 1);
        }
    }
}
