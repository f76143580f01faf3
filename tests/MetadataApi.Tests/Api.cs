using System.Net.Http.Headers;
using System.Net.Http.Json;
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
    readonly TestDatabase _ownDatabase = TestDatabase.Create();

    public Api(Issuer issuer, TimeProvider? time = null, Dictionary<string, string>? settings = null)
    {
        (_issuer, _time, _settings) = (issuer, time, settings ?? []);
        Client = CreateClient();
    }

    public HttpClient Client { get; }

    public Task<Answer> GetAsync(string? token, string path = "/metadata", string scheme = "Bearer") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token, scheme);

    /// <param name="token">The access token.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">JSON as text, or what becomes JSON.</param>
    public Task<Answer> PutAsync(string? token, string path, object body) => SendAsync(new HttpRequestMessage(HttpMethod.Put, path)
    {
        Content = body is string text ? new StringContent(text, new MediaTypeHeaderValue("application/json")) : JsonContent.Create(body),
    }, token, "Bearer");

    async Task<Answer> SendAsync(HttpRequestMessage request, string? token, string scheme)
    {
        using var sent = request;
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Headers.WwwAuthenticate.ToString(), response.Content.Headers.ContentType?.MediaType,
            body.StartsWith('{') ? JsonElement.Parse(body) : default, response.Headers.CacheControl?.ToString(),
            response.Headers.TryGetValues("Region", out var regions) ? string.Join(", ", regions) : null);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ownDatabase.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        var settings = new Dictionary<string, string>
        {
            ["Zitadel:Issuer"] = _issuer.Address, ["Zitadel:ClientId"] = Issuer.ClientId, ["Zitadel:ClientSecret"] = Issuer.ClientSecret, ["Zitadel:ProjectId"] = Issuer.ProjectId,
            ["ConnectionStrings:contracts"] = _ownDatabase.ConnectionString,
        };
        foreach (var (key, value) in settings.Concat(_settings))
            builder.UseSetting(key, value);
        if (_time is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }

    public sealed record Answer(int Status, string WwwAuthenticate, string? ContentType, JsonElement Body, string? CacheControl, string? Region)
    {
        public string? Detail => Body.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        public string? Text(string name) => Body.GetProperty(name).GetString();
        public string Entries => string.Join(", ", Body.GetProperty("entries").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("key")}={entry.GetProperty("value")} ({entry.GetProperty("raw")}, {entry.GetProperty("kind")})"));
    }
}
