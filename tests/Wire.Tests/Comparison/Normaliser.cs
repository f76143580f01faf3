using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Wire.Tests.Replay;

namespace Wire.Tests.Comparison;

/// <summary>Replaces in an answer what can't be the same twice, as it was done in the recording, so that the rest can be compared.</summary>
sealed partial class Normaliser(Func<Variables> variables, SigningKeys keys, TimeProvider time)
{
    static readonly string[] ComparedHeaders =
    [
        "content-type", "cache-control", "pragma", "expires", "www-authenticate", "location", "allow",
        "access-control-allow-origin", "access-control-allow-credentials",
    ];

    // Human text is the server's own; its error id or untranslated key is kept.
    static readonly HashSet<string> Words = ["error_description", "message", "localizedMessage", "www-authenticate"];
    static readonly HashSet<string> Tokens =
        ["access_token", "refresh_token", "id_token", "token", "sessionToken", "code", "clientSecret", "device_code", "logout_token"];
    static readonly HashSet<string> UnixTimes = ["iat", "exp", "nbf", "auth_time", "updated_at"];

    // `at_hash` in an ID token is that of the access token that was issued with it.
    string? _lastAccessToken;

    public static bool IsSoft(string key) => Words.Contains(key) || key == "id_of_error";

    public JsonObject Response(WireResponse response) => new()
    {
        ["status"] = response.Status,
        ["headers"] = new JsonObject(ComparedHeaders.Where(response.Headers.ContainsKey)
            .Select(name => KeyValuePair.Create(name, Header(name, response.Headers[name])))),
        ["body"] = Body(response),
    };

