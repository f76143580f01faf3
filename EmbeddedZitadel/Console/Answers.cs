using System.Globalization;
using System.Text.Json.Nodes;

namespace EmbeddedZitadel.Console;

/// <summary>Reads answers of the API, in which zero values are left out.</summary>
internal static class Answers
{
    /// <summary>The text at a path, e.g. <c>human.profile.givenName</c>; empty where there is none. Numbers of 64 bits are texts too.</summary>
    public static string Text(this JsonNode? answer, string path) => answer.At(path)?.ToString() ?? "";

    /// <summary>The number at a path.</summary>
    public static int Number(this JsonNode? answer, string path) =>
        int.TryParse(answer.Text(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Whether a flag is set.</summary>
    public static bool Flag(this JsonNode? answer, string path) => answer.At(path)?.GetValue<bool>() == true;

    /// <summary>The time at a path, for people; a dash where there is none.</summary>
    public static string Time(this JsonNode? answer, string path) =>
        DateTimeOffset.TryParse(answer.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Shown.Time(time) : "–";

    /// <summary>The bytes at a path.</summary>
    public static byte[] Bytes(this JsonNode? answer, string path) => Convert.FromBase64String(answer.Text(path));

    /// <summary>The entries of a list.</summary>
    public static IReadOnlyList<JsonNode> List(this JsonNode? answer, string path) => answer.At(path) is JsonArray list ? [.. list.OfType<JsonNode>()] : [];

    /// <summary>The texts of a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? answer, string path) => [.. answer.List(path).Select(entry => entry.ToString())];

    /// <summary>The value of an enum for people: <c>USER_STATE_ACTIVE</c> after <c>USER_STATE_</c> is <c>Active</c>.</summary>
    public static string Enum(this JsonNode? answer, string path, string prefix) => answer.Text(path) is { } name && name.Length > prefix.Length
        ? $"{name[prefix.Length]}{name[(prefix.Length + 1)..].Replace('_', ' ').ToLowerInvariant()}"
        : "–";

    private static JsonNode? At(this JsonNode? answer, string path)
    {
        foreach (var name in path.Split('.'))
            answer = answer?[name];
        return answer;
    }
}
