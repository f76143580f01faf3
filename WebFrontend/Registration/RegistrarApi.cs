using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using ServiceDefaults;
using WebFrontend.Authentication;
using WebFrontend.Guide;

namespace WebFrontend.Registration;

/// <summary>ZITADEL's API, called as the service user that may manage users and nothing else.</summary>
sealed class RegistrarApi(
    HttpClient http, OpenIdProvider provider, IOptions<RegistrationSettings> registration, IOptions<ZitadelSettings> zitadel, IMemoryCache cache)
{
    const string TokenKey = "registrar token";

    /// <summary>Sends a request, once more with a new token where ZITADEL does not know the token any more.</summary>
    /// <exception cref="ProviderUnavailableException">There was no answer, or none that can be read.</exception>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        var answer = await SendOnceAsync(method, path, body, cancellation);
        if (answer.Status != HttpStatusCode.Unauthorized)
            return answer;
        cache.Remove(TokenKey);
        return await SendOnceAsync(method, path, body, cancellation);
    }

    async Task<ApiAnswer> SendOnceAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, zitadel.Value.Issuer + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellation));
        return await AnswerAsync(request, cancellation);
    }

    /// <summary>A token for ZITADEL's own API by the grant client_credentials (RFC 6749 section 4.4), kept until a minute before its end.</summary>
    async Task<string> TokenAsync(CancellationToken cancellation)
    {
        if (cache.TryGetValue<string>(TokenKey, out var kept))
            return kept!;

        var configuration = await provider.GetConfigurationAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("scope", "openid urn:zitadel:iam:org:project:id:zitadel:aud"),
            ]),
        };
        var settings = registration.Value;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials.Of(settings.ClientId, settings.ClientSecret));
        var (status, answer) = await AnswerAsync(request, cancellation);
        if (status != HttpStatusCode.OK || Text(answer, "access_token") is not { } token)
        {
            var reason = Text(answer, "error_description") ?? Text(answer, "error");
            throw new ProviderUnavailableException($"ZITADEL answered {(int)status} to the service user '{settings.ClientId}': {reason}");
        }

        var seconds = answer.TryGetProperty("expires_in", out var expiresIn) && expiresIn.TryGetInt32(out var given) ? given : 0;
        if (seconds > 60)
            cache.Set(TokenKey, token, TimeSpan.FromSeconds(seconds - 60));
        return token;
    }

    async Task<ApiAnswer> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(cancellation));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ProviderUnavailableException($"ZITADEL gave no answer to {request.RequestUri!.AbsolutePath}.", exception);
        }
    }

    static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The status, and the JSON.</summary>
readonly record struct ApiAnswer(HttpStatusCode Status, JsonElement Json);
