using System.Globalization;
using System.Text.Json.Nodes;

namespace EmbeddedZitadel.Console;

/// <summary>Which page of a list is asked for, and how many there are.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">How many rows a page has.</param>
/// <param name="Total">How many rows there are in all.</param>
internal sealed record PageOfList(int Number, int Size, int Total = 0)
{
    /// <summary>How many pages there are.</summary>
    public int Count => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The page that a visit asks for by <c>page=</c>.</summary>
    public static PageOfList Of(ConsoleVisit visit, int size) => new(
        int.TryParse(visit["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1, size);

    /// <summary>The part of an API request that asks for it.</summary>
    public JsonObject Query() => new() { ["offset"] = (Number - 1) * Size, ["limit"] = Size, ["asc"] = true };
}
