using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace MetadataApi.Authentication;

/// <summary>Asks ZITADEL about a token (RFC 7662), with the API application's own credentials.</summary>
sealed class IntrospectionClient(HttpClient http, IssuerMetadata issuer, IOptions<ZitadelSettings> zitadel)
{
    /// <returns>The answer's claims, <c>{"active":true,"scope":"…","sub":"…","exp":1800000000,…}</c>, or null when the token is not active.</returns>
    /// <exception cref="IssuerUnavailableException">ZITADEL gave no answer that says something about the token.</exception>
    public async Task<JsonElement?> IntrospectAsync(string token, CancellationToken cancellation)
    {
        var configuration = await issuer.GetAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.IntrospectionEndpoint)
        {
            Content = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials());
        try
        {
            using var response = await http.SendAsync(request, cancellation);

            // ZITADEL answers 400 to a client that it does not know, the standard 401 (RFC 7662 section 2.3).
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
                throw new IssuerUnavailableException(
                    $"ZITADEL refused to introspect a token with status {(int)response.StatusCode}: check Zitadel__ClientId and Zitadel__ClientSecret.");
            response.EnsureSuccessStatusCode();
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            var answer = document.RootElement;
            return answer.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True ? answer.Clone() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException
            || (exception is OperationCanceledException or Polly.ExecutionRejectedException && !cancellation.IsCancellationRequested))
        {
            throw new IssuerUnavailableException("ZITADEL gave no usable answer to an introspection request.", exception);
        }
    }

    /// <summary>RFC 6749 section 2.3.1: both parts are form-urlencoded before they are joined, which most clients forget.</summary>
    string BasicCredentials() => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        WebUtility.UrlEncode(zitadel.Value.ClientId) + ":" + WebUtility.UrlEncode(zitadel.Value.ClientSecret)));
}
