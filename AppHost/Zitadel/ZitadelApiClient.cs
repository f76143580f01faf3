using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZitadelSetup;

namespace AppHost.Zitadel;

/// <summary>Calls ZITADEL's v2 services as its SDKs do: <c>POST /zitadel.user.v2.UserService/ListUsers</c> with JSON.</summary>
sealed class ZitadelApiClient : IDisposable
{
    readonly HttpClient http;
    readonly CancellationToken cancellationToken;

    ZitadelApiClient(string issuer, string token, CancellationToken cancellationToken)
    {
        http = new HttpClient { BaseAddress = new Uri(issuer), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Calls as the user of the set-up.</summary>
    public static async Task<ZitadelApiClient> ConnectAsync(ZitadelConnection connection, CancellationToken cancellationToken) =>
        new(connection.Issuer, (await File.ReadAllTextAsync(connection.TokenFile!, cancellationToken)).Trim(), cancellationToken);

    /// <param name="method">For example <c>user.v2.UserService/ListUsers</c>.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="ZitadelApiException">ZITADEL refused; with its message.</exception>
    public async Task<JsonObject> CallAsync(string method, JsonObject request)
    {
        try
        {
            using var response = await http.PostAsJsonAsync($"/zitadel.{method}", request, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken) ?? [];
            // {"code":"not_found","message":"User could not be found (QUERY-…)","details":[…]}
            return response.IsSuccessStatusCode ? answer : throw new ZitadelApiException($"{method}: {answer["message"]}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ZitadelApiException($"{method}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}

/// <summary>ZITADEL refused, or could not be reached; the message is for people.</summary>
sealed class ZitadelApiException(string message) : Exception(message);
