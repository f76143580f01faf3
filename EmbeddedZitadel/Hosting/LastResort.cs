using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// The outermost middleware: what no endpoint answered becomes an error in ZITADEL's shape, and never a stack trace. Requests whose line and headers pass
/// Go's limit of 1 MiB get its 431.
/// </summary>
public sealed partial class LastResort(RequestDelegate next, ILogger<LastResort> log)
{
    // http.DefaultMaxHeaderBytes of Go's net/http, and the 4096 bytes of slack that it adds.
    private const int MaxHeaderBytes = (1 << 20) + 4096;

    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (HeaderBytes(context.Request) > MaxHeaderBytes)
        {
            context.Response.StatusCode = StatusCodes.Status431RequestHeaderFieldsTooLarge;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("431 Request Header Fields Too Large");
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody is there to be answered.
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "invalid_request", StatusCode.InvalidArgument, unreadable.Message);
        }
        catch (Exception unexpected) when (!context.Response.HasStarted)
        {
            LogUnexpected(log, unexpected, context.Request.Method, context.Request.Path);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "server_error", StatusCode.Internal, Messages.Of("Errors.Internal"));
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string error, StatusCode code, string message)
    {
        var path = context.Request.Path;
        context.Response.Clear();
        context.Response.NoStore();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var sentence = System.Text.Json.JsonEncodedText.Encode(message);
        await context.Response.WriteAsync(path.StartsWithSegments("/oauth") || path.StartsWithSegments("/oidc") || path.StartsWithSegments("/.well-known")
            ? $$"""{"error":"{{error}}","error_description":"{{sentence}}"}"""
            : $$"""{"code":{{(int)code}},"message":"{{sentence}}"}""");
    }

    private static int HeaderBytes(HttpRequest request)
    {
        var bytes = request.Path.Value!.Length + request.QueryString.Value!.Length;
        foreach (var header in request.Headers)
        {
            foreach (var value in header.Value)
                bytes += header.Key.Length + (value?.Length ?? 0) + 4; // ": " and the line's end
        }

        return bytes;
    }

    [LoggerMessage(3014, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger log, Exception exception, string method, PathString path);
}
