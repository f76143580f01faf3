using System.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Api;

/// <summary>A server on a free port, with the token of a service user who owns the instance.</summary>
internal sealed class ApiServer : WebApplicationFactory<Program>
{
    public ApiServer()
    {
        UseKestrel(0);
        StartServer();
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new($"http://localhost:{ClientOptions.BaseAddress.Port}") };
        var setup = Store.Current.Users.By(User.ByLoginName, "setup").Single();
        Token = TokenOf(setup.PersonalAccessTokens[0].Id, setup.Id);
    }

    public HttpClient Http { get; }

    public string Token { get; }

    public InstanceStore Store => Services.GetRequiredService<InstanceStore>();

    public string OrganizationId => Store.Current.Instance.DefaultOrganizationId;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup");
        builder.UseSetting("ZITADEL_FIRSTINSTANCE_PATPATH", "");
    }

    /// <summary>Calls a method by its Connect path: <c>user.v2.UserService/GetUserByID</c>.</summary>
    public Task<ApiAnswer> CallAsync(string method, string json = "{}", string? token = null) => SendAsync("POST", "/zitadel." + method, json, token);

    /// <summary>Sends a request to a REST path.</summary>
    public async Task<ApiAnswer> SendAsync(string verb, string path, string? json = null, string? token = null)
    {
        using var request = new HttpRequestMessage(new(verb), new Uri(Http.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Authorization = new("Bearer", token ?? Token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync());
    }

    public async Task<string> AddProjectAsync(string name) =>
        (await CallAsync("project.v2.ProjectService/CreateProject", $$"""{"organizationId":"{{OrganizationId}}","name":"{{name}}"}""")).Text("projectId");

    public async Task<string> AddPersonAsync(string username) => (await SendAsync("POST", "/v2/users/human", $$"""
        {"username":"{{username}}","profile":{"givenName":"Road","familyName":"Runner"},"email":{"email":"{{username}}@acme.example","isVerified":true},
         "password":{"password":"Password1!"} }
        """)).Text("userId");

    /// <summary>A service user with these roles of the organisation (none: no administrator at all), and its personal access token.</summary>
    public async Task<(string Id, string Token)> AddServiceUserAsync(string username, params string[] roles)
    {
        var id = (await CallAsync("user.v2.UserService/CreateUser", $$"""{"organizationId":"{{OrganizationId}}","username":"{{username}}","machine":{"name":"{{username}}"} }""")).Text("id");
        if (roles.Length > 0)
        {
            await CallAsync("internal_permission.v2.InternalPermissionService/CreateAdministrator",
                $$"""{"userId":"{{id}}","resource":{"organizationId":"{{OrganizationId}}" },"roles":["{{string.Join("\",\"", roles)}}"]}""");
        }

        return (id, (await CallAsync("user.v2.UserService/AddPersonalAccessToken", $$"""{"userId":"{{id}}"}""")).Text("token"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Http.Dispose();
    }

    private string TokenOf(string id, string userId) => Services.GetRequiredService<OpaqueTokens>().Write(TokenKind.Personal, $"{id}:{userId}");
}

/// <summary>The answer of a method.</summary>
internal sealed record ApiAnswer(int Status, string ContentType, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The text at a path: <c>details.0.id</c>; empty where there is none.</summary>
    public string Text(string path)
    {
        var node = Json;
        foreach (var part in path.Split('.'))
            node = node is JsonArray list ? int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) is var i && i < list.Count ? list[i] : null : node?[part];
        return node?.ToString() ?? "";
    }

    /// <summary>E.g. <c>404 QUERY-Dfbg2</c>, or only the status where there is no error id.</summary>
    public string Error => $"{Status} {(ContentType.StartsWith("application/json", StringComparison.Ordinal) && Status >= 400 ? Text(Json["details"]?[0]?["debug"] is null ? "details.0.id" : "details.0.debug.id") : "")}".TrimEnd();
}
