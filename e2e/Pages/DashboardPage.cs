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

    /// <summary>What the dashboard says of a command while it runs and when it has ended.</summary>
    public ILocator Toast(string text) => page.GetByText(text).First;

    /// <summary>One of the buttons of a row: Start, Stop, Restart.</summary>
    public ILocator Button(string resource, string name) => Row(resource).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Chooses a command of AppHost's own that asks for something, from the row's menu.</summary>
    public async Task ExecuteAsync(string resource, string command)
    {
        await ChooseAsync(resource, command);
        // FluentUI's menu fails when it is drawn again before its script is there, and takes the page with it ("Reload"): seen on a machine with much to do.
        await Assertions.Expect(Inputs.Or(Broken).First).ToBeVisibleAsync();
        if (!await Broken.IsVisibleAsync()) return;
        await page.ReloadAsync();
        await ChooseAsync(resource, command);
    }

    ILocator Dialog => page.Locator("fluent-dialog");

    ILocator Inputs => Dialog.Locator(".interaction-input");

    ILocator Broken => page.Locator("#blazor-error-ui:visible");

    async Task ChooseAsync(string resource, string command)
    {
        await Button(resource, "Actions").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Commands" }).HoverAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = command }).ClickAsync();
    }

    /// <summary>Fills in what a command asks for, and goes on.</summary>
    public async Task AnswerAsync(params (string Label, string Value)[] inputs)
    {
        foreach (var (label, value) in inputs)
            await Dialog.Locator(".interaction-input", new() { Has = page.Locator($"label[aria-label='{label}']") }).Locator("input").FillAsync(value);
        await Dialog.GetByText("OK", new() { Exact = true }).ClickAsync();
    }

    public Task ShowGraphAsync() => page.GetByText("Graph", new() { Exact = true }).First.ClickAsync();

    /// <summary>A resource's node in the graph.</summary>
    public ILocator Node(string resource) => page.Locator("svg text").GetByText(resource, new() { Exact = true });
}
