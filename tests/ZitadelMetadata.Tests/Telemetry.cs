using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Claims;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Telemetry
{
    [Test]
    public void Says_how_much_was_decoded_and_never_what()
    {
        using var listener = new Listener();

        User("""{"ContractNumber":"MTIzNA","picture":"_wD-","odd":"no base64!"}""", "no JSON").GetZitadelMetadata();

        var span = listener.Spans.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span.OperationName, Is.EqualTo("metadata.decode"));
            Assert.That(span.TagObjects, Is.EquivalentTo(new Dictionary<string, object?>
            {
                ["zitadel_metadata.keys"] = 3, ["zitadel_metadata.bytes"] = 4 + 3 + 10, ["zitadel_metadata.undecodable"] = 2,
            }));
            Assert.That(listener.Measurements, Is.EquivalentTo(
                ["zitadel_metadata.decode.failures 1 not_base64", "zitadel_metadata.decode.failures 1 not_object"]));
        }
    }

    [Test]
    public void Counts_no_failure_where_all_could_be_decoded()
    {
        using var listener = new Listener();

        User("""{"ContractNumber":"MTIzNA","picture":"_wD-"}""").GetZitadelMetadata();

        Assert.That(listener.Spans.Single().GetTagItem("zitadel_metadata.undecodable"), Is.Zero);
        Assert.That(listener.Measurements, Is.Empty);
    }

    [Test]
    public void Has_a_unit_and_a_description_for_each_metric()
    {
        ConcurrentQueue<Instrument> instruments = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Enqueue(instrument) };
        UserMetadata.FromClaim("no JSON");

        listener.Start();
        instruments = new(instruments.Where(instrument => instrument.Meter.Name == "ZitadelMetadata"));

        Assert.That(instruments, Is.Not.Empty.And.All.Matches<Instrument>(instrument => instrument is { Unit.Length: > 0, Description.Length: > 0 }));
    }

    static ClaimsPrincipal User(params string[] claims) => new(new ClaimsIdentity(claims.Select(claim => new Claim(UserMetadata.ClaimType, claim))));

    /// <summary>What one test causes: spans and measurements of its own trace, since others decode at the same time.</summary>
    sealed class Listener : IDisposable
    {
        readonly Activity _test = new Activity("test").Start();
        readonly ActivityListener _spans;
        readonly MeterListener _meters;

        public Listener()
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "ZitadelMetadata",
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = span => { if (span.TraceId == _test.TraceId) Spans.Enqueue(span); },
            };
            ActivitySource.AddActivityListener(_spans);
            _meters = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name == "ZitadelMetadata")
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (Activity.Current?.TraceId == _test.TraceId)
                    Measurements.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}");
            });
            _meters.Start();
        }

        public ConcurrentQueue<Activity> Spans { get; } = [];
        public ConcurrentQueue<string> Measurements { get; } = [];

        public void Dispose()
        {
            _test.Dispose();
            _spans.Dispose();
            _meters.Dispose();
        }
    }
}
