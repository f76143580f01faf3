using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>A tile for each part of the console.</summary>
internal static class OverviewPage
{
    public static Html Render(params IEnumerable<Tile> tiles) => Html.Of($"""
        <ul class="tiles">
          {tiles.Select(tile => Html.Of($"""
            <li>
              <h2><a href="{tile.Path}">{tile.Name}</a></h2>
              <p class="count">{(tile.Count is { } count ? Shown.Number(count) : "–")}</p>
              <p>{tile.Description}{Html.If(tile.Count is null, $" Your roles do not allow you to see them.")}</p>
            </li>
            """))}
        </ul>
        """);
}

/// <summary>A part of the console.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Description">What one does there.</param>
/// <param name="Count">How many there are, or null where one may not know.</param>
internal sealed record Tile(string Name, string Path, string Description, int? Count);
