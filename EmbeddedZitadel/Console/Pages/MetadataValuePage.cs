using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>One piece of metadata is changed.</summary>
internal static class MetadataValuePage
{
    /// <param name="visit">The visit.</param>
    /// <param name="userId">The user.</param>
    /// <param name="entry">The piece, as the API has it.</param>
    /// <param name="text">What stands in the text field; null where the value is no text that a form could give back unchanged.</param>
    /// <param name="problem">What was wrong.</param>
    public static Html Render(ConsoleVisit visit, string userId, JsonNode entry, string? text, FormProblem? problem)
    {
        var (key, value) = (entry.Text("key"), entry.Bytes("value"));
        return Html.Of($"""
            {UserPage.Tabs(userId, isMetadata: true)}
            {ConsoleParts.Facts(
            [
                ("Key", Html.Of($"<bdi>{Shown.Text(key)}</bdi>")),
                ("Value", MetadataPage.Decoded(value)),
                ("In base64", Html.Of($"""<code class="raw">{Shown.Text(entry.Text("value"))}</code>""")),
                ("Size", Html.Of($"""
                    {Shown.Number(value.Length)} bytes, <a href="{ConsolePaths.MetadataOf(userId, key, "/file")}" data-testid="download">download</a>
                    """)),
                ("Created", Html.Of($"{entry.Time("creationDate")}")),
                ("Changed", Html.Of($"{entry.Time("changeDate")}")),
            ])}
            <section class="panel" aria-labelledby="change">
              <h2 id="change">Change it</h2>
              {Html.If(text is null, $"""
                <p>The value is no text that can be edited here: it is not UTF-8, or has control characters. Type another value or choose a file.</p>
                """)}
              {ConsoleParts.Form(visit, ConsolePaths.MetadataOf(userId, key), Html.Of($"""
                {MetadataPage.ValueFields(text ?? "", problem)}
                <div class="row">
                  <button class="primary" data-testid="save">Save</button>
                  <a class="button" href="{ConsolePaths.Metadata(userId)}">Back</a>
                </div>
                """), hasFile: true)}
            </section>
            """);
    }
}
