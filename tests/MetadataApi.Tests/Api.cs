using System.Net.Http.Headers;
using System.Text.Json;
using MetadataApi.Metadata;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MetadataApi.Tests;

/// <summary>MetadataApi in this process, trusting an issuer.</summary>
sealed class Api : WebApplicationFactory<MetadataResponse>
{
    readonly Issuer _issuer;
    readonly TimeProvider? _time;
    readonly Dictionary<string, string> _settings;

    public Api(Issuer issuer, TimeProvider? time = null, Dictionary<string, string>? settings = null)
    {
        (_issuer, _time, _settings) = (issuer, time, settings ?? []);
        Client = CreateClient();
    }

    public HttpClient Client { get; }

    public async Task<Answer> GetAsync(string? token, string path = "/metadata", string scheme = "Bearer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Headers.WwwAuthenticate.ToString(), response.Content.Headers.ContentType?.MediaType,
            body.StartsWith('{') ? JsonElement.Parse(body) : default, response.Headers.CacheControl?.ToString());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        var settings = new Dictionary<string, string>
        {
            ["Zitadel:Issuer"] = _issuer.Address, ["Zitadel:ClientId"] = Issuer.ClientId, ["Zitadel:ClientSecret"] = Issuer.ClientSecret, ["Zitadel:ProjectId"] = Issuer.ProjectId,
        };
        foreach (var (key, value) in settings.Concat(_settings))
            builder.UseSetting(key, value);
        if (_time is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }

    public sealed record Answer(int Status, string WwwAuthenticate, string? ContentType, JsonElement Body, string? CacheControl)
    {
        public string? Detail => Body.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        public string Entries => string.Join(", ", Body.GetProperty("entries").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("key")}={entry.GetProperty("value")} ({entry.GetProperty("raw")}, {entry.GetProperty("kind")})"));
    }
}
