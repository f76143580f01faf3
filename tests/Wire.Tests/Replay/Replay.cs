using Wire.Tests.Recordings;

namespace Wire.Tests.Replay;

/// <summary>
/// Runs each scenario once and in the recording's order, however the exchanges are asked for: scenarios build on the fixtures, and some of them
/// show what earlier ones left behind (the audience of a token holds every application of the project).
/// </summary>
sealed class Replay(Recording recording, Session session)
{
    readonly List<IReadOnlyList<Outcome>> _done = [];

    public async Task<Outcome> Of(int scenario, int exchange)
    {
        while (_done.Count <= scenario) _done.Add(await Run(recording.Scenarios[_done.Count]));
        return _done[scenario][exchange];
    }

    async Task<IReadOnlyList<Outcome>> Run(Scenario scenario)
    {
        var outcomes = new List<Outcome>();
        foreach (var exchange in scenario.Exchanges)
        {
            var broken = outcomes.Find(o => o.GaveNothing)?.Exchange.Name;
            outcomes.Add(broken is null ? await session.Run(exchange) : Outcome.NotMade(exchange, broken));
        }
        return outcomes;
    }
}
