using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Stacks;

/// <summary>ZITADEL's API with the token of somebody who owns the instance, for what no page does.</summary>
sealed class ZitadelApi : IDisposable
{
    readonly HttpClient _http;

    public ZitadelApi(Uri issuer, string tokenFile)
    {
        _http = new HttpClient { BaseAddress = issuer, Timeout = TimeSpan.FromSeconds(10) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(tokenFile).Trim());
    }

    /// <summary>Deactivates an application: ZITADEL refuses its client, also when it asks about tokens.</summary>
    public Task DeactivateAsync(string application) => ChangeAsync("DeactivateApplication", application);

    /// <summary>Takes it back.</summary>
    public Task ReactivateAsync(string application) => ChangeAsync("ReactivateApplication", application);

    async Task ChangeAsync(string method, string application)
    {
        var found = await CallAsync("ListApplications", new() { ["filters"] = new JsonArray(new JsonObject { ["nameFilter"] = new JsonObject { ["name"] = application } }) });
        // {"applications":[{"applicationId":"3","projectId":"1","name":"metadata-api",…}]}
        var one = found["applications"]!.AsArray().Single()!;
        await CallAsync(method, new() { ["applicationId"] = (string)one["applicationId"]!, ["projectId"] = (string)one["projectId"]! });
    }

    // Connect's protocol, as the official SDKs speak it: https://connectrpc.com/docs/protocol
    async Task<JsonObject> CallAsync(string method, JsonObject request)
    {
        using var answer = await _http.PostAsJsonAsync($"/zitadel.application.v2.ApplicationService/{method}", request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"ZITADEL answered {method} with {(int)answer.StatusCode}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
