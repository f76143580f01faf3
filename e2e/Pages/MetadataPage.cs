using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>The table of the user's metadata: one row a key, one column a place that it was read from.</summary>
sealed class MetadataPage(IPage page)
{
    public static readonly IReadOnlyList<string> Sources = ["userinfo", "id-token", "metadata-api"];

    public ILocator Table => page.GetByTestId("metadata");

    /// <summary>What stands where a place could not be asked.</summary>
    public ILocator Problems => page.GetByTestId("problem");

    public ILocator Row(string key) => Table.Locator($"tr[data-key='{key}']");

    /// <summary>The value as it came.</summary>
    public ILocator Raw(string key, string source) => Row(key).Locator($"[data-source={source}] .raw");

    /// <summary>The value decoded.</summary>
    public ILocator Decoded(string key, string source) => Row(key).Locator($"[data-source={source}] .decoded");

    public ILocator Agreement(string key) => Row(key).GetByTestId("agree");

    public Task<string[]> AgreementsAsync() =>
        Table.Locator("[data-testid=agree]").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.dataset.agree)");
}
