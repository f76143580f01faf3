using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Api.Rest;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using Microsoft.Net.Http.Headers;

namespace EmbeddedZitadel.Api.Connect;

/// <summary>
/// The way in of ZITADEL's SDKs: <c>POST /zitadel.user.v2.UserService/GetUserByID</c>, unary Connect with JSON
/// (https://connectrpc.com/docs/protocol#unary-request).
/// </summary>
public sealed class ConnectEndpoint(ApiDefinition definition, MessageReader reader, ApiDispatcher dispatcher)
{
    private const int MaxBytes = 28 * 1024 * 1024;

    private readonly Dictionary<string, MethodDefinition> _methods = definition.Methods.Where(method => !method.IsV1).ToDictionary(method => method.FullName);
    private readonly HashSet<string> _services = [.. definition.Methods.Where(method => !method.IsV1).Select(method => method.Service)];

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context, string service, string name)
    {
        var (request, response) = (context.Request, context.Response);
        if (!_services.Contains(service))
        {
            await RestGateway.WriteAsync(response, ZitadelError.NotFound("", "Not Found")); // such a path falls through to the gateway
            return;
        }

        if (!_methods.TryGetValue($"{service}/{name}", out var method))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentType = "text/plain; charset=utf-8";
            response.Headers.XContentTypeOptions = "nosniff";
            await response.WriteAsync("404 page not found\n");
            return;
        }

        if (request.Method != "POST")
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "POST";
            return;
        }

        // application/proto and gRPC's own types exist in ZITADEL, not here; the SDKs send JSON.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            response.Headers["Accept-Post"] = "application/json, application/json; charset=utf-8";
            return;
        }

        try
        {
            var handler = dispatcher.Find(method);
            if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity")
                throw new ZitadelError(StatusCode.Unimplemented, "", $"unknown compression \"{encoding}\": supported encodings are identity");

            var body = await request.ReadBodyAsync(MaxBytes);
            if (body.Length == 0)
                throw ZitadelError.InvalidArgument("", "zero-length payload is not a valid JSON object");
            var message = reader.Read(body, method.Request);
            var answer = dispatcher.Answer(ApiCredentials.Of(request), request.Issuer(), handler, message);
            response.NoStore();
            await WriteAsync(response, StatusCodes.Status200OK, request.ContentType!, answer);
        }
        catch (ZitadelError error)
        {
            await WriteAsync(response, error.Code.HttpStatus(), "application/json", ConnectError.Write(error));
        }
    }

    private static async Task WriteAsync(HttpResponse response, int status, string contentType, byte[] json)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json);
    }
}
