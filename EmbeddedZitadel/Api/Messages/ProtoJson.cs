using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EmbeddedZitadel.Api.Messages;

/// <summary>Writes answers as protojson does: lowerCamelCase, zero values left out, 64-bit numbers as strings, bytes as padded base64, times in UTC.</summary>
public static class ProtoJson
{
    /// <summary>How deep a message may be nested. Far more than any method takes, so that the method itself says what is too deep for it.</summary>
    public const int MaxDepth = 500;

    /// <summary>The options for messages of the given source-generated contexts.</summary>
    public static JsonSerializerOptions Options(params IEnumerable<IJsonTypeInfoResolver> contexts)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = MaxDepth,
            // ZITADEL's answers are JSON for machines, never part of a page: only what JSON needs is escaped.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contexts]).WithAddedModifier(OmitZeroValues),
        };
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new UInt64Converter());
        options.Converters.Add(new PresentConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A duration as protojson writes it: <c>0s</c>, <c>2s</c>, <c>1.500s</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        var fraction = duration.Ticks % TimeSpan.TicksPerSecond;
        var format = fraction == 0 ? "0" : fraction % TimeSpan.TicksPerMillisecond == 0 ? "0.000" : "0.000000000";
        return ((decimal)duration.Ticks / TimeSpan.TicksPerSecond).ToString(format, CultureInfo.InvariantCulture) + "s";
    }

    private static void OmitZeroValues(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.ShouldSerialize = static (_, value) => !IsZero(value);
    }

    private static bool IsZero(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        bool set => !set,
        int number => number == 0,
        uint number => number == 0,
        ulong number => number == 0,
        byte[] bytes => bytes.Length == 0,
        ICollection list => list.Count == 0,
        _ => false,
    };

    private sealed class TimestampConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    private sealed class UInt64Converter : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetUInt64();

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class PresentConverter : JsonConverter<Present>
    {
        public override Present Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Present value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}

/// <summary>A proto3 <c>optional string</c> that is set: written even when it is empty.</summary>
public readonly record struct Present(string Text);
