using System.Net.Http.Headers;
using System.Text.Json;
using WebFrontend.Regions;

namespace WebFrontend.Metadata;

/// <summary>MetadataApi of a region, called with the user's access token.</summary>
sealed partial class MetadataApiClient(HttpClient http, ILogger<MetadataApiClient> logger)
{
    public async Task<SourceReading> GetMetadataAsync(string region, string accessToken, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(MetadataApiRegions.AddressOf(region), "/metadata"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                var problem = await ReadProblemAsync(response, cancellation);
                LogRefused(logger, (int)response.StatusCode, problem);
                return SourceReading.Unavailable($"MetadataApi answered {(int)response.StatusCode}. {problem}".TrimEnd());
            }
            var answer = await response.Content.ReadFromJsonAsync<MetadataResponse>(cancellation);
            return new(answer!.Entries.ToDictionary(entry => entry.Key, entry => new MetadataCell(entry.Raw, entry.Value), StringComparer.Ordinal));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogUnavailable(logger, exception);
            return SourceReading.Unavailable("MetadataApi does not answer. Look at its state in the Aspire dashboard, then load this page again.");
        }
    }

    /// <summary>The detail of problem details (RFC 9457).</summary>
    static async Task<string?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
    }

    [LoggerMessage(1101, LogLevel.Warning, "MetadataApi answered {Status}: {Problem}")]
    static partial void LogRefused(ILogger logger, int status, string? problem);

    [LoggerMessage(1102, LogLevel.Warning, "MetadataApi could not be asked")]
    static partial void LogUnavailable(ILogger logger, Exception exception);

    sealed record MetadataResponse(IReadOnlyList<MetadataEntry> Entries);

    sealed record MetadataEntry(string Key, string Raw, string? Value);
}
