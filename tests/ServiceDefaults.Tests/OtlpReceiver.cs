using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>What an OTLP endpoint is sent, as text: protobuf keeps strings as they are, which is all that a search for a secret needs.</summary>
sealed class OtlpReceiver : IAsyncDisposable
{
    readonly ConcurrentQueue<(string Path, string Body)> _received = [];
    readonly WebApplication _app;

    OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public string Received(string signal) => string.Concat(_received.Where(export => export.Path == signal).Select(export => export.Body));

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver._received.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
