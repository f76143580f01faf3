using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace EndToEnd.Stacks;

/// <summary>What the Aspire dashboard has been told, by its telemetry API.</summary>
sealed class Dashboard : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly HttpClient _http;

    Dashboard(HttpClient http) => _http = http;

    /// <summary>Signs in with the token of the login link (<c>…/login?t=TOKEN</c>); without one the dashboard is taken to be open.</summary>
    public static async Task<Dashboard> SignInAsync(Uri link)
    {
        var http = new HttpClient { BaseAddress = new Uri(link.GetLeftPart(UriPartial.Authority)), Timeout = TimeSpan.FromSeconds(10) };
        if (HttpUtility.ParseQueryString(link.Query)["t"] is { } token)
        {
            using var answer = await http.PostAsJsonAsync("/api/telemetry/validateToken", new { token });
            answer.EnsureSuccessStatusCode();
            var key = (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["apiKey"];
            http.DefaultRequestHeaders.Add("X-API-Key", key);
        }
        return new Dashboard(http);
    }

    /// <summary>The spans of a trace, once <paramref name="complete"/> says that all are there; services export in batches.</summary>
    /// <param name="traceId">32 hexadecimal digits (W3C Trace Context).</param>
    /// <param name="complete">Whether these spans are what is waited for.</param>
    /// <returns>The spans that were there last, complete or not.</returns>
    public async Task<IReadOnlyList<Span>> TraceAsync(string traceId, Func<IReadOnlyList<Span>, bool> complete)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var attempts = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (true)
        {
            var spans = await TraceAsync(traceId);
            if (complete(spans)) return spans;
            try
            {
                await attempts.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return spans;
            }
        }
    }

    async Task<IReadOnlyList<Span>> TraceAsync(string traceId)
    {
        using var answer = await _http.GetAsync($"/api/telemetry/traces/{traceId}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return [];
        answer.EnsureSuccessStatusCode();
        var trace = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        // OTLP as JSON: {"data":{"resourceSpans":[{"resource":{"attributes":[…]},"scopeSpans":[{"spans":[…]}]}]}}
        return
        [
            .. from resource in trace["data"]?["resourceSpans"]?.AsArray() ?? []
               let service = Attribute(resource!["resource"]!, "service.name")
               from scope in resource["scopeSpans"]!.AsArray()
               from span in scope!["spans"]!.AsArray()
               select new Span(service ?? "", (string)span!["name"]!, Attributes(span))
               {
                   TraceId = traceId,
                   Id = (string)span["spanId"]!,
                   ParentId = (string?)span["parentSpanId"] ?? "",
                   Links = [.. (span["links"]?.AsArray() ?? []).Select(link => ((string)link!["traceId"]!, (string)link["spanId"]!))],
               },
        ];
    }

    /// <summary>The span that a link leads to.</summary>
    public async Task<Span> LinkedAsync((string TraceId, string SpanId) link) =>
        (await TraceAsync(link.TraceId, spans => spans.Any(span => span.Id == link.SpanId))).Single(span => span.Id == link.SpanId);

    /// <summary>Everything that the dashboard was told, spans and logs, as it was told.</summary>
    public async Task<string> EverythingAsync() => await AllAsync("spans") + await AllAsync("logs");

    // {"data":{…},"totalCount":812,"returnedCount":812}
    async Task<string> AllAsync(string signal)
    {
        var text = await _http.GetStringAsync($"/api/telemetry/{signal}?limit=100000");
        var answer = JsonNode.Parse(text)!;
        return (int?)answer["returnedCount"] == (int?)answer["totalCount"]
            ? text
            : throw new InvalidOperationException($"The dashboard gave {answer["returnedCount"]} of its {answer["totalCount"]} {signal}.");
    }

    /// <summary>The lines of log of a trace, once <paramref name="complete"/> says that all are there.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string traceId, Func<IReadOnlyList<string>, bool> complete)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var attempts = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (true)
        {
            // {"data":{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"User 3 signed in"},"traceId":"…"}]}]}]}}
            var answer = (await _http.GetFromJsonAsync<JsonObject>($"/api/telemetry/logs?traceId={traceId}"))!;
            string[] lines = [.. from resource in answer["data"]?["resourceLogs"]?.AsArray() ?? []
                                 from scope in resource!["scopeLogs"]!.AsArray()
                                 from record in scope!["logRecords"]!.AsArray()
                                 select (string)record!["body"]!["stringValue"]!];
            if (complete(lines)) return lines;
            try
            {
                await attempts.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return lines;
            }
        }
    }

    static string? Attribute(JsonNode node, string key) => Attributes(node).GetValueOrDefault(key);

    // {"attributes":[{"key":"http.route","value":{"stringValue":"/metadata"}},{"key":"…","value":{"intValue":"200"}}]}
    static Dictionary<string, string> Attributes(JsonNode node) => (node["attributes"]?.AsArray() ?? [])
        .ToDictionary(a => (string)a!["key"]!, a => a!["value"]!.AsObject().FirstOrDefault().Value?.ToString() ?? "");

    public void Dispose() => _http.Dispose();
}

/// <summary>One span of a trace.</summary>
/// <param name="Service">The service that it came from.</param>
/// <param name="Name">Such as <c>GET /metadata</c>.</param>
/// <param name="Attributes">OpenTelemetry's attributes, as text.</param>
sealed record Span(string Service, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    public required string TraceId { get; init; }

    public required string Id { get; init; }

    /// <summary>Empty when it is the first of its trace.</summary>
    public required string ParentId { get; init; }

    /// <summary>The spans that led to it in other traces.</summary>
    public required IReadOnlyList<(string TraceId, string SpanId)> Links { get; init; }
}
