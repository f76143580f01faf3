using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wire.Tests.Recordings;

namespace Wire.Tests.Varied;

/// <summary>
/// The recording with other names, passwords, addresses, keys and values in it: a server that knows the recorded ones by heart has nothing from it.
/// Whatever a request is free to choose is turned by 13 letters (Road Runner → Ebnq Ehaare), and the answer is expected to have it that way.
/// </summary>
sealed partial class OtherWords
{
    static readonly HashSet<string> FreeFields =
    [
        "name", "projectName", "username", "userName", "loginName", "login_hint", "givenName", "familyName", "displayName", "email", "password", "key", "keys",
        "value", "roleKey", "roleKeys", "group", "state", "nonce", "errorDescription", "redirect_uri", "redirectUris", "post_logout_redirect_uri",
        "postLogoutRedirectUris", "backChannelLogoutUri", "additionalOrigins", "Origin", "code_verifier", "code_challenge", "basic", "client_id", "projectId", "userId",
    ];

    readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>The same exchanges, in other words.</summary>
    public static Recording Of(Recording recording)
    {
        var words = new OtherWords();
        foreach (var exchange in recording.Scenarios.SelectMany(scenario => scenario.Exchanges))
            words.Collect(exchange.Request, "");
        return new([.. recording.Scenarios.Select(scenario => scenario with { Exchanges = [.. scenario.Exchanges.Select(words.Change)] })]);
    }

    Exchange Change(Exchange exchange) => exchange with
    {
        Request = Request(exchange.Request, "")!.AsObject(),
        Response = Response(exchange.Response, "")!.AsObject(),
    };

    void Collect(JsonNode? node, string field)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o) Collect(value, name);
                break;
            case JsonArray a:
                foreach (var item in a) Collect(item, field);
                break;
            case JsonValue v when field == "path" && v.TryGetValue<string>(out var path):
                foreach (Match key in KeyInPath().Matches(path)) _words[key.Value] = Turn(key.Value);
                break;
            case JsonValue v when FreeFields.Contains(field) && v.TryGetValue<string>(out var text):
                foreach (var (from, to) in Other(field, text)) _words[from] = to;
                break;
        }
    }

    static IEnumerable<(string From, string To)> Other(string field, string text)
    {
        if (field == "code_challenge") yield break; // it follows from the verifier
        if (field == "value")
        {
            if (!Convert.TryFromBase64String(text, new byte[text.Length], out var length) || length == 0) yield break;
            // MTIzNA== in the API is MTIzNA in a claim
            var (bytes, other) = (Convert.FromBase64String(text), Convert.FromBase64String(text).Select(b => (byte)(b ^ 1)).ToArray());
            yield return (text, Convert.ToBase64String(other));
            yield return (Base64Url.EncodeToString(bytes), Base64Url.EncodeToString(other));
            yield break;
        }

        yield return (text, Turn(text));
        if (Origin().Match(text) is { Success: true } origin) yield return (origin.Value, Turn(origin.Value));
        if (OwnScheme().Match(text) is { Success: true } scheme) yield return ($"{scheme.Value}//", $"{Turn(scheme.Value)}//");
        if (field == "code_verifier") yield return (Challenge(text), Challenge(Turn(text)));
    }

    JsonNode? Request(JsonNode? node, string field) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Request(p.Value, p.Key)))),
        JsonArray a => new JsonArray([.. a.Select(item => Request(item, field))]),
        JsonValue v when v.TryGetValue<string>(out var text) => field switch
        {
            "path" => KeyInPath().Replace(text, match => Turn(match.Value)),
            "scope" => RoleInScope().Replace(text, match => Turn(match.Value)),
            _ => FreeFields.Contains(field) ? Word(text) : text,
        },
        _ => node?.DeepClone(),
    };

    // Keys of metadata and roles are names in an answer's claims: {"urn:zitadel:iam:user:metadata": {"ContractNumber": "MTIzNA"}}
    JsonNode? Response(JsonNode? node, string field) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(
            field.StartsWith("urn:zitadel:", StringComparison.Ordinal) ? Word(p.Key) : p.Key, Response(p.Value, p.Key)))),
        JsonArray a => new JsonArray([.. a.Select(item => Response(item, field))]),
        JsonValue v when v.TryGetValue<string>(out var text) => Word(RoleInScope().Replace(text, match => Turn(match.Value))),
        _ => node?.DeepClone(),
    };

    // "Wile Coyote" where only "Wile" and "Coyote" were sent
    string Word(string text) => _words.TryGetValue(text, out var word) ? word : string.Join(' ', text.Split(' ').Select(part => _words.GetValueOrDefault(part, part)));

    // Signs, {{variables}} and what the rules for redirect URIs look at stay as they are.
    static string Turn(string text) => Kept().IsMatch(text)
        ? string.Concat(Kept().Split(text).Select(part => Kept().IsMatch(part) ? part : Turned(part)))
        : Turned(text);

    static string Turned(string text) => string.Concat(text.Select(c => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        >= '1' and <= '8' => (char)('9' - (c - '0')),
        _ => c,
    }));

    static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    [GeneratedRegex(@"(\{\{[^}]*\}\}|^https?://(?:localhost|127\.0\.0\.1)?:?|^https?://)")]
    private static partial Regex Kept();

    [GeneratedRegex(@"(?<=/metadata/)(?!search$)[^/_?]+|(?<=[?&]keys=)[^&]+|(?<=/)123456789012345678(?=/|$)")]
    private static partial Regex KeyInPath();

    // http://localhost:5999/signin-oidc allows the pages of http://localhost:5999, com.example.app:/cb those of com.example.app://
    [GeneratedRegex(@"^https?://[^/]+")]
    private static partial Regex Origin();

    [GeneratedRegex(@"^[a-z.]+\.[a-z.]+:(?=/)")]
    private static partial Regex OwnScheme();

    [GeneratedRegex(@"(?<=:role:)\w+|(?<=:id:)\d+")]
    private static partial Regex RoleInScope();
}
