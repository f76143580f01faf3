using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace ZitadelSetup.Api;

/// <summary>Sends one request to ZITADEL, and sends it again while ZITADEL is not ready or the connection breaks.</summary>
sealed class ZitadelTransport : IDisposable
{
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    readonly HttpClient http;
    readonly string issuer;
    readonly string token;
    readonly SetupOptions options;
    readonly ILogger logger;
    readonly TimeProvider time;

    public ZitadelTransport(string issuer, string token, SetupOptions options, ILogger logger, TimeProvider time)
    {
        (this.issuer, this.token, this.options, this.logger, this.time) = (issuer, token, options, logger, time);
        // No redirects: they would carry the token to another address.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = options.RequestTimeout };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Calls a method and reads its answer.</summary>
    /// <exception cref="ZitadelRefusal">ZITADEL said no.</exception>
    /// <exception cref="ZitadelSetupException">ZITADEL couldn't be reached in time, is too old, or this is no ZITADEL.</exception>
    public async Task<T> CallAsync<T>(ZitadelMethod method, JsonObject? request, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        var body = await SendUntilAnsweredAsync(method, request?.ToJsonString(), cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, answer) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ZitadelSetupException($"{issuer} answered {method.Path} with JSON that is not as ZITADEL's API definition says: {e.Message}", e);
        }
    }

    async Task<string> SendUntilAnsweredAsync(ZitadelMethod method, string? json, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var delay = FirstDelay;
        var cut = false;
        while (true)
        {
            var attempt = await SendOnceAsync(method, json, cut, cancellationToken);
            if (attempt.Body is { } body)
                return body;

            cut |= attempt.MayBeDone;
            var waited = time.GetElapsedTime(started);
            if (attempt.Refusal is { } refusal && waited > options.ConsistencyTimeout)
                throw refusal;
            if (waited > options.Patience)
                throw new ZitadelSetupException($"{issuer} was not ready within {options.Patience.TotalSeconds:0} s: {attempt.Trouble} ({method.Path}).");
            if (delay == FirstDelay)
                logger.WaitingFor(issuer, attempt.Trouble);
            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    async Task<Attempt> SendOnceAsync(ZitadelMethod method, string? json, bool cut, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method.Verb, issuer + method.Path);
            if (method != ZitadelMethod.GetDiscovery)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (json is not null)
                request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, cancellationToken);
            return Judge(method, response, await response.Content.ReadAsStringAsync(cancellationToken), cut);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            // A name that isn't known and a certificate that isn't trusted stay that way.
            throw new ZitadelSetupException($"{issuer} can't be reached: {e.Message}", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return Attempt.Failed($"no connection ({e.Message})", mayBeDone: false);
        }
        catch (HttpRequestException e)
        {
            return Attempt.Failed($"the connection broke ({e.Message})", mayBeDone: true);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt.Failed($"no answer within {options.RequestTimeout.TotalSeconds:0} s", mayBeDone: true);
        }
    }

    Attempt Judge(ZitadelMethod method, HttpResponseMessage response, string body, bool cut)
    {
        var status = (int)response.StatusCode;
        // 503 is ZITADEL's own "connection error" of its first second; 502 and 504 are a proxy's, and what stands behind it may have done its work.
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            return Attempt.Failed($"it answers {status}", mayBeDone: false);
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
            return Attempt.Failed($"it answers {status}", mayBeDone: true);

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var error = mediaType == "application/json" ? ErrorAnswer.Parse(body) : null;
        if (response.IsSuccessStatusCode && mediaType == "application/json")
            return new Attempt(body, null, "", false);
        if (response.StatusCode == HttpStatusCode.NotFound
            && (method == ZitadelMethod.GetDiscovery || mediaType == "text/plain" || error is { IsUnknownPath: true }))
            throw NoSuchPath(method);
        if (error is not { } refused)
            throw NoZitadel(method, response, mediaType);

        var refusal = new ZitadelRefusal(method, status, refused.Code, refused.Message, cut);
        // ZITADEL: for about a second after readiness a member's rights are not known yet, 404 "membership not found".
        return refusal.NotFound && method.IsSearch ? new Attempt(null, refusal, refusal.Message, false) : throw refusal;
    }

    // ZITADEL: an unknown method of a known service is text "404 page not found", an unknown service the gateway's JSON without details.
    ZitadelSetupException NoSuchPath(ZitadelMethod method)
    {
        if (method == ZitadelMethod.GetDiscovery)
            return new($"{issuer}{method.Path} does not exist: is {issuer} the issuer of a ZITADEL? ZITADEL answers only to its own host name, in lower case.");
        if (method == ZitadelMethod.GetMyOrganization)
            return new($"{issuer} has several organisations, and no {method.Path} that says which is the token's: name it (--organization on the command line).");
        return new($"This ZITADEL is too old: it has no {method.Path}; v4.6 or newer is needed.");
    }

    ZitadelSetupException NoZitadel(ZitadelMethod method, HttpResponseMessage response, string? mediaType) => new(
        response.Headers.Location is { } location
            ? $"{issuer} redirects {method.Path} to {location}: the issuer has to be exactly as ZITADEL's discovery document has it."
            : $"{issuer} answered {(int)response.StatusCode} to {method.Path} with {mediaType ?? "nothing"} instead of JSON: "
                + "is it the issuer of a ZITADEL, and is there a proxy or a sign-in page in between?");

    public void Dispose() => http.Dispose();

    /// <param name="Body">The answer, or null.</param>
    /// <param name="Refusal">A refusal that may pass by itself.</param>
    /// <param name="Trouble">Why it has to be tried again.</param>
    /// <param name="MayBeDone">Nobody knows whether ZITADEL did what was asked.</param>
    sealed record Attempt(string? Body, ZitadelRefusal? Refusal, string Trouble, bool MayBeDone)
    {
        public static Attempt Failed(string trouble, bool mayBeDone) => new(null, null, trouble, mayBeDone);
    }
}
