using Microsoft.Extensions.Logging;
using ZitadelSetup.Api;

namespace ZitadelSetup.Planning;

/// <summary>
/// Executes a plan, reads again and plans again, until nothing is left to do. ZITADEL's reads lag behind its writes, usually by 10 to 100 ms: a search may
/// miss what is there (creating it is answered by 409), and show what was before a change. Both are settled by the next read; what was done is not done twice.
/// </summary>
sealed class Convergence(Run run, TimeSpan timeout, ILogger logger, TimeProvider time)
{
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    readonly HashSet<string> done = [];
    readonly Dictionary<string, ZitadelRefusal> refusals = [];

    /// <exception cref="ZitadelRefusal">ZITADEL said no, and kept to it.</exception>
    public async Task RunAsync(List<Change> plan, CancellationToken cancellationToken)
    {
        var lastProgress = time.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            if (await ExecuteAsync(plan, cancellationToken))
            {
                lastProgress = time.GetTimestamp();
                delay = FirstDelay;
            }

            plan = await Planner.PlanAsync(run, cancellationToken);
            if (plan.Count == 0)
                return;
            if (time.GetElapsedTime(lastProgress) > timeout)
            {
                GiveUp(plan);
                return;
            }

            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <returns>Whether anything was done that had not been done before.</returns>
    async Task<bool> ExecuteAsync(List<Change> plan, CancellationToken cancellationToken)
    {
        var progress = false;
        foreach (var change in plan.Where(c => !done.Contains(c.Description)))
        {
            if (!change.Ready())
                continue;
            try
            {
                await change.ExecuteAsync(cancellationToken);
                done.Add(change.Description);
                refusals.Remove(change.Description);
                run.Did(change);
                progress = true;
            }
            catch (ZitadelRefusal refusal) when (refusal.MayBeLag)
            {
                refusals[change.Description] = refusal;
            }
        }

        return progress;
    }

    void GiveUp(List<Change> plan)
    {
        if (plan.Select(change => refusals.GetValueOrDefault(change.Description)).FirstOrDefault(refusal => refusal is not null) is { } refusal)
            throw refusal;
        logger.StillDifferent(timeout.TotalSeconds, string.Join("; ", plan.Select(change => change.Description)));
    }
}
