using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboards;

namespace Aspire.Hosting.Dcp;

/// <summary>The commands of a resource: those that each process has, and AppHost's own.</summary>
static class ResourceCommands
{
    /// <summary>What can be done now, and how the dashboard shows it.</summary>
    public static IEnumerable<(Command Command, CommandData Data)> Of(ResourceRunner runner, CustomResourceSnapshot snapshot)
    {
        if (runner.Resource.Process is not null && !snapshot.IsHidden)
        {
            var ended = snapshot.State is null || KnownState.IsTerminal(snapshot.State.Text);
            if (ended) yield return Own("start", "Start", "Play", runner.StartAsync);
            else yield return Own("stop", "Stop", "Stop", runner.StopAsync);
            if (!ended) yield return Own("restart", "Restart", "ArrowCounterclockwise", runner.RestartAsync);
        }

        var healthy = snapshot.State?.Text == KnownState.Running && snapshot.HealthReports.All(r => r.Healthy == true);
        foreach (var command in runner.Resource.Commands)
        {
            var data = new CommandData
            {
                Name = command.Name,
                DisplayName = command.DisplayName,
                State = healthy ? CommandState.Enabled : CommandState.Disabled,
            };
            if (command.Options.Description is { } description) data.DisplayDescription = description;
            if (command.Options.ConfirmationMessage is { } confirmation) data.ConfirmationMessage = confirmation;
            if (command.Options.IconName is { } icon) data.IconName = icon;
            data.ArgumentInputs.AddRange((command.Options.Arguments ?? []).Select(a => new InputData
            {
                Name = a.Name,
                Label = a.Label ?? a.Name,
                Placeholder = a.Placeholder ?? "",
                Required = a.Required,
                InputType = InputKind.Text,
            }));
            yield return (command, data);
        }
    }

    static (Command, CommandData) Own(string name, string displayName, string icon, Func<Task> action) => (
        new(name, displayName, async _ =>
        {
            await action();
            return CommandResults.Success("");
        }, new()),
        new() { Name = name, DisplayName = displayName, IconName = icon, IsHighlighted = true });
}
