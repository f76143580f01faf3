using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Store;

/// <summary>Forgets what nobody can use any more, so that a server that runs for weeks does not grow without end.</summary>
public sealed class Expiry(InstanceStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // ZITADEL keeps a login in progress, its code, and a session that was ended for longer than anybody waits; all end here after a day.
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromDays(1);

    // As long as the browser keeps its cookie.
    private static readonly TimeSpan BrowserLifetime = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sweep();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Removes what has expired.</summary>
    public void Sweep()
    {
        var (state, now) = (store.Current, clock.GetUtcNow());
        IRecord[] expired =
        [
            .. state.AuthRequests.All.Where(request => request.CreationDate + LoginLifetime < now),
            .. state.Sessions.All.Where(session => session.IsEnded && session.Details.ChangeDate + LoginLifetime < now),
            .. state.DeviceAuthorizations.All.Where(device => device.ExpirationDate + LoginLifetime < now),
            .. state.OidcSessions.All.Where(session => HasExpired(session, now)),
            .. state.BrowserAgents.All.Where(agent => agent.ChangeDate + BrowserLifetime < now),
        ];
        if (expired.Length == 0)
            return;
        store.Change(change =>
        {
            foreach (var record in expired)
            {
                // A session may have been refreshed since the look at the state.
                if (record is not OidcSession session || change.State.OidcSessions.Find(session.Id) is { } current && HasExpired(current, now))
                    change.Remove(record);
            }
        });
    }

    private static bool HasExpired(OidcSession session, DateTimeOffset now) =>
        (session.AccessToken is null || session.AccessToken.ExpirationDate < now)
        && (session.RefreshToken is not { } refresh || refresh.ExpirationDate < now || refresh.IdleExpirationDate < now);
}
