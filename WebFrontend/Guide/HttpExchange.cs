using System.Text;
using System.Text.Json;
using System.Web;

namespace WebFrontend.Guide;

/// <summary>One header.</summary>
sealed record HttpHeader(string Name, string Value);

/// <summary>A request of the guide and ZITADEL's answer, as they went over the wire.</summary>
sealed record HttpExchange(
    string Method, string Url, IReadOnlyList<HttpHeader> RequestHeaders, string RequestBody,
    int Status, IReadOnlyList<HttpHeader> ResponseHeaders, string ResponseBody)
{
    static readonly string[] SecretFields = ["code", "code_verifier", "client_secret", "token", "access_token", "refresh_token", "id_token"];

    /// <summary>The answer's JSON; undefined when it is none.</summary>
    public JsonElement Json()
    {
        try
        {
            return JsonElement.Parse(ResponseBody);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A text field of the answer.</summary>
    public string? Text(string name) =>
        Json() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether the request's body is a form, <c>grant_type=authorization_code&amp;code=…</c>, and not JSON.</summary>
    bool IsForm => RequestHeaders.Any(header => header is { Name: "Content-Type", Value: "application/x-www-form-urlencoded" });

    /// <summary>The request as HTTP writes it.</summary>
    public string RequestText()
    {
        var url = new Uri(Url);
        var text = new StringBuilder($"{Method} {url.PathAndQuery} HTTP/1.1\nHost: {url.Authority}\n");
        foreach (var header in RequestHeaders)
            text.Append(header.Name).Append(": ").Append(header.Value).Append('\n');
        // One parameter a line: the form is one line on the wire.
        return RequestBody.Length == 0 ? text.ToString() : text.Append('\n').Append(IsForm ? RequestBody.Replace("&", "\n&", StringComparison.Ordinal) : RequestBody).ToString();
    }

    /// <summary>The answer as HTTP writes it, its JSON indented.</summary>
    public string ResponseText()
    {
        var text = new StringBuilder($"HTTP/1.1 {Status}\n");
        foreach (var header in ResponseHeaders)
            text.Append(header.Name).Append(": ").Append(header.Value).Append('\n');
        return text.Append('\n').Append(Json() is { ValueKind: not JsonValueKind.Undefined } json ? JsonText.Indented(json) : ResponseBody).ToString();
    }

    /// <summary>The request for a shell.</summary>
    public string Curl()
    {
        var text = new StringBuilder($"curl --request {Method} \\\n  --url {Quoted(Url)}");
        foreach (var header in RequestHeaders)
            text.Append(" \\\n  --header ").Append(Quoted($"{header.Name}: {header.Value}"));
        foreach (var part in IsForm ? RequestBody.Split('&') : RequestBody.Length > 0 ? [RequestBody] : [])
            text.Append(" \\\n  --data ").Append(Quoted(part));
        return text.ToString();
    }

    /// <summary>A text of this exchange with the beginnings of its secrets only: <c>Basic NjQ3NTQ…</c>.</summary>
    public string Masked(string text) => Secrets().Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)
        .Aggregate(text, (masked, secret) => masked.Replace(secret, secret[..Math.Min(6, secret.Length / 2)] + "…", StringComparison.Ordinal));

    IEnumerable<string> Secrets()
    {
        foreach (var header in RequestHeaders.Where(header => header.Name == "Authorization"))
            yield return header.Value[(header.Value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var form = HttpUtility.ParseQueryString(IsForm ? RequestBody : "");
        foreach (var name in SecretFields)
        {
            if (form[name] is { } sent)
            {
                yield return sent;
                yield return Uri.EscapeDataString(sent);
            }
            if (Text(name) is { } received)
                yield return received;
        }
    }

    /// <summary>For a POSIX shell: in single quotes, which nothing but a single quote ends.</summary>
    public static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
