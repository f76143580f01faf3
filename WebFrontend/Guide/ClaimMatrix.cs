using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using WebFrontend.Metadata;
using ZitadelMetadata;

namespace WebFrontend.Guide;

/// <summary>A claim at a place: its value, for metadata also decoded, or why it is not there.</summary>
sealed record MatrixCell(string? Value, string? Decoded = null, string? Absence = null);

/// <summary>A claim at the four places, in their order.</summary>
sealed record MatrixRow(string Claim, bool IsMetadata, IReadOnlyList<MatrixCell> Cells);

/// <summary>Where each claim of a sign-in landed.</summary>
sealed class ClaimMatrix
{
    static readonly string[] ProfileClaims = ["name", "given_name", "family_name", "nickname", "gender", "locale", "preferred_username", "updated_at"];
    static readonly string[] EmailClaims = ["email", "email_verified"];
    static readonly string[] PhoneClaims = ["phone_number", "phone_number_verified"];
    static readonly string[] TokenClaims =
        ["iss", "aud", "azp", "client_id", "exp", "iat", "nbf", "auth_time", "amr", "nonce", "sid", "at_hash", "jti", "active", "scope", "token_type", "username"];

    readonly GuideApplication _application;
    readonly IReadOnlyList<string> _scopes;

    public ClaimMatrix(GuideApplication application, GuideRun run)
    {
        (_application, _scopes) = (application, run.Scopes);
        Place[] places =
        [
            new("Userinfo", Answer(run.UserInfo), $"ZITADEL answered {run.UserInfo?.Status}"),
            new("ID token", Payload(run.IdToken), "no ID token: the scope openid was not asked for"),
            new("Access token", Payload(run.AccessToken), "opaque: nothing in it to read"),
            new("Introspection", Answer(run.Introspection), $"ZITADEL answered {run.Introspection?.Status}"),
        ];
        Places = [.. places.Select(place => place.Name)];

        var metadata = places.Select(place => place.Claims is { } claims ? MetadataSources.OfUserInfo(claims) : UserMetadata.Empty).ToList();
        string[] known = ["sub", .. ProfileClaims, .. EmailClaims, .. PhoneClaims, .. TokenClaims];
        var others = places.SelectMany(place => place.Claims is { } claims ? claims.EnumerateObject().Select(claim => claim.Name) : [])
            .Except(known).Except([UserMetadata.ClaimType]).Order(StringComparer.Ordinal);
        string[] keys = [.. metadata.SelectMany(one => one.Keys).Distinct().Order(StringComparer.Ordinal)];
        Rows =
        [
            // Without any key one row says why.
            .. (keys.Length > 0 ? keys : [UserMetadata.ClaimType]).Select(key => new MatrixRow(key, IsMetadata: true,
                [.. places.Zip(metadata, (place, values) => values.TryGetValue(key, out var value) ? new MatrixCell(value.Raw, value.Text) : Absent(place, UserMetadata.ClaimType))])),
            .. known.Concat(others).Select(claim => new MatrixRow(claim, IsMetadata: false,
                [.. places.Select(place => place.Claims is { } claims && claims.TryGetProperty(claim, out var value) ? new MatrixCell(Text(value)) : Absent(place, claim))])),
        ];
    }

    public IReadOnlyList<string> Places { get; }

    public IReadOnlyList<MatrixRow> Rows { get; }

    MatrixCell Absent(Place place, string claim) => new(null, Absence: place.Claims is null ? place.WithoutClaims : WhyAbsent(place.Name, claim));

    /// <summary>In ZITADEL v4 the setting gates profile, email and phone in the ID token; access tokens never have them; metadata has its scope only.</summary>
    string WhyAbsent(string place, string claim)
    {
        var scope = claim == UserMetadata.ClaimType ? UserMetadata.Scope
            : ProfileClaims.Contains(claim) ? "profile"
            : EmailClaims.Contains(claim) ? "email"
            : PhoneClaims.Contains(claim) ? "phone"
            : null;
        if (scope is null)
            return "not for this place";
        if (!_scopes.Contains(scope))
            return $"scope {scope} not asked for";
        if (scope == UserMetadata.Scope)
            return "the user has none";
        return place switch
        {
            "Access token" => "never in an access token",
            "ID token" when !_application.HasUserInfoInIdToken => "“User Info inside ID Token” is off",
            _ => "the user has none, or it is false",
        };
    }

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, JsonText.ForPeopleInOneLine);

    static JsonElement? Answer(HttpExchange? exchange) => exchange is { Status: 200 } && exchange.Json() is { ValueKind: JsonValueKind.Object } claims ? claims : null;

    static JsonElement? Payload(string? token) => token?.Count(character => character == '.') == 2
        ? JsonElement.Parse(Base64Url.DecodeFromChars(new JsonWebToken(token).EncodedPayload))
        : null;

    sealed record Place(string Name, JsonElement? Claims, string WithoutClaims);
}
