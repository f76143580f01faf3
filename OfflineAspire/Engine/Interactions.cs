using System.Collections.Concurrent;
using System.Threading.Channels;
using Aspire.Hosting.Dashboards;

namespace Aspire.Hosting.Dcp;

/// <summary>Asks the user for what a command needs, in a dialog of the dashboard.</summary>
sealed class Interactions(CancellationToken stopping)
{
    // Nobody says that the browser was closed that a dialog stands in, and until it is answered every other browser shows it.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly ConcurrentDictionary<int, TaskCompletionSource<Dictionary<string, string>>> open = [];
    readonly ConcurrentDictionary<Channel<WatchInteractionsResponseUpdate>, bool> dashboards = [];
    int last;

    /// <summary>Signalled when AppHost begins to stop.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>What the user filled in.</summary>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    /// <exception cref="TimeoutException">Nobody answered.</exception>
    public async Task<Dictionary<string, string>> AskAsync(string title, IEnumerable<InputData> inputs, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref last);
        var answer = open[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var dialog = new InputsDialog();
        dialog.InputItems.AddRange(inputs);
        Send(new() { InteractionId = id, Title = title, PrimaryButtonText = "OK", SecondaryButtonText = "Cancel", ShowSecondaryButton = true, ShowDismiss = true, InputsDialog = dialog });
        try
        {
            return await answer.Task.WaitAsync(Patience, cancellationToken);
        }
        finally
        {
            open.TryRemove(id, out _);
            Send(new() { InteractionId = id, Complete = new() });
        }
    }

    /// <summary>What a dashboard has to show, from now on until cancelled.</summary>
    public IAsyncEnumerable<WatchInteractionsResponseUpdate> Updates(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<WatchInteractionsResponseUpdate>();
        dashboards[channel] = true;
        cancellationToken.Register(() => dashboards.TryRemove(channel, out _));
        return channel.Reader.ReadAllAsync(cancellationToken);
    }

    /// <summary>What a user did.</summary>
    public void Take(WatchInteractionsRequestUpdate update)
    {
        if (!open.TryGetValue(update.InteractionId, out var answer) || update.ResponseUpdate) return;
        if (update.KindCase == WatchInteractionsRequestUpdate.KindOneofCase.InputsDialog) answer.TrySetResult(update.InputsDialog.InputItems.ToDictionary(i => i.Name, i => i.Value));
        else answer.TrySetCanceled();
    }

    void Send(WatchInteractionsResponseUpdate update)
    {
        foreach (var dashboard in dashboards.Keys) dashboard.Writer.TryWrite(update);
    }
}
