using System.Diagnostics;
using System.Security.Cryptography;
using Wire.Tests.Comparison;
using Wire.Tests.Recordings;

namespace Wire.Tests.Replay;

/// <summary>One run of a recording against one server: variables, browsers, and what the last exchange gave.</summary>
sealed class Session
{
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(200);

    readonly string _issuer;
    readonly string _token;
    readonly HttpClient _http;
    readonly Dictionary<string, Browser> _browsers = [];
    readonly Normaliser _normaliser;
    Variables _variables = new();

    /// <param name="issuer">The server, without a slash at the end.</param>
    /// <param name="token">A personal access token of an instance owner.</param>
    /// <param name="http">Follows no redirect and keeps no cookie: that is what the browsers here are for.</param>
    public Session(string issuer, string token, HttpClient http)
    {
        _issuer = issuer;
        _token = token;
        _http = http;
        _variables["issuer"] = issuer;
        _variables["run"] = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 8);
        _normaliser = new Normaliser(() => _variables, new SigningKeys(http, $"{issuer}/oauth/v2/keys"), TimeProvider.System);
    }

    /// <summary>Makes the exchange, again for as long as it may take ZITADEL to get there, and says how the answer differs from the recorded one.</summary>
    public async Task<Outcome> Run(Exchange exchange)
    {
        var clock = Stopwatch.StartNew();
        using var attempts = new PeriodicTimer(BetweenAttempts);
        while (true)
        {
            var before = _variables.Copy();
            var outcome = await Attempt(exchange);
            if (clock.Elapsed >= exchange.Eventually || !outcome.Differences.Any(d => !d.IsSoft)) return outcome;
            // What a premature answer gave must not be "known" to the next attempt.
            _variables = before;
            await attempts.WaitForNextTickAsync();
        }
    }

    async Task<Outcome> Attempt(Exchange exchange)
    {
        WireResponse response;
        try
        {
            response = await Send(exchange);
        }
        catch (Exception error) when (error is WireException or HttpRequestException or OperationCanceledException)
        {
            return new Outcome(exchange, null, [Difference.NoAnswer(error.Message)], GaveNothing: exchange.Capture.Count > 0);
        }

        var problem = Take(exchange, response);
        var differences = Difference.Between(exchange.Response, _normaliser.Response(response)).ToList();
        if (problem is not null && differences.Count == 0) differences.Add(Difference.NoAnswer(problem));
        return new Outcome(exchange, response, differences, GaveNothing: problem is not null);
    }

    // All that is to be captured, or nothing: the answer is compared either way.
    string? Take(Exchange exchange, WireResponse response)
    {
        var before = _variables.Copy();
        try
        {
            Capture.Into(_variables, exchange, response);
            return null;
        }
        catch (WireException problem)
        {
            _variables = before;
            return problem.Message;
        }
    }

    async Task<WireResponse> Send(Exchange exchange)
    {
        var withToken = _variables.Copy();
        withToken["token"] = _token;
        var request = WireRequest.From(withToken.Fill(exchange.Request)!);
        var browser = request.Agent is null ? null : _browsers.TryGetValue(request.Agent, out var known) ? known : _browsers[request.Agent] = new Browser();

        var (method, address, content) = request.Submit is null
            ? (new HttpMethod(request.Method), Resolve($"{_issuer}/", request.PathAndQuery), request.Content())
            : Submission(request, browser!);
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase);
        if (request.Submit is not null)
        {
            headers.TryAdd("Origin", new Uri(_issuer).GetLeftPart(UriPartial.Authority));
            headers.TryAdd("Referer", browser!.Address!);
        }
        if (request.Auth?.Header is { } authorization) headers["Authorization"] = authorization;

        var response = await Send(browser, method, address, headers, content);
        for (var hop = 0; request.Follow && response.IsRedirect && hop < 10; hop++)
        {
            var target = Resolve(browser?.Address ?? _issuer, response.Location ?? "");
            if (!target.StartsWith($"{_issuer}/", StringComparison.Ordinal)) break;
            response = await Send(browser, HttpMethod.Get, target, [], null);
        }
        return response;
    }

    static (HttpMethod, string, HttpContent?) Submission(WireRequest request, Browser browser)
    {
        var form = browser.Page.Submit(request.Submit!, request.Press);
        return (form.Method, Resolve(browser.Address!, form.Action), WireRequest.FormContent(form.Fields));
    }

    async Task<WireResponse> Send(Browser? browser, HttpMethod method, string address, Dictionary<string, string> headers, HttpContent? content)
    {
        // The path goes out as it is written: what a server makes of `%2F` or `..` is part of what is compared.
        using var request = new HttpRequestMessage(method, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = content;
        headers.TryAdd("Accept", "*/*");
        headers.TryAdd("Accept-Language", "en");
        headers.TryAdd("User-Agent", "ZitadelAspire Wire.Tests");
        if (browser?.Cookie is { } cookie) headers["Cookie"] = cookie;
        foreach (var (name, value) in headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, value)) continue;
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var message = await _http.SendAsync(request);
        var response = await WireResponse.From(message);
        browser?.Take(address, response);
        return response;
    }

    static string Resolve(string from, string reference)
    {
        if (reference == "") return from;
        if (reference.StartsWith('/') && !reference.StartsWith("//", StringComparison.Ordinal)) return new Uri(from).GetLeftPart(UriPartial.Authority) + reference;
        return Uri.TryCreate(reference, UriKind.Absolute, out _) ? reference : new Uri(new Uri(from), reference).AbsoluteUri;
    }
}

/// <summary>What became of an exchange.</summary>
/// <param name="Exchange">What was to be made.</param>
/// <param name="Response">The last answer, or null when there was none.</param>
/// <param name="Differences">Where it is not ZITADEL's.</param>
/// <param name="GaveNothing">The answer held nothing of what later exchanges go on with.</param>
sealed record Outcome(Exchange Exchange, WireResponse? Response, IReadOnlyList<Difference> Differences, bool GaveNothing)
{
    public static Outcome NotMade(Exchange exchange, string broken) =>
        new(exchange, null, [Difference.NoAnswer($"not made: '{broken}' gave nothing to go on with")], GaveNothing: false);
}
