using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using MetadataApi.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ZitadelMetadata;

namespace MetadataApi.Metadata;

/// <summary><c>GET /metadata</c>: the caller's own metadata.</summary>
static class MetadataEndpoint
{
    public static void MapMetadata(this IEndpointRouteBuilder routes) => routes.MapGet("/metadata", Get)
        .RequireAuthorization(MetadataScope.Policy)
        .WithSummary("The caller's metadata, decoded")
        .WithDescription("Reads the claim urn:zitadel:iam:user:metadata of the access token, or of its introspection, and decodes each value.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    static Ok<MetadataResponse> Get(ClaimsPrincipal user, HttpResponse response)
    {
        response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Ok(new MetadataResponse(user.FindFirstValue("sub")!, [.. user.GetZitadelMetadata().Select(MetadataEntry.From)]));
    }
}

/// <summary>A user's metadata.</summary>
/// <param name="Sub">The user's id in ZITADEL.</param>
/// <param name="Entries">The metadata, in the order of the claim; empty when the user has none.</param>
sealed record MetadataResponse(string Sub, IReadOnlyList<MetadataEntry> Entries);

/// <summary>One key and its value.</summary>
/// <param name="Key">The key, case-sensitive.</param>
/// <param name="Raw">The value as ZITADEL sent it, base64url without padding: <c>MTIzNA</c>.</param>
/// <param name="Kind"><c>text</c>; <c>binary</c>: base64, but of no UTF-8 text; <c>notBase64</c>: neither.</param>
/// <param name="Value">The decoded text, <c>1234</c>; null when the kind is not <c>text</c>.</param>
sealed record MetadataEntry(string Key, string Raw, [property: JsonConverter(typeof(MetadataEntry.KindConverter))] MetadataValueKind Kind, string? Value)
{
    public static MetadataEntry From(KeyValuePair<string, MetadataValue> entry) => new(entry.Key, entry.Value.Raw, entry.Value.Kind, entry.Value.Text);

    internal sealed class KindConverter() : JsonStringEnumConverter<MetadataValueKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
