using System.Globalization;
using System.Net.Mail;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api.Messages;

/// <summary>Checks a request against the limits that stand in the API definition, and words the refusals as ZITADEL does.</summary>
public sealed class MessageLimits(ApiDefinition definition)
{
    /// <summary>Throws for the first field that is beyond its limit.</summary>
    /// <exception cref="ZitadelError">Code 3, e.g. <c>invalid SetUserMetadataRequest.Key: value length must be between 1 and 200 runes,
    /// inclusive</c>.</exception>
    public void Check(JsonObject message, MessageDefinition definedBy)
    {
        if (Problem(message, definedBy) is { } problem)
            throw ZitadelError.InvalidArgument("", problem);
    }

    private string? Problem(JsonObject message, MessageDefinition definedBy)
    {
        foreach (var field in definedBy.Fields)
        {
            var value = message[field.Name];
            var reason = value switch
            {
                JsonArray list => InList(list, field),
                null when field.IsOptional => null,
                _ => OfValue(value, field),
            };
            if (reason is not null)
                return $"invalid {definedBy.Name}.{field.GoName}{reason}";
        }

        foreach (var group in definedBy.RequiredOneOfs)
        {
            if (!definedBy.Fields.Any(field => field.OneOf == group && message.ContainsKey(field.Name)))
                return $"invalid {definedBy.Name}.{GoName(group)}: value is required";
        }

        return null;
    }

    private string? InList(JsonArray list, FieldDefinition field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (field.Limit.IsUnique && !seen.Add((string?)list[i] ?? ""))
                return $"[{i}]: repeated value must contain unique items";
            if (OfValue(list[i], field) is { } reason)
                return $"[{i}]{reason}";
        }

        return null;
    }

    private string? OfValue(JsonNode? value, FieldDefinition field)
    {
        var limit = field.Limit;
        switch (field.Type)
        {
            case var _ when field.IsRepeated && value is null:
                return null;
            case "string":
                return OfText((string?)value ?? "", limit) is { } text ? ": " + text : null;
            case "bytes":
                var size = Convert.FromBase64String((string?)value ?? "").Length;
                return Outside(size, limit) ? $": value length must be {Range(limit)} bytes{Inclusive(limit)}" : null;
            case "bool":
                return limit.IsTrue && !(bool)value! ? ": value must equal true" : null;
            case "Duration":
                return OfDuration(value is null ? TimeSpan.Zero : TimeSpan.Parse((string)value!, CultureInfo.InvariantCulture), limit);
            case "int32":
                var number = (long?)value ?? 0;
                return Outside(number, limit) ? $": value must be inside range [{limit.Min}, {limit.Max}]" : null;
            case var type when definition.IsEnum(type):
                return limit.IsDefined && value is not null && !definition.Enum(type).Values.Contains((string)value!)
                    ? ": value must be one of the defined enum values"
                    : null;
            default:
                if (value is null)
                    return field.IsRequired ? ": value is required" : null;
                return value is JsonObject inner && IsMessage(field) && Problem(inner, definition.Message(field.Type)) is { } problem
                    ? $": embedded message failed validation | caused by: {problem}"
                    : null;
        }
    }

    private static string? OfDuration(TimeSpan duration, FieldLimit limit) => limit switch
    {
        { IsPositive: true } when duration <= TimeSpan.Zero => ": value must be greater than 0s",
        { Max: { } max } when duration < TimeSpan.FromSeconds(limit.Min) || duration > TimeSpan.FromSeconds(max) =>
            $": value must be inside range [{limit.Min}s, {max}s]",
        _ => null,
    };

    private static string? OfText(string text, FieldLimit limit)
    {
        if (limit != new FieldLimit() && Outside(text.EnumerateRunes().Count(), limit))
            return $"value length must be {Range(limit)} runes{Inclusive(limit)}";
        return limit.IsEmail && !IsEmail(text) ? "value must be a valid email address" : null;
    }

    // One mailbox and nothing around it; a display name or a list is more than that.
    private static bool IsEmail(string text) => text.Length <= 254 && MailAddress.TryCreate(text, out var address) && address.Address == text;

    // callback_kind → CallbackKind
    private static string GoName(string snake) =>
        string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static bool IsMessage(FieldDefinition field) => field.Type.Contains('.', StringComparison.Ordinal)
        && !field.Type.StartsWith("map<", StringComparison.Ordinal);

    private static bool Outside(long value, FieldLimit limit) => value < limit.Min || value > (limit.Max ?? long.MaxValue);

    private static string Range(FieldLimit limit) => limit switch
    {
        { Max: null } => $"at least {limit.Min}",
        { Min: 0 } => $"at most {limit.Max}",
        _ when limit.Min == limit.Max => $"{limit.Min}",
        _ => $"between {limit.Min} and {limit.Max}",
    };

    private static string Inclusive(FieldLimit limit) => limit is { Min: > 0, Max: { } max } && limit.Min != max ? ", inclusive" : "";
}
