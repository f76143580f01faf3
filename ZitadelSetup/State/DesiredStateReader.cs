using System.Text.Json;

namespace ZitadelSetup;

/// <summary>From JSON to a checked desired state whose URIs are complete.</summary>
static class DesiredStateReader
{
    /// <exception cref="ZitadelSetupException">Names the source, the place in it, and what is wrong there.</exception>
    public static DesiredState Read(string json, string source, IReadOnlyDictionary<string, string>? placeholders)
    {
        DesiredState state;
        try
        {
            state = JsonSerializer.Deserialize(json, DesiredStateJson.Default.DesiredState)
                ?? throw new ZitadelSetupException($"{source} holds null instead of a desired state.");
        }
        catch (JsonException e)
        {
            throw new ZitadelSetupException($"{source}, line {e.LineNumber + 1}, at {e.Path ?? "$"}: {Reason(e)}", e);
        }

        var values = Placeholders.Merge(state.Placeholders, placeholders, source);
        state = Placeholders.Fill(state, values, source);
        if (DesiredStateCheck.FirstProblem(state) is { } problem)
            throw new ZitadelSetupException($"{source}: {problem}");
        return state;
    }

    // "… Path: $.project.name | LineNumber: 0 | BytePositionInLine: 20." says again what the message begins with.
    static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
