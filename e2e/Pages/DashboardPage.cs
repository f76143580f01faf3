using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>The Aspire dashboard's page of resources.</summary>
sealed class DashboardPage(IPage page, Stack stack)
{
    /// <summary>By the login link that AppHost prints.</summary>
    public Task OpenAsync() => page.GotoAsync(stack.Dashboard!.AbsoluteUri);

    /// <summary>Name, state, start time, source, URLs and actions of a resource.</summary>
    public ILocator Row(string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.Locator(".resource-name-text").GetByText(resource, new() { Exact = true }) });

    public ILocator Notification(string text) => page.GetByText(text).First;

    public Task ShowGraphAsync() => page.GetByText("Graph", new() { Exact = true }).First.ClickAsync();

    /// <summary>A resource's node in the graph.</summary>
    public ILocator Node(string resource) => page.Locator("svg text").GetByText(resource, new() { Exact = true });

    /// <summary>Runs a command of a resource, from the menu at the end of its row.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="command">The command's display name.</param>
    /// <param name="inputs">What its dialog asks for, by label.</param>
    public async Task RunAsync(string resource, string command, params (string Label, string Value)[] inputs)
    {
        await Row(resource).Locator("fluent-button").Last.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Commands" }).First.HoverAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = command }).Last.ClickAsync();
        var dialog = page.Locator("fluent-dialog").Last;
        foreach (var (label, value) in inputs) await dialog.GetByLabel(label).Last.FillAsync(value);
        await dialog.GetByText("OK", new() { Exact = true }).Last.ClickAsync();
    }
}
