using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZitadelSetup.Tests.Scripted;

/// <summary>
/// Answers as the recorded ZITADEL v4 does where the set-up calls it, and misbehaves where a test says so: it is slow to show what was written, refuses,
/// breaks connections. The shapes of its answers are those of the recording.
/// </summary>
sealed class ScriptedZitadel : IAsyncDisposable
{
    public const string Token = "the-token";
    public const string OrganizationId = "299000000000000001";

    readonly WebApplication app;
    readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> scripts = new();
    readonly ConcurrentQueue<Call> calls = new();
    readonly Lock gate = new();
    int cancelAt;
    CancellationTokenSource? cancel;

    ScriptedZitadel(WebApplication app) => this.app = app;

    public string Issuer { get; private set; } = "";

    /// <summary>What ZITADEL contains.</summary>
    public ScriptedState State { get; } = new();

    /// <summary>All calls that arrived, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. calls];

    public IEnumerable<Call> Writes => Calls.Where(call => !call.Method.StartsWith("List", StringComparison.Ordinal) && call.Body is not null);

    public static async Task<ScriptedZitadel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var zitadel = new ScriptedZitadel(app);
        app.Run(zitadel.AnswerAsync);
        await app.StartAsync();
        zitadel.Issuer = app.Urls.Single();
        return zitadel;
    }

    /// <summary>The next answers of a method, instead of its own; afterwards it behaves again.</summary>
    public void Next(string method, params Answer[] answers)
    {
        foreach (var answer in answers)
            scripts.GetOrAdd(method, _ => new()).Enqueue(answer);
    }

    /// <summary>The same unusual answer, however often it is asked.</summary>
    public void Always(string method, Answer answer) => Next(method, [.. Enumerable.Repeat(answer, 1000)]);

    /// <summary>Cancels at a call, counted from 1, after ZITADEL has done it and before its answer arrives.</summary>
    public void CancelAt(int call, CancellationTokenSource source) => (cancelAt, cancel) = (call, source);

    async Task AnswerAsync(HttpContext http)
    {
        var method = http.Request.Path.Value!.Split('/')[^1];
        var text = await new StreamReader(http.Request.Body).ReadToEndAsync();
        var body = text == "" ? null : JsonNode.Parse(text)!.AsObject();
        calls.Enqueue(new Call(method, body, http.Request.Headers.Authorization.ToString()));

        if (scripts.TryGetValue(method, out var script) && script.TryDequeue(out var answer))
        {
            await answer(http, () => Behave(method, body));
            return;
        }

        var (status, content) = Behave(method, body);
        if (cancel is not null && calls.Count == cancelAt)
        {
            await cancel.CancelAsync();
            http.Abort();
            return;
        }

        await Answers.WriteAsync(http, status, content);
    }

    (int Status, JsonObject Content) Behave(string method, JsonObject? body)
    {
        lock (gate)
        {
            return method switch
            {
                "openid-configuration" => (200, new JsonObject { ["issuer"] = Issuer }),
                "me" => (200, new JsonObject { ["org"] = new JsonObject { ["id"] = OrganizationId, ["name"] = "ZitadelAspire", ["state"] = "ORG_STATE_ACTIVE" } }),
                _ => State.Handle(method, body ?? []),
            };
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <param name="Method">For example <c>CreateProject</c>.</param>
/// <param name="Body">The request.</param>
/// <param name="Authorization">The header.</param>
sealed record Call(string Method, JsonObject? Body, string Authorization);

/// <summary>Writes an answer; <c>behave</c> does what the method does and gives its own answer.</summary>
delegate Task Answer(HttpContext http, Func<(int Status, JsonObject Content)> behave);
