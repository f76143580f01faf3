using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Pages.Tests;

static class AxeExtensions
{
    static readonly string Script = new BundledAxeScriptProvider().GetScript();

    static readonly (ColorScheme Scheme, int Width, string[] Rules)[] Looks =
    [
        (ColorScheme.Light, 1280, []),
        // Only what a look can change is asked again: the other rules read the document, which is the same one.
        (ColorScheme.Dark, 375, ["color-contrast", "scrollable-region-focusable", "target-size"]),
    ];

    /// <summary>Fails where axe objects to the page that is open: in light, and in dark on a narrow screen, which nothing may stick out of.</summary>
    /// <param name="page">The browser's page.</param>
    /// <param name="name">What the page is, for the failure.</param>
    public static async Task IsAccessibleAsync(this IPage page, string name)
    {
        var objections = new List<string>();
        // Not by Deque.AxeCore.Playwright: it opens a page of its own for each run, which takes ten times as long as axe does.
        await page.EvaluateAsync(Script);
        foreach (var (scheme, width, rules) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            foreach (var violation in await ViolationsAsync(page, rules)) objections.Add($"{name}, {scheme}, {width} px: {violation}");
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var needed && needed > width)
                objections.Add($"{name}, {width} px: something needs {needed} px");
        }
        Assert.That(objections, Is.Empty);
    }

    // https://github.com/dequelabs/axe-core/blob/develop/doc/API.md: {"violations":[{"id":"color-contrast","impact":"serious","help":"…","nodes":[{"html":"<a>"}]}]}
    static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string[] rules)
    {
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => (await axe.run({
                resultTypes: ['violations'],
                rules: { 'target-size': { enabled: true } }, // WCAG 2.2, which axe leaves out unless it is asked
                ...rules.length && { runOnly: rules },
            })).violations
            """,
            rules);
        return
            from violation in found.EnumerateArray()
            let places = violation.GetProperty("nodes").EnumerateArray().Select(node => $"\n    {node.GetProperty("html")}")
            select $"{violation.GetProperty("id")} ({violation.GetProperty("impact")}): {violation.GetProperty("help")}{string.Concat(places)}";
    }
}
