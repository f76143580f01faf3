using Wire.Tests.Recordings;
using Wire.Tests.Replay;

namespace Wire.Tests.Varied;

/// <summary>
/// The recording once more, with other words and its scenarios from the last to the first: EmbeddedZitadel answers as ZITADEL because it does the same,
/// and not because it knows the recording.
/// </summary>
[NonParallelizable]
sealed class In_other_words_and_another_order
{
    static readonly Recording Recording = Reversed(OtherWords.Of(Recording.Load("zitadel-v4.json")));

    Zitadel _zitadel = null!;
    HttpClient _http = null!;
    Replay.Replay _replay = null!;

    static IEnumerable<TestCaseData> Scenarios() =>
        Recording.Scenarios.Select((scenario, index) => new TestCaseData(index).SetName($"In other words and another order / {scenario.Name}"));

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _zitadel = await Zitadel.Start(_ => null); // never somebody's ZITADEL: two recordings in one would meet
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
        _replay = new Replay.Replay(Recording, new Session(_zitadel.Issuer, _zitadel.Token, _http));
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        _http?.Dispose();
        if (_zitadel is not null) await _zitadel.DisposeAsync();
    }

    [TestCaseSource(nameof(Scenarios))]
    public async Task Is_answered_as_ZITADEL_answers(int scenario)
    {
        var problems = new List<string>();
        for (var exchange = 0; exchange < Recording.Scenarios[scenario].Exchanges.Count; exchange++)
        {
            var outcome = await _replay.Of(scenario, exchange);
            if (outcome.Differences.Count > 0)
                problems.Add($"{outcome.Exchange.Name}: {outcome.Exchange.Request.ToJsonString()}\n{string.Join('\n', outcome.Differences)}\n{outcome.Response}");
        }
        if (problems.Count > 0) Assert.Fail(string.Join("\n\n", problems));
    }

    // The first makes the fixtures. The last two change their project, which all tokens tell of, so they stay last.
    static Recording Reversed(Recording recording) =>
        new([recording.Scenarios[0], .. recording.Scenarios.Skip(1).SkipLast(2).Reverse(), .. recording.Scenarios.TakeLast(2)]);
}
