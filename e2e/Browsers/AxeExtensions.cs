using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Browsers;

static class AxeExtensions
{
    static readonly (ColorScheme Scheme, int Width)[] Looks = [(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 375)];

    /// <summary>Fails where axe objects to the page that is open: in light, in dark, and on a narrow screen, which nothing may stick out of.</summary>
    /// <param name="page">The browser's page.</param>
    /// <param name="name">What the page is, for the failure.</param>
    public static async Task IsAccessibleAsync(this IPage page, string name)
    {
        var objections = new List<string>();
        foreach (var (scheme, width) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            var found = await page.RunAxe();
            foreach (var violation in found.Violations)
            {
                var places = string.Join('\n', violation.Nodes.Select(node => $"    {node.Html}"));
                objections.Add($"{name}, {scheme}, {width} px: {violation.Id} ({violation.Impact}): {violation.Help}\n{places}");
            }
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var needed && needed > width)
                objections.Add($"{name}, {width} px: something needs {needed} px");
        }
        Assert.That(objections, Is.Empty);
    }
}
