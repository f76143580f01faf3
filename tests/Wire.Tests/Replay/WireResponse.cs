using System.Net;
using System.Text;

namespace Wire.Tests.Replay;

/// <summary>An answer as it came: status, headers in lower case (of several with one name the last), body.</summary>
sealed record WireResponse(int Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies, string Text)
{
    public string ContentType => Headers.GetValueOrDefault("content-type", "");

    public bool IsHtml => ContentType.Contains("text/html", StringComparison.Ordinal);

    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    public string? Location => Headers.GetValueOrDefault("location");

    public static async Task<WireResponse> From(HttpResponseMessage response)
    {
        // Without validation: the headers are to be compared as they stand on the wire.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToList();
        return new WireResponse(
            (int)response.StatusCode,
            headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.Last()),
            [.. headers.Where(h => h.Key.Equals("set-cookie", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value)],
            Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    public override string ToString() => $"{Status} {(HttpStatusCode)Status} {Text}";
}
