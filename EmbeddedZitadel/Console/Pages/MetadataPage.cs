using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>A user's metadata: each key with its value as text and in base64, and a form for another one.</summary>
internal static class MetadataPage
{
    public static Html Render(
        ConsoleVisit visit, string userId, IReadOnlyList<JsonNode> entries, PageOfList page, (string Key, string Text) typed, FormProblem? problem) =>
        Html.Of($"""
        {UserPage.Tabs(userId, isMetadata: true)}
        {Html.If(page.Total == 0, $"<p>There is none yet. Applications that ask for the scope urn:zitadel:iam:user:metadata see it in userinfo and tokens.</p>")}
        {Html.If(entries.Count > 0, $"{Table(visit, userId, entries, page)}")}
        {ConsoleParts.Pager(visit, page, ConsolePaths.User(userId), "id=metadata&")}
        <section class="panel" aria-labelledby="add">
          <h2 id="add">Add metadata</h2>
          {ConsoleParts.Form(visit, $"{ConsolePaths.User(userId)}/metadata/add", Html.Of($"""
            {ConsoleParts.Field(new("key", "Key", typed.Key) { Hint = "Up to 200 characters, e.g. ContractNumber", IsRequired = true }, problem)}
            {ValueFields(typed.Text, problem)}
            <button class="primary" data-testid="add">Add</button>
            """), hasFile: true)}
        </section>
        """);

    /// <summary>The two ways to give a value.</summary>
    public static Html ValueFields(string text, FormProblem? problem) => Html.Of($"""
        {ConsoleParts.Lines(new("text", "Value as text", text), 4, problem)}
        {ConsoleParts.Field(new("file", "or as a file")
        {
            Type = "file",
            Hint = $"Up to {Shown.Number(UserMetadata.MaxBytes)} bytes. A file, if one is chosen, is taken instead of the text.",
        }, problem)}
        """);

    /// <summary>A value as text, or that it is none.</summary>
    public static Html Decoded(byte[] value) => Shown.Decoded(value) is { } text
        ? Html.Of($"""<span class="decoded"><bdi>{Shown.Text(text)}</bdi></span>""")
        : Html.Of($"""<span class="decoded absent">no text</span>""");

    private static Html Table(ConsoleVisit visit, string userId, IReadOnlyList<JsonNode> entries, PageOfList page) => Html.Of($"""
        <table data-testid="metadata">
          <caption>{Shown.Number(page.Total)} in all. Each value as text, and below as the API has it: in base64.</caption>
          <thead><tr><th scope="col">Key</th><th scope="col">Value</th><th scope="col">Changed</th><th scope="col">Do</th></tr></thead>
          <tbody>
            {entries.Select(entry => Row(visit, userId, entry))}
          </tbody>
        </table>
        """);

    private static Html Row(ConsoleVisit visit, string userId, JsonNode entry)
    {
        var (key, value) = (entry.Text("key"), entry.Bytes("value"));
        return Html.Of($"""
            <tr data-key="{key}">
              <th scope="row"><bdi>{Shown.Text(key)}</bdi></th>
              <td data-label="Value">
                {Decoded(value)}
                <code class="raw">{Shown.Text(entry.Text("value"))}</code>
                {Html.If(value.Length > 200, $"""<span class="rest">{Shown.Number(value.Length)} bytes</span>""")}
              </td>
              <td data-label="Changed">{entry.Time("changeDate")}</td>
              <td>
                <div class="row">
                  <a class="button" href="{ConsolePaths.MetadataOf(userId, key)}" data-testid="change">Change{ConsoleParts.ForReaders(Shown.Text(key))}</a>
                  {ConsoleParts.Button(visit, ConsolePaths.MetadataOf(userId, key, "/delete"), "Delete", "delete", Shown.Text(key))}
                </div>
              </td>
            </tr>
            """);
    }
}
