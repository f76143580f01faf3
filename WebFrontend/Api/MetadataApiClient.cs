using System.Net.Http.Headers;
using System.Text.Json;

namespace WebFrontend.Api;

/// <summary>MetadataApi of a region, called with the user's access token.</summary>
sealed partial class MetadataApiClient(HttpClient http, ILogger<MetadataApiClient> logger)
{
    public Task<ApiAnswer<MetadataResponse>> GetMetadataAsync(string region, string accessToken, CancellationToken cancellation) =>
        SendAsync<MetadataResponse>(HttpMethod.Get, region, "/metadata", accessToken, content: null, cancellation);

    public Task<ApiAnswer<ContractResponse>> GetContractAsync(string region, string accessToken, CancellationToken cancellation) =>
        SendAsync<ContractResponse>(HttpMethod.Get, region, "/contract", accessToken, content: null, cancellation);

    public Task<ApiAnswer<object>> SaveNoteAsync(string region, string accessToken, string note, CancellationToken cancellation) =>
        SendAsync<object>(HttpMethod.Put, region, "/contract/note", accessToken, JsonContent.Create(new { note }), cancellation);

    async Task<ApiAnswer<T>> SendAsync<T>(
        HttpMethod method, string region, string path, string accessToken, HttpContent? content, CancellationToken cancellation) where T : class
    {
        using var request = new HttpRequestMessage(method, new Uri(MetadataApiRegions.AddressOf(region), path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var answeredBy = response.Headers.TryGetValues("Region", out var regions) ? regions.First() : null;
            if (!response.IsSuccessStatusCode)
            {
                var problem = await ReadProblemAsync(response, cancellation);
                LogRefused(logger, region, (int)response.StatusCode, problem.Detail);
                return new(null, problem, answeredBy);
            }
            var value = response.Content.Headers.ContentLength is 0 ? null : await response.Content.ReadFromJsonAsync<T>(cancellation);
            return new(value, null, answeredBy);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogUnavailable(logger, region, exception);
            return new(null, new(Status: null, "MetadataApi does not answer",
                "MetadataApi does not answer. Look at its state in the Aspire dashboard, then load this page again."), null);
        }
    }

    /// <summary>Problem details (RFC 9457).</summary>
    static async Task<ApiProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var (status, title, detail) = ((int)response.StatusCode, $"MetadataApi answered {(int)response.StatusCode}", "");
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return new(status, title, detail);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return new(status,
            problem.TryGetProperty("title", out var given) && given.GetString() is { } text ? text : title,
            problem.TryGetProperty("detail", out var more) && more.GetString() is { } sentence ? sentence : detail);
    }

    [LoggerMessage(1101, LogLevel.Warning, "MetadataApi of {Region} answered {Status}: {Problem}")]
    static partial void LogRefused(ILogger logger, string region, int status, string problem);

    [LoggerMessage(1102, LogLevel.Warning, "MetadataApi of {Region} could not be asked")]
    static partial void LogUnavailable(ILogger logger, string region, Exception exception);
}

/// <summary>What MetadataApi says.</summary>
/// <param name="Value">The answer; null when refused, and where an answer has no content.</param>
/// <param name="Problem">Why there is none; null when all is well.</param>
/// <param name="AnsweredBy">The region that the answer comes from, as it says itself; null when there is no answer, or it does not say.</param>
sealed record ApiAnswer<T>(T? Value, ApiProblem? Problem, string? AnsweredBy);

/// <summary>A refusal, in words for people.</summary>
/// <param name="Status">The status; null when MetadataApi could not be reached.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Detail">In a sentence.</param>
sealed record ApiProblem(int? Status, string Title, string Detail);

sealed record MetadataResponse(IReadOnlyList<MetadataResponse.Entry> Entries)
{
    public sealed record Entry(string Key, string Raw, string? Value);
}

sealed record ContractResponse(string Number, string Product, DateOnly Since, string Note);
