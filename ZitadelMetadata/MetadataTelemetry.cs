using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ZitadelMetadata;

/// <summary>The names of this library's telemetry. They say how much was decoded, and never what.</summary>
static class MetadataTelemetry
{
    /// <summary>Of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>: the assembly's, as is the custom in .NET.</summary>
    const string Name = "ZitadelMetadata";

    static readonly string? Version = typeof(MetadataTelemetry).Assembly.GetName().Version?.ToString(3);
    static readonly ActivitySource Source = new(Name, Version);
    static readonly Meter Meter = new(Name, Version);

    static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "zitadel_metadata.decode.failures", "{failure}", "Values that are no base64 (not_base64) and claims that are no JSON object (not_object).");

    /// <summary>Begins the span of decoding a user's claims; null when nobody listens.</summary>
    public static Activity? Decoding() => Source.StartActivity("metadata.decode");

    /// <summary>Says on the span what came of it.</summary>
    public static void Describe(this Activity? span, UserMetadata metadata)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag("zitadel_metadata.keys", metadata.Count);
        span.SetTag("zitadel_metadata.bytes", metadata.Values.Sum(value => value.Bytes.Length));
        span.SetTag("zitadel_metadata.undecodable", metadata.Values.Count(value => value.Kind == MetadataValueKind.NotBase64) + metadata.Unreadable.Count);
    }

    public static void ValueIsNotBase64() => Failures.Add(1, new KeyValuePair<string, object?>("error.type", "not_base64"));

    public static void ClaimIsNotAnObject() => Failures.Add(1, new KeyValuePair<string, object?>("error.type", "not_object"));
}
