using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api.Messages;

/// <summary>
/// Reads a request as protojson does (https://protobuf.dev/programming-guides/json/): JSON names and snake case, numbers as strings, any base64,
/// unknown fields and unknown enum values ignored, null as not set; types that do not fit, repeated fields and broken JSON refused.
/// What comes out has one spelling for everything, and is what the messages' records are deserialised from.
/// </summary>
public sealed class MessageReader(ApiDefinition definition)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ProtoJson.MaxDepth };

    /// <summary>Reads the bytes of a request body.</summary>
    /// <exception cref="ZitadelError">Code 3: the body is no such message.</exception>
    public JsonObject Read(ReadOnlyMemory<byte> json, MessageDefinition message)
    {
        if (!Utf8.IsValid(json.Span))
            throw Refused("the body is not UTF-8");

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return ReadMessage(document.RootElement, message);
        }
        catch (JsonException broken)
        {
            throw Refused($"syntax error (line {broken.LineNumber + 1}:{broken.BytePositionInLine + 1}): the body is not JSON");
        }
        catch (InvalidOperationException)
        {
            throw Refused("a string has half of a surrogate pair"); // \ud800 alone: valid JSON, no text
        }
    }

    /// <summary>Puts a value from the path or the query of a request into the message; what the message does not have is ignored, as the gateway
    /// does.</summary>
    public void Set(JsonObject message, MessageDefinition definedBy, string name, IReadOnlyList<string> values)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (definedBy.Find(dot < 0 ? name : name[..dot]) is not { } field)
            return;

        if (dot >= 0)
        {
            if (IsScalar(field) || definition.IsEnum(field.Type))
                return;
            if (message[field.Name] is not JsonObject inner)
                message[field.Name] = inner = [];
            Set(inner, definition.Message(field.Type), name[(dot + 1)..], values);
        }
        else if (field.IsRepeated)
        {
            message[field.Name] = new JsonArray([.. values.Select(value => ReadText(value, field))]);
        }
        else
        {
            message[field.Name] = ReadText(values[^1], field);
        }
    }

    // "keys=a", "query.limit=10", "asc=true": the text of a scalar.
    private JsonNode? ReadText(string value, FieldDefinition field)
    {
        using var document = JsonDocument.Parse(field.Type == "bool" && value is "true" or "false" ? value : JsonText(value));
        return ReadValue(document.RootElement, field);
    }

    private static string JsonText(string value) => JsonValue.Create(value).ToJsonString();

    private JsonObject ReadMessage(JsonElement json, MessageDefinition message)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refused($"{message.Name} must be a JSON object");

        var read = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (message.Find(property.Name) is not { } field)
                continue;
            if (!seen.Add(field.Name))
                throw Refused($"duplicate field \"{property.Name}\"");
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (field.OneOf is { } group && !seen.Add('@' + group))
                throw Refused($"oneof {message.Name}.{group} is already set");

            var value = field.IsRepeated ? ReadList(property.Value, field) : ReadValue(property.Value, field);
            if (value is not null)
                read[field.Name] = value;
        }

        return read;
    }

    private JsonArray ReadList(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.Array)
            throw Invalid(field, json);

        var list = new JsonArray();
        foreach (var element in json.EnumerateArray())
        {
            if (ReadValue(element, field) is { } value)
                list.Add(value);
        }

        return list;
    }

    private JsonNode? ReadValue(JsonElement json, FieldDefinition field) => field.Type switch
    {
        "string" => json.ValueKind == JsonValueKind.String ? JsonValue.Create(json.GetString()) : throw Invalid(field, json),
        "bool" => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(json.GetBoolean()) : throw Invalid(field, json),
        "bytes" => JsonValue.Create(ReadBytes(json, field)),
        "int32" => JsonValue.Create((int)ReadNumber(json, field, int.MinValue, int.MaxValue)),
        "int64" => JsonValue.Create((long)ReadNumber(json, field, long.MinValue, long.MaxValue)),
        "uint32" => JsonValue.Create((uint)ReadNumber(json, field, 0, uint.MaxValue)),
        "uint64" => JsonValue.Create((ulong)ReadNumber(json, field, 0, ulong.MaxValue)),
        "Timestamp" => JsonValue.Create(ReadTimestamp(json, field).ToString("O", CultureInfo.InvariantCulture)),
        "Duration" => JsonValue.Create(ReadDuration(json, field).ToString("c", CultureInfo.InvariantCulture)),
        "Struct" => json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json.Clone()) : throw Invalid(field, json),
        var type when type.StartsWith("map<", StringComparison.Ordinal) => ReadMap(json, field, type[4..^1]),
        var type when definition.IsEnum(type) => ReadEnum(json, field),
        var type => ReadMessage(json, definition.Message(type)),
    };

    private JsonObject ReadMap(JsonElement json, FieldDefinition field, string valueType)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Invalid(field, json);

        var map = new JsonObject();
        foreach (var entry in json.EnumerateObject())
        {
            if (map.ContainsKey(entry.Name))
                throw Refused($"duplicate map key \"{entry.Name}\"");
            map[entry.Name] = ReadValue(entry.Value, field with { Type = valueType });
        }

        return map;
    }

    // A name that the enum does not have is ignored, like an unknown field; a number is kept where the field's limit is to judge it.
    private JsonNode? ReadEnum(JsonElement json, FieldDefinition field)
    {
        var values = definition.Enum(field.Type).Values;
        if (json.ValueKind == JsonValueKind.String)
        {
            var name = json.GetString()!;
            return values.Contains(name) ? JsonValue.Create(name) : null;
        }

        var number = (int)ReadNumber(json, field, int.MinValue, int.MaxValue);
        if (number >= 0 && number < values.Count)
            return JsonValue.Create(values[number]);
        return field.Limit.IsDefined ? JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)) : null;
    }

    private static string ReadBytes(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw Invalid(field, json);

        var text = json.GetString()!.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        try
        {
            return Convert.ToBase64String(Convert.FromBase64String(text + new string('=', -text.Length & 3)));
        }
        catch (FormatException)
        {
            throw Invalid(field, json);
        }
    }

    // 5, "5", 5.0 and 5e0 are all the number 5.
    private static decimal ReadNumber(JsonElement json, FieldDefinition field, decimal min, decimal max)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.String => json.GetString()!,
            _ => throw Invalid(field, json),
        };
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number >= min
            && number <= max
            ? number
            : throw Invalid(field, json);
    }

    // RFC 3339, e.g. 2029-01-01T00:00:00Z
    private static DateTimeOffset ReadTimestamp(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && json.GetString() is { Length: >= 20 } text && text[10] is 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Invalid(field, json);

    // Seconds with an s behind them, e.g. 2s, 1.5s
    private static TimeSpan ReadDuration(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && json.GetString() is { Length: > 1 } text && text[^1] == 's'
            && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) <= 315_576_000_000m
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw Invalid(field, json);

    private static bool IsScalar(FieldDefinition field) =>
        field.Type is "string" or "bool" or "bytes" or "int32" or "int64" or "uint32" or "uint64" or "Timestamp" or "Duration" or "Struct"
        || field.Type.StartsWith("map<", StringComparison.Ordinal);

    private static ZitadelError Invalid(FieldDefinition field, JsonElement json)
    {
        var text = json.GetRawText();
        return Refused($"invalid value for {field.Type} field {field.Name}: {(text.Length > 60 ? text[..60] + "…" : text)}");
    }

    private static ZitadelError Refused(string why) => ZitadelError.InvalidArgument("", "proto: " + why);
}
