using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;

namespace EmbeddedZitadel.Oidc;

/// <summary>What the OIDC endpoints have in common: headers, JSON, redirects, errors.</summary>
public static class OidcEndpoint
{
    /// <summary>Runs an endpoint, and renders its refusals as ZITADEL's error bodies.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate endpoint)
    {
        context.Response.NoStore();
        try
        {
            await endpoint(context);
        }
        catch (OidcError error)
        {
            await WriteErrorAsync(context, error);
        }
        catch (ZitadelError refusal)
        {
            await WriteErrorAsync(context, OidcError.Of(refusal));
        }
        catch (BadHttpRequestException unreadable)
        {
            await WriteErrorAsync(context, OidcError.InvalidRequest(unreadable.Message));
        }
    }

    /// <summary>Answers an error body.</summary>
    public static Task WriteErrorAsync(HttpContext context, OidcError error)
    {
        context.RequestServices.GetRequiredService<ZitadelTelemetry>().Refused(context.Request.Path, error);
        context.Response.StatusCode = error.Status;
        return WriteJsonAsync(context, new ErrorResponse(error.Error, error.Description), OidcJson.Default.ErrorResponse);
    }

    /// <summary>Answers JSON.</summary>
    public static Task WriteJsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        WriteJsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Answers claims, whose names are only known at run time.</summary>
    public static Task WriteJsonAsync(HttpContext context, JsonObject value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            value.WriteTo(writer);
        return WriteJsonAsync(context, buffer.ToArray());
    }

    /// <summary>Redirects with 302; like Go, names a content type only for GET and HEAD.</summary>
    public static void Redirect(HttpContext context, string location)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = LocationHeader(location);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            context.Response.ContentType = "text/html; charset=utf-8";
    }

    private static Task WriteJsonAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(json).AsTask();
    }

    // A registered redirect URI may hold any character; a header may not. What is beyond ASCII goes percent-encoded, as Go's http.Redirect has it.
    private static string LocationHeader(string location) =>
        location.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            ? location
            : string.Concat(location.EnumerateRunes().Select(rune =>
                rune.Value is > ' ' and < 0x7f ? rune.ToString() : UrlEncoder.Default.Encode(rune.ToString())));
}

/// <summary>An error body.</summary>
/// <param name="Error">The code.</param>
/// <param name="ErrorDescription">For the developer.</param>
public sealed record ErrorResponse(
    string Error,
    string? ErrorDescription);

/// <summary>The JSON of the OIDC endpoints.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(DiscoveryDocument))]
[JsonSerializable(typeof(JsonWebKeys))]
[JsonSerializable(typeof(Token.TokenResponse))]
[JsonSerializable(typeof(Token.DeviceAuthorizationResponse))]
[JsonSerializable(typeof(InactiveToken))]
internal sealed partial class OidcJson : JsonSerializerContext;
