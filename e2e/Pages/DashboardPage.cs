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

    public Task ShowGraphAsync() => page.GetByText("Graph", new() { Exact = true }).First.ClickAsync();

    /// <summary>A resource's node in the graph.</summary>
    public ILocator Node(string resource) => page.Locator("svg text").GetByText(resource, new() { Exact = true });
}
