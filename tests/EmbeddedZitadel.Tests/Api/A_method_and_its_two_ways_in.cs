using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EmbeddedZitadel.Tests.Api;

/// <summary>REST and Connect are two ways to the same method: same answer, each with its own shape of error.</summary>
internal sealed class A_method_and_its_two_ways_in
{
    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Answers_the_same_by_REST_and_by_Connect()
    {
        var id = await _server.AddPersonAsync("two.ways");

        var rest = await _server.SendAsync("GET", $"/v2/users/{id}");
        var connect = await _server.CallAsync("user.v2.UserService/GetUserByID", $$"""{"userId":"{{id}}"}""");

        Assert.That(rest.Text("user.username"), Is.EqualTo("two.ways"));
        Assert.That(connect.Body, Is.EqualTo(rest.Body));
    }

    [Test]
    public async Task Has_a_number_for_an_error_in_REST_and_a_name_in_Connect()
    {
        var rest = await _server.SendAsync("GET", "/v2/users/123456789012345678");
        var connect = await _server.CallAsync("user.v2.UserService/GetUserByID", """{"userId":"123456789012345678"}""");

        Assert.Multiple(() =>
        {
            Assert.That(rest.Error, Is.EqualTo("404 QUERY-Dfbg2"));
            Assert.That(rest.Text("code"), Is.EqualTo("5"));
            Assert.That(rest.Text("details.0.@type"), Is.EqualTo("type.googleapis.com/zitadel.v1.ErrorDetail"));
            Assert.That(connect.Error, Is.EqualTo("404 QUERY-Dfbg2"));
            Assert.That(connect.Text("code"), Is.EqualTo("not_found"));
            Assert.That(connect.Text("message"), Is.EqualTo(rest.Text("message")));
        });
    }

    [Test]
    public async Task Carries_the_details_of_a_Connect_error_in_protocol_buffers_too()
    {
        var error = await _server.CallAsync("user.v2.UserService/GetUserByID", """{"userId":"123456789012345678"}""");

        var value = error.Text("details.0.value");
        var message = Convert.FromBase64String(value + new string('=', -value.Length & 3));
        // field 1, length-delimited, 11 bytes: the id; then field 2, the message
        Assert.That(message.AsSpan(0, 2).ToArray(), Is.EqualTo(new byte[] { 0x0a, 11 }));
        Assert.That(System.Text.Encoding.UTF8.GetString(message, 2, 11), Is.EqualTo("QUERY-Dfbg2"));
        Assert.That(System.Text.Encoding.UTF8.GetString(message, 15, message.Length - 15), Is.EqualTo(error.Text("details.0.debug.message")));
    }

    [TestCase("GET", "/zitadel.user.v2.UserService/GetUserByID", 405, "")]
    [TestCase("POST", "/zitadel.user.v2.UserService/Banana", 404, "text/plain; charset=utf-8")]
    [TestCase("POST", "/zitadel.banana.v2.BananaService/Peel", 404, "application/json")]
    [TestCase("GET", "/v2/bananas", 404, "application/json")]
    [TestCase("GET", "/v2/users/", 404, "application/json")]
    [TestCase("PATCH", "/management/v1/orgs/me", 405, "application/json")]
    [TestCase("HEAD", "/management/v1/orgs/me", 405, "application/json")]
    [TestCase("GET", "/v2/web_keys", 404, "application/json")]
    [TestCase("GET", "/v2beta/projects", 404, "application/json")]
    public async Task Is_not_found_where_it_is_not(string verb, string path, int status, string contentType)
    {
        var answer = await _server.SendAsync(verb, path);

        Assert.That((answer.Status, answer.ContentType), Is.EqualTo((status, contentType)));
    }

    [TestCase("text/plain")]
    [TestCase("application/connect+json")]
    [TestCase("application/proto")]
    public async Task Wants_JSON_at_its_Connect_path(string contentType)
    {
        using var content = new StringContent("{}");
        content.Headers.ContentType = new(contentType);
        using var response = await _server.Http.PostAsync("/zitadel.project.v2.ProjectService/ListProjects", content);

        Assert.That((int)response.StatusCode, Is.EqualTo(415));
        Assert.That(response.Headers.GetValues("Accept-Post"), Is.Not.Empty);
    }

    [Test]
    public async Task Says_that_it_is_not_here_when_ZITADEL_has_it_and_EmbeddedZitadel_has_not()
    {
        var methods = _server.Services.GetRequiredService<ApiDefinition>().Methods;
        var served = _server.Services.GetRequiredService<EmbeddedZitadel.Api.ApiMethods>();
        var missing = methods.Where(method => served.Find(method.FullName) is null && method.Name != "Healthz").ToList();

        Assert.That(missing, Has.Count.GreaterThan(300));
        foreach (var method in missing)
        {
            if (method.Rest is { } rest)
                await IsNotHere(method, await _server.SendAsync(rest.Verb, System.Text.RegularExpressions.Regex.Replace(rest.Template, @"\{[^}]*\}", "x")));
            if (!method.IsV1)
                await IsNotHere(method, await _server.SendAsync("POST", "/" + method.FullName, "{}"));
        }

        static Task IsNotHere(MethodDefinition method, ApiAnswer answer)
        {
            Assert.That(answer.Status, Is.EqualTo(501), method.FullName);
            Assert.That(answer.Text("code"), Is.EqualTo("12").Or.EqualTo("unimplemented"));
            Assert.That(answer.Text("message"), Does.Contain("zitadel.").And.Contain("EmbeddedZitadel"));
            return Task.CompletedTask;
        }
    }

    [Test]
    public void Is_named_in_the_log_once_when_it_is_not_here()
    {
        var log = new Warnings();
        var services = _server.Services;
        var dispatcher = new ApiDispatcher(
            services.GetRequiredService<ApiMethods>(), services.GetRequiredService<ApiCallers>(), services.GetRequiredService<MessageLimits>(), log);
        var method = services.GetRequiredService<ApiDefinition>().Methods.Single(one => one.FullName == "zitadel.user.v2.UserService/RegisterTOTP");

        Assert.That(() => dispatcher.Find(method), Throws.TypeOf<ZitadelError>());
        Assert.That(() => dispatcher.Find(method), Throws.TypeOf<ZitadelError>());

        Assert.That(log.Texts, Has.Count.EqualTo(1));
        Assert.That(log.Texts[0], Does.StartWith("zitadel.user.v2.UserService/RegisterTOTP was called"));
    }

    [Test]
    public async Task Takes_the_slashes_of_the_last_part_of_a_path_where_ZITADEL_does()
    {
        var project = await _server.AddProjectAsync("Slashes");
        await _server.CallAsync("project.v2.ProjectService/AddProjectRole", $$"""{"projectId":"{{project}}","roleKey":"a/b","displayName":"Slash"}""");

        var renamed = await _server.SendAsync("PUT", $"/management/v1/projects/{project}/roles/a/b", """{"displayName":"Renamed"}""");

        Assert.That(renamed.Status, Is.EqualTo(200), renamed.Body);
    }

    private sealed class Warnings : ILogger<ApiDispatcher>
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                Texts.Add(formatter(state, exception));
        }
    }
}
