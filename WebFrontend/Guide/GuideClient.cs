using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using WebFrontend.Authentication;

namespace WebFrontend.Guide;

/// <summary>Sends the guide's requests as the guide writes them, and keeps what was said.</summary>
sealed class GuideClient(HttpClient http, OpenIdProvider provider, GuideApplications applications)
{
    static readonly string[] ShownResponseHeaders = ["Content-Type", "Cache-Control", "WWW-Authenticate"];

    public Task<OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken cancellation) => provider.GetConfigurationAsync(cancellation);

    /// <summary>The guide's token request.</summary>
    public async Task<HttpExchange> ExchangeCodeAsync(GuideRun run, CancellationToken cancellation)
    {
        List<(string, string)> form = [("grant_type", "authorization_code"), ("code", run.Code!), ("redirect_uri", run.RedirectUri)];
        if (run.Verifier is not null)
            form.Add(("code_verifier", run.Verifier));
        return await PostAsync((await ConfigurationAsync(cancellation)).TokenEndpoint, run.Application, form, cancellation);
    }

    /// <summary>The guide's userinfo request.</summary>
    public async Task<HttpExchange> UserInfoAsync(string accessToken, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, (await ConfigurationAsync(cancellation)).UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await SendAsync(request, "", cancellation);
    }

    /// <summary>What ZITADEL says of a token (RFC 7662), asked as one of the guide's applications.</summary>
    public async Task<HttpExchange> IntrospectAsync(string application, string token, CancellationToken cancellation) =>
        await PostAsync((await ConfigurationAsync(cancellation)).IntrospectionEndpoint, application, [("token", token)], cancellation);

    /// <summary>A request to ZITADEL's API with the user's own token, which needs the API in its audience.</summary>
    public async Task<HttpExchange> CallApiAsync(string path, string json, string accessToken, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, (await ConfigurationAsync(cancellation)).Issuer + path)
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await SendAsync(request, json, cancellation);
    }

    Task<HttpExchange> PostAsync(string endpoint, string application, IEnumerable<(string Name, string Value)> form, CancellationToken cancellation)
    {
        var client = applications.Find(application)!;
        var body = string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(body, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials.Of(client.ClientId, client.ClientSecret));
        return SendAsync(request, body, cancellation);
    }

    async Task<HttpExchange> SendAsync(HttpRequestMessage request, string body, CancellationToken cancellation)
    {
        try
        {
            using var sent = request;
            using var response = await http.SendAsync(request, cancellation);
            return new HttpExchange(
                request.Method.Method, request.RequestUri!.AbsoluteUri, Headers(request.Headers, request.Content?.Headers, _ => true), body,
                (int)response.StatusCode, Headers(response.Headers, response.Content.Headers, ShownResponseHeaders.Contains),
                await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ProviderUnavailableException("ZITADEL does not answer.", exception);
        }
    }

    // traceparent belongs to telemetry; Content-Length is curl's own affair.
    static IReadOnlyList<HttpHeader> Headers(HttpHeaders headers, HttpContentHeaders? content, Func<string, bool> shown) =>
        [.. headers.Concat((IEnumerable<KeyValuePair<string, IEnumerable<string>>>?)content ?? []).Where(header => shown(header.Key) && header.Key is not ("traceparent" or "Content-Length"))
            .Select(header => new HttpHeader(header.Key, string.Join(", ", header.Value)))];
}