    JsonNode? Header(string name, string value) => name switch
    {
        "location" => Location(value),
        "expires" => "<time>",
        "content-type" => variables().PutNamesInto(value).ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal),
        _ when Words.Contains(name) => WithoutWords(value),
        _ => variables().PutNamesInto(value),
    };

    JsonNode? Body(WireResponse response)
    {
        var text = response.Text.Trim();
        if (response.ContentType.Contains("json", StringComparison.Ordinal)) return text == "" ? "" : JsonBody(text);
        if (response.IsHtml) return response.Status is >= 300 and < 400 ? "" : Html(new Page(response.Text));
        return response.Text.Length < 9 ? text : "<text>";
    }

    JsonNode? JsonBody(string text)
    {
        try
        {
            return Value("", JsonNode.Parse(text), []);
        }
        catch (JsonException)
        {
            return variables().PutNamesInto(text);
        }
    }

    static JsonObject Html(Page page) => new()
    {
        ["html"] = new JsonObject
        {
            ["fields"] = new JsonArray([.. page.VisibleFields.Select(f => (JsonNode)f)]),
            ["buttons"] = new JsonArray([.. page.ChoiceButtons.Select(b => (JsonNode)b)]),
            ["error"] = page.ShowsError,
        },
    };

    JsonNode? Value(string key, JsonNode? value, JsonObject siblings)
    {
        switch (value)
        {
            case JsonObject o:
                if (StringAt(o, "access_token") is { } accessToken) _lastAccessToken = accessToken;
                if (o.ContainsKey("code") && o["details"] is JsonArray details) o = WithErrorIds(o, details);
                var named = new JsonObject();
                foreach (var (name, child) in o) named[variables().PutNamesInto(name)] = Value(name, child, o);
                return named;
            case JsonArray a:
                var items = a.Select(item => Value(key, item, siblings)).ToList();
                // How many keys there are depends on the instance's history.
                if (key is "keys" or "webKeys") items = [.. items.DistinctBy(i => i?.ToJsonString())];
                return new JsonArray([.. items]);
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                return Text(key, (string)v!);
            case JsonValue v when v.GetValueKind() == JsonValueKind.Number:
                return Number(key, v, siblings);
            default:
                return value?.DeepClone();
        }
    }

    // {"code": 5, "message": "…", "details": [{"@type": "…", "id": "COMMAND-1m88i", "message": "…"}]}; on Connect each detail has
    // {"type": "…", "value": "<the same as base64 of a protobuf message>", "debug": {…}}. `id` would else be taken for an entity's.
    static JsonObject WithErrorIds(JsonObject error, JsonArray details)
    {
        var copy = error.DeepClone().AsObject();
        copy["details"] = new JsonArray([.. details.Select(Detail)]);
        return copy;
    }

    static JsonNode? Detail(JsonNode? detail)
    {
        if (detail is not JsonObject o) return detail?.DeepClone();
        if (o["debug"] is not JsonObject debug)
            return new JsonObject(o.Select(p => KeyValuePair.Create(p.Key == "id" ? "id_of_error" : p.Key, p.Value?.DeepClone())));
        var connect = o.DeepClone().AsObject();
        connect["value"] = "<base64>";
        connect["debug"] = Detail(debug);
        return connect;
    }

    JsonNode? Number(string key, JsonValue value, JsonObject siblings)
    {
        if (!value.TryGetValue<decimal>(out var number)) return value.DeepClone();
        if (key is "expires_in" or "expiresIn") return About(number);
        if (!UnixTimes.Contains(key)) return value.DeepClone();
        if (key is "exp" or "nbf" && siblings["iat"] is JsonValue iat && iat.TryGetValue<decimal>(out var issued))
        {
            var later = number - issued;
            if (Math.Abs(later) > 60) later = ToTens(later);
            return Math.Abs(later) < 40 * 86400 ? $"<iat{later:+0;-0;+0}>" : "<far later>";
        }
        return Math.Abs(number - time.GetUtcNow().ToUnixTimeSeconds()) < 120 ? "<now>" : "<unix>";
    }

    static string About(decimal seconds) => $"<about {ToTens(seconds):0}>";

    static decimal ToTens(decimal number) => Math.Round(number / 10, MidpointRounding.ToEven) * 10;

    JsonNode? Text(string key, string value)
    {
        if (Words.Contains(key)) return WithoutWords(value);
        if (key == "kid") return "<kid>";
        if (key is "n" or "x" or "y" && value.Length > 40) return $"<base64url of {WebEncoders.Base64UrlDecode(value).Length} bytes>";
        if (key == "at_hash") return "<at_hash>";
        if (Tokens.Contains(key) && !(key == "code" && ConnectErrorCode().IsMatch(value))) return Token(value);
        if (key is "user_code" or "verification_uri_complete") value = UserCode().Replace(value, "<user code>");
        if (key == "callbackUrl") return Location(value);
        if (key is "sequence" or "processedSequence" && Digits().IsMatch(value)) return "<number>";
        var text = variables().PutNamesInto(value);
        text = Time().Replace(text, "<time>");
        text = Snowflakes().Replace(text, m => $"{m.Groups[1].Value}<id>{(m.Groups[2].Success ? $"{m.Groups[2].Value}<id>" : "")}");
        return key == "jti" ? TokenId().Replace(text, "<jti>") : text;
    }

    // `User could not be found (QUERY-Dgqd2)` is `<text> (QUERY-Dgqd2)`; an untranslated `Errors.App.NotFound` stays.
    static string WithoutWords(string text) =>
        text == "" || UntranslatedKey().IsMatch(text) ? text : $"<text>{ErrorId().Match(text).Value}";

    JsonNode Token(string value)
    {
        if (Jwt.TryRead(value, out var jwt)) return Token(jwt);
        var parts = value.Split('.').Length;
        return parts == 1 && variables().NameOf(value) is { } name ? "{{" + name + "}}" : parts > 1 ? $"<opaque, {parts} parts>" : "<opaque, 1 part>";
    }

    JsonObject Token(Jwt jwt)
    {
        var payload = Value("", jwt.Payload, [])!.AsObject();
        var key = keys.Find(StringAt(jwt.Header, "kid"));
        if (StringAt(jwt.Payload, "at_hash") is { } hash && _lastAccessToken is not null)
            payload["at_hash"] = hash == Jwt.AccessTokenHash(_lastAccessToken) ? "<at_hash of access_token>" : "<at_hash, wrong>";
        return new JsonObject
        {
            ["jwt"] = new JsonObject
            {
                ["header"] = Value("", jwt.Header, []),
                ["payload"] = payload,
                ["signature"] = key is null ? "unchecked" : StringAt(key, "kty") == "RSA" && jwt.IsSignedBy(key) ? "valid" : "invalid",
            },
        };
    }

    JsonObject Location(string address)
    {
        var parts = AddressParts.Of(address);
        var result = new JsonObject { ["to"] = LongNumber().Replace(variables().PutNamesInto(parts.Base), "<id>") };
        if (parts.Query != "") result["query"] = Parameters(parts.Query);
        if (parts.Fragment != "") result["fragment"] = Parameters(parts.Fragment);
        return result;
    }

    JsonObject Parameters(string query)
    {
        var pairs = new OrderedDictionary<string, string>();
        foreach (var pair in new QueryStringEnumerable(query)) pairs[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
        if (pairs.TryGetValue("access_token", out var accessToken) && accessToken != "") _lastAccessToken = accessToken;
        return new JsonObject(pairs.Select(p => KeyValuePair.Create(p.Key, Parameter(p.Key, p.Value))));
    }

    JsonNode? Parameter(string key, string value)
    {
        if (Words.Contains(key)) return WithoutWords(value);
        if (Tokens.Contains(key)) return Token(value);
        if (key == "expires_in" && decimal.TryParse(value, out var seconds)) return About(seconds);
        return VersionedId().Replace(variables().PutNamesInto(value), m => $"{m.Groups[1].Value}<id>");
    }

    static string? StringAt(JsonObject o, string key) => o[key] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"^[a-z_]{0,30}\z")]
    private static partial Regex ConnectErrorCode();

    [GeneratedRegex(@"\b[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}\b")]
    private static partial Regex UserCode();

    [GeneratedRegex(@"^\d+\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Time();

    // 380000000000000001, V1_380000000000000001, V2_380000000000000001-at_380000000000000002
    [GeneratedRegex(@"(?<![\w.])((?:V[12]_)?)\d{17,20}(-(?:at|rt)_)?(\d{17,20})?(?![\w.])")]
    private static partial Regex Snowflakes();

    [GeneratedRegex(@"^(V[12]_<id>-at_<id>|[0-9a-f-]{20,}|[\w-]{15,}|<id>)$")]
    private static partial Regex TokenId();

    [GeneratedRegex(@"^Errors(\.\w+)+( \([\w-]+\))?\z")]
    private static partial Regex UntranslatedKey();

    [GeneratedRegex(@" \([A-Za-z0-9]+-[A-Za-z0-9]+\)$")]
    private static partial Regex ErrorId();

    [GeneratedRegex(@"\d{17,20}")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"(V[12]_)?\d{17,20}")]
    private static partial Regex VersionedId();
}
