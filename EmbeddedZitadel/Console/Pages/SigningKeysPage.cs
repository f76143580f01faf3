using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>The keys that sign tokens.</summary>
internal static class SigningKeysPage
{
    public static Html Render(ConsoleVisit visit, IReadOnlyList<JsonNode> keys) => Html.Of($"""
        <p>One key signs. All of them are published at <a href="/oauth/v2/keys">/oauth/v2/keys</a>, so that applications can know the next one before it
           signs. They read the list now and then: activated at once, a new key makes them refuse tokens until they read it again.</p>
        <table data-testid="keys">
          <caption>{Shown.Number(keys.Count)} in all</caption>
          <thead>
            <tr><th scope="col">Key id</th><th scope="col">Kind</th><th scope="col">State</th><th scope="col">Created</th><th scope="col">Do</th></tr>
          </thead>
          <tbody>
            {keys.Select(key => Row(visit, key))}
          </tbody>
        </table>
        <section class="panel" aria-labelledby="create">
          <h2 id="create">Create a key</h2>
          {ConsoleParts.Form(visit, ConsolePaths.Keys + "/webkeys", Html.Of($"""
            {ConsoleParts.Choice(new("kind", "Kind", SigningKeys.Kinds[0].Name), SigningKeys.Kinds)}
            <button class="primary" data-testid="create">Create</button>
            """))}
        </section>
        """);

    private static Html Row(ConsoleVisit visit, JsonNode key)
    {
        var (id, isActive) = (key.Text("id"), key.Text("state") == "STATE_ACTIVE");
        var path = $"{ConsolePaths.Keys}/webkeys/{Uri.EscapeDataString(id)}";
        return Html.Of($"""
            <tr data-key="{id}">
              <th scope="row"><code>{id}</code></th>
              <td data-label="Kind">{Kind(key)}</td>
              <td data-label="State">{ConsoleParts.State(key.Enum("state", "STATE_"))}</td>
              <td data-label="Created">{key.Time("creationDate")}</td>
              <td>
                {(isActive ? Html.Of($"signs") : Html.Of($"""
                  <div class="row">
                    {ConsoleParts.Button(visit, path + "/activate", "Activate", "activate", id)}
                    {ConsoleParts.Button(visit, path + "/delete", "Delete", "delete", id)}
                  </div>
                  """))}
              </td>
            </tr>
            """);
    }

    private static string Kind(JsonNode key)
    {
        var name = key["ecdsa"] is null ? key.Text("rsa.bits") : key.Text("ecdsa.curve");
        return SigningKeys.Kinds.Where(kind => kind.Name == name).Select(kind => kind.Label).FirstOrDefault(name);
    }
}
