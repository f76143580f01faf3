using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WebFrontend.Authentication;

/// <summary>What WebFrontend asks ZITADEL apart from the sign-in itself: refresh, revocation, userinfo.</summary>
sealed class OpenIdProvider(HttpClient http, IOptionsMonitor<OpenIdConnectOptions> options)
{
    OpenIdConnectOptions Options => options.Get(OpenIdConnectDefaults.AuthenticationScheme);

    /// <summary>The discovery document.</summary>
    /// <exception cref="ProviderUnavailableException">ZITADEL does not answer.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancellation = default)
    {
        try
        {
            return await Options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException exception)
        {
            throw new ProviderUnavailableException("ZITADEL's discovery document cannot be read.", exception);
        }
    }

    /// <summary>A refresh token for new tokens (RFC 6749 section 6).</summary>
    /// <returns>Null when ZITADEL refuses: the session is over there.</returns>
    /// <exception cref="ProviderUnavailableException">ZITADEL gave no answer to it.</exception>
    public async Task<RefreshedTokens?> RefreshAsync(string refreshToken, ClaimsPrincipal user)
    {
        var configuration = await GetConfigurationAsync();
        using var response = await PostAsync(configuration.TokenEndpoint,
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });

        // ZITADEL refuses with 400 invalid_request where the standard has invalid_grant (https://github.com/zitadel/zitadel/issues/11892).
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            return null;
        var tokens = await ReadAsync(response);
        var idToken = Text(tokens, "id_token");
        if (idToken is not null && !await IsOfAsync(user, idToken, configuration))
            return null;
        return new(
            Text(tokens, "access_token") ?? throw new ProviderUnavailableException("ZITADEL's token response has no access token."),
            Text(tokens, "refresh_token"), idToken,
            tokens.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var expiresIn) ? expiresIn : 0);
    }

    /// <summary>Ends a refresh token (RFC 7009), which ZITADEL's sign-out leaves alive.</summary>
    public async Task RevokeRefreshTokenAsync(string refreshToken)
    {
        var configuration = await GetConfigurationAsync();
        using var response = await PostAsync(configuration.RevocationEndpoint, new() { ["token"] = refreshToken, ["token_type_hint"] = "refresh_token" });
        if (!response.IsSuccessStatusCode)
            throw new ProviderUnavailableException($"ZITADEL answered {(int)response.StatusCode} to a revocation.");
    }

    /// <summary>The user's claims as ZITADEL has them now.</summary>
    /// <returns>Null when the access token is not valid any more.</returns>
    /// <exception cref="ProviderUnavailableException">ZITADEL gave no answer to it.</exception>
    public async Task<JsonElement?> GetUserInfoAsync(string accessToken, string subject, CancellationToken cancellation)
    {
        var configuration = await GetConfigurationAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, configuration.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return null;
        var userInfo = await ReadAsync(response);

        // OpenID Connect Core section 5.3.2: an answer about somebody else must not be used.
        return Text(userInfo, "sub") == subject ? userInfo : throw new ProviderUnavailableException("ZITADEL's userinfo is about another user.");
    }

    /// <summary>OpenID Connect Core section 12.2: the ID token of a refresh is of the same issuer, for the same user and for us.</summary>
    async Task<bool> IsOfAsync(ClaimsPrincipal user, string idToken, OpenIdConnectConfiguration configuration)
    {
        var parameters = Options.TokenValidationParameters.Clone();
        parameters.ValidAudience = Options.ClientId;
        parameters.IssuerSigningKeys = configuration.SigningKeys;
        var result = await Options.TokenHandler.ValidateTokenAsync(idToken, parameters);
        return result.IsValid && ((JsonWebToken)result.SecurityToken).Subject == user.FindFirstValue("sub");
    }

    Task<HttpResponseMessage> PostAsync(string endpoint, Dictionary<string, string> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };

        // RFC 6749 section 2.3.1: both parts are form-urlencoded before they are joined.
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(
            WebUtility.UrlEncode(Options.ClientId) + ":" + WebUtility.UrlEncode(Options.ClientSecret))));
        return SendAsync(request, CancellationToken.None);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ProviderUnavailableException("ZITADEL does not answer.", exception);
        }
    }

    static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new ProviderUnavailableException($"ZITADEL answered {(int)response.StatusCode}.");
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (JsonException exception)
        {
            throw new ProviderUnavailableException("ZITADEL answered with something else than JSON.", exception);
        }
    }

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A successful answer to a refresh.</summary>
/// <param name="AccessToken">The new access token; the one before is dead.</param>
/// <param name="RefreshToken">The new refresh token; null when the one before stays.</param>
/// <param name="IdToken">A new ID token, validated.</param>
/// <param name="ExpiresIn">The access token's lifetime in seconds.</param>
sealed record RefreshedTokens(string AccessToken, string? RefreshToken, string? IdToken, long ExpiresIn);

/// <summary>ZITADEL cannot be asked, which is nobody's fault at this side of the page.</summary>
sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
