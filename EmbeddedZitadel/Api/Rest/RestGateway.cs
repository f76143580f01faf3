using System.Text.Json.Nodes;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace EmbeddedZitadel.Api.Rest;

/// <summary>
/// The way in by REST paths: <c>/management/v1</c>, <c>/auth/v1</c>, <c>/admin/v1</c>, <c>/v2</c>. ZITADEL has a grpc-gateway there: it
/// finds the method and parses the body (errors of that stage have no cache headers), then passes both on to the server behind it.
/// </summary>
public sealed class RestGateway(ApiDefinition definition, MessageReader reader, ApiDispatcher dispatcher, BrowserAgentCookie cookie)
{
    // gRPC's limit for v1; v2 goes through Connect's handler, which has none (seen: 7 MB), but ours has to end somewhere.
    private const int MaxV1Bytes = 4 * 1024 * 1024, MaxV2Bytes = 28 * 1024 * 1024;

    private readonly PathTemplates _templates = new(definition.Methods);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var found = _templates.Find(context.Request.Method, DecodedPath(context.Request));
            if (found.Method is { } definition)
                await AnswerAsync(context, definition, found.Variables);
            else if (found.IsPathKnown)
                await WriteAsync(context.Response, new(StatusCode.Unimplemented, "", "Method Not Allowed"), StatusCodes.Status405MethodNotAllowed);
            else
                await WriteAsync(context.Response, ZitadelError.NotFound("", "Not Found"));
        }
        catch (ZitadelError error)
        {
            await WriteAsync(context.Response, error);
        }
    }

    /// <summary>Writes an error in the gateway's shape.</summary>
    public static Task WriteAsync(HttpResponse response, ZitadelError error, int? status = null)
    {
        if (error.Code == StatusCode.Unauthenticated)
            response.Headers.WWWAuthenticate = error.Message();
        return WriteAsync(response, status ?? error.Code.HttpStatus(), GatewayError.Write(error));
    }

    private async Task AnswerAsync(HttpContext context, MethodDefinition definition, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var method = dispatcher.Find(definition);
        var message = await ReadAsync(context.Request, definition, variables);
        if (definition.IsV1)
        {
            context.Response.NoStore();
            cookie.Identify(context);
        }

        await WriteAsync(context.Response, definition.SuccessStatus, dispatcher.Answer(ApiCredentials.Of(context.Request), context.Request.Issuer(), method, message));
    }

    private async Task<JsonObject> ReadAsync(HttpRequest request, MethodDefinition definition, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var body = request.Method == "GET" ? default : await request.ReadBodyAsync(definition.IsV1 ? MaxV1Bytes : MaxV2Bytes);
        var message = body.Length == 0 ? [] : reader.Read(body, definition.Request);
        if (request.Method is "GET" or "DELETE")
        {
            foreach (var (name, values) in request.Query)
                reader.Set(message, definition.Request, name, [.. values.Select(value => value ?? "")]);
        }

        foreach (var (name, value) in variables)
        {
            // ZITADEL, seen: the gateway hands a key on in gRPC metadata, which takes printable ASCII only; the bulk method and v2 take any key.
            if (name == "key" && value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw ZitadelError.Internal("", "a key in a path must be printable ASCII; use the bulk method or the v2 service");
            reader.Set(message, definition.Request, name, [value]);
        }

        return message;
    }

    // The gateway decodes the path once and splits it then, so that a%2Fb are two segments, and a%252Fb is the one segment a%2Fb.
    private static string DecodedPath(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return target.StartsWith('/') ? Uri.UnescapeDataString(end < 0 ? target : target[..end]) : request.Path.Value ?? "/"; // else: absolute form
    }

    private static async Task WriteAsync(HttpResponse response, int status, byte[] json)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json);
    }
}
