using Wire.Tests.Comparison;
using Wire.Tests.Recordings;
using Wire.Tests.Replay;

namespace Wire.Tests;

/// <summary>
/// Every exchange that was recorded from a real ZITADEL, made again. Against EmbeddedZitadel by default; with WIRE_ISSUER and WIRE_TOKEN_FILE
/// against a throw-away ZITADEL, to see what an upgrade changes (README.md).
/// </summary>
[NonParallelizable]
sealed class RecordedExchangesTests
{
    static readonly Recording Recording = Recording.Load("zitadel-v4.json");

    Zitadel _zitadel = null!;
    HttpClient _http = null!;
    Replay.Replay _replay = null!;

    static IEnumerable<TestCaseData> Exchanges() =>
        from scenario in Recording.Scenarios.Select((s, index) => (s.Name, s.Exchanges, Index: index))
        from exchange in scenario.Exchanges.Select((e, index) => (e.Name, Index: index, Before: scenario.Exchanges.Take(index).Count(o => o.Name == e.Name)))
        select new TestCaseData(scenario.Index, exchange.Index)
            .SetName($"{scenario.Name} / {exchange.Name}{(exchange.Before > 0 ? $" ({exchange.Before + 1})" : "")}");

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _zitadel = await Zitadel.Start(Environment.GetEnvironmentVariable);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
        _replay = new Replay.Replay(Recording, new Session(_zitadel.Issuer, _zitadel.Token, _http));
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        _http?.Dispose();
        if (_zitadel is not null) await _zitadel.DisposeAsync();
    }

    [TestCaseSource(nameof(Exchanges))]
    public async Task Is_answered_as_ZITADEL_answers(int scenario, int exchange)
    {
        var outcome = await _replay.Of(scenario, exchange);
        var counting = outcome.Differences.Where(d => !d.IsSoft || _zitadel.ComparesIds).ToList();
        if (counting.Count > 0) Assert.Fail(Explain(outcome, counting));
    }

    static string Explain(Outcome outcome, IEnumerable<Difference> differences) => $"""
        {outcome.Exchange.Request.ToJsonString()}

        {string.Join(Environment.NewLine, differences)}

        {outcome.Response?.ToString() ?? "There was no answer."}
        """;
}
