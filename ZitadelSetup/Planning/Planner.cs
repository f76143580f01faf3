namespace ZitadelSetup.Planning;

/// <summary>Compares what is wanted with what is there.</summary>
static class Planner
{
    /// <summary>Reads, and says what has to be done, in an order in which it can be done; empty when everything is right.</summary>
    /// <exception cref="ZitadelSetupException">Something is there that the set-up may not or can't change.</exception>
    public static async Task<List<Change>> PlanAsync(Run run, CancellationToken cancellationToken)
    {
        var snapshot = await Snapshot.ReadAsync(run.Api, run.OrganizationId, run.Desired, cancellationToken);
        run.Learn(snapshot);
        return Plan(run, snapshot);
    }

    static List<Change> Plan(Run run, Snapshot snapshot) =>
    [
        .. ProjectPlan.Project(run, snapshot),
        .. ProjectPlan.Roles(run, snapshot),
        .. ApplicationPlan.Applications(run, snapshot),
        .. UserPlan.Users(run, snapshot),
        .. ServiceUserPlan.ServiceUsers(run, snapshot),
        .. run.Options.Prune ? ApplicationPlan.Prune(run, snapshot) : [],
        .. run.Options.Prune ? ProjectPlan.PruneRoles(run, snapshot) : [],
    ];
}
