using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Replay;

/// <summary>A request of the recording, its variables filled in.</summary>
sealed record WireRequest
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public string Method { get; init; } = "GET";
    public string Path { get; init; } = "/";
    public JsonObject? Query { get; init; }
    public JsonObject? Form { get; init; }
    public JsonNode? Json { get; init; }
    public string? Text { get; init; }
    public Dictionary<string, string> Headers { get; init; } = [];
    public Credentials? Auth { get; init; }

    /// <summary>The browser that makes the request; without one nothing is remembered.</summary>
    public string? Agent { get; init; }

    /// <summary>Fields to fill into the form of the browser's last page that has them.</summary>
    public OrderedDictionary<string, string>? Submit { get; init; }

    /// <summary>The named button that submits the form.</summary>
    public OrderedDictionary<string, string> Press { get; init; } = [];

    /// <summary>Whether redirects are followed as long as they stay at the issuer.</summary>
    public bool Follow { get; init; }

    public static WireRequest From(JsonNode filled) => filled.Deserialize<WireRequest>(Options)!;

    public string PathAndQuery => Query is null ? Path : $"{Path}?{UrlEncode(Pairs(Query))}";

    public HttpContent? Content()
    {
        if (Form is not null) return FormContent(Pairs(Form));
        if (Json is not null) return Body(Json.ToJsonString(), "application/json");
        return Text is null ? null : Body(Text, null);
    }

    public static HttpContent FormContent(IEnumerable<KeyValuePair<string, string>> fields) =>
        Body(UrlEncode(fields), "application/x-www-form-urlencoded");

    static ByteArrayContent Body(string text, string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        if (contentType is not null) content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return content;
    }

    // {"a": "1", "b": ["2", "3"]} is a=1&b=2&b=3
    static IEnumerable<KeyValuePair<string, string>> Pairs(JsonObject fields) => fields.SelectMany(f =>
        f.Value is JsonArray several ? several.Select(v => KeyValuePair.Create(f.Key, v!.ToString())) : [KeyValuePair.Create(f.Key, f.Value!.ToString())]);

    static string UrlEncode(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join('&', pairs.Select(p => $"{Encode(p.Key)}={Encode(p.Value)}"));

    /// <summary>application/x-www-form-urlencoded: a blank is <c>+</c>.</summary>
    static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    public sealed record Credentials(string? Bearer, string[]? Basic)
    {
        /// <summary>RFC 6749 section 2.3.1: both parts of Basic are form-urlencoded before they are joined.</summary>
        public string? Header =>
            Bearer is not null ? $"Bearer {Bearer}"
            : Basic is not null ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(':', Basic.Select(Encode))))}"
            : null; // {}: said to be without
    }
}
