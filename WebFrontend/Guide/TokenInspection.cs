using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebFrontend.Guide;

/// <summary>A claim for people.</summary>
sealed record InspectedClaim(string Name, string Value, string Meaning);

/// <summary>What a token says and whether it can be believed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Header">The JWT's header; null for an opaque token.</param>
/// <param name="Claims">Of the JWT, or of ZITADEL's answer to introspection.</param>
/// <param name="Verdict">Signature and lifetime in a sentence, or ZITADEL's verdict.</param>
/// <param name="IsGood">Whether the verdict is good.</param>
sealed record TokenInspection(string Kind, string? Header, IReadOnlyList<InspectedClaim> Claims, string Verdict, bool IsGood);

/// <summary>Looks into tokens. Everything happens on this machine and at the issuer.</summary>
sealed class TokenInspector(GuideClient client, GuideApplications applications, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    static readonly string[] Times = ["exp", "iat", "nbf", "auth_time", "updated_at"];

    static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["iss"] = "who issued it", ["sub"] = "the user's id", ["aud"] = "whom it is for: all applications of the project, and the project",
        ["exp"] = "when it ends", ["iat"] = "when it was issued", ["nbf"] = "when it begins", ["auth_time"] = "when the user signed in",
        ["amr"] = "how: pwd is a password", ["azp"] = "the application that asked", ["client_id"] = "the application that asked", ["nonce"] = "of the authorization request",
        ["sid"] = "the session at ZITADEL", ["at_hash"] = "ties the ID token to its access token", ["jti"] = "the token's own id", ["scope"] = "what was asked for",
        ["active"] = "whether ZITADEL accepts it now", ["token_type"] = "how it is sent", ["username"] = "the login name", ["events"] = "what a logout token tells",
        ["name"] = "the display name", ["given_name"] = "given name", ["family_name"] = "family name", ["nickname"] = "nickname", ["gender"] = "gender",
        ["locale"] = "language", ["preferred_username"] = "the login name", ["updated_at"] = "when the profile last changed", ["email"] = "e-mail address",
        ["email_verified"] = "whether it was verified; left out means no", ["phone_number"] = "phone number",
        ["phone_number_verified"] = "whether it was verified; left out means no",
        ["urn:zitadel:iam:org:project:roles"] = "the user's roles in the project, by organisation",
        ["urn:zitadel:iam:user:resourceowner:id"] = "the user's organisation", ["urn:zitadel:iam:user:resourceowner:name"] = "its name",
        ["urn:zitadel:iam:user:resourceowner:primary_domain"] = "its domain",
        ["urn:zitadel:iam:user:metadata"] = "the user's metadata, values in base64url",
    };

    public async Task<TokenInspection> InspectAsync(string token, CancellationToken cancellation) =>
        token.Count(character => character == '.') == 2 ? await InspectJwtAsync(token, cancellation) : await InspectOpaqueAsync(token, cancellation);

    async Task<TokenInspection> InspectJwtAsync(string token, CancellationToken cancellation)
    {
        JsonElement header, payload;
        try
        {
            var parts = token.Split('.');
            header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
            payload = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
            if (header.ValueKind != JsonValueKind.Object || payload.ValueKind != JsonValueKind.Object)
                throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return new TokenInspection("Three parts, but no JWT", null, [], "Its parts are not JSON in base64url.", IsGood: false);
        }

        var configuration = await client.ConfigurationAsync(cancellation);
        var result = await new JsonWebTokenHandler { MaximumTokenSizeInBytes = 16 * 1024 * 1024 }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = configuration.SigningKeys,
            ValidIssuer = configuration.Issuer,
            ValidAlgorithms = options.Get(OpenIdConnectDefaults.AuthenticationScheme).TokenValidationParameters.ValidAlgorithms,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        var lifetime = Lifetime(payload, out var lives);
        var verdict = result.IsValid ? $"Signed with a key of {configuration.Issuer}. {lifetime}"
            : result.Exception is SecurityTokenInvalidIssuerException ? $"Not issued by {configuration.Issuer}. {lifetime}"
            : $"Not signed with a key of {configuration.Issuer}: do not believe a word of it. {lifetime}";
        return new TokenInspection(KindOf(payload), JsonText.Indented(header), Claims(payload), verdict, result.IsValid && lives);
    }

    async Task<TokenInspection> InspectOpaqueAsync(string token, CancellationToken cancellation)
    {
        if (applications.Find(GuideApplications.Live) is not { } application)
            return new TokenInspection("Opaque token", null, [], "Only its issuer can read it, and there is no application here to ask as.", IsGood: false);
        var exchange = await client.IntrospectAsync(application.Name, token, cancellation);
        if (exchange.Json() is not { ValueKind: JsonValueKind.Object } answer || exchange.Status != StatusCodes.Status200OK)
            return new TokenInspection("Opaque token", null, [], $"ZITADEL answered {exchange.Status} to the introspection.", IsGood: false);
        var active = answer.TryGetProperty("active", out var value) && value.ValueKind == JsonValueKind.True;
        return new TokenInspection("Opaque token, by introspection", null, Claims(answer),
            active ? "ZITADEL says: active. " + Lifetime(answer, out _) : "ZITADEL says: not active. Unknown, expired, revoked or for another project.", active);
    }

    static string KindOf(JsonElement payload) => payload.TryGetProperty("events", out _) ? "Logout token (JWT)"
        : payload.TryGetProperty("jti", out _) && !payload.TryGetProperty("at_hash", out _) ? "Access token (JWT)"
        : "ID token (JWT)";

    string Lifetime(JsonElement claims, out bool lives)
    {
        lives = false;
        if (!claims.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var seconds))
            return "It names no end.";
        var left = TimeSpan.FromSeconds(seconds - time.GetUtcNow().ToUnixTimeSeconds());
        lives = left > TimeSpan.Zero;
        return lives ? $"It is good for another {Duration(left)}." : $"It ended {Duration(-left)} ago.";
    }

    static string Duration(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} minutes");

    static IReadOnlyList<InspectedClaim> Claims(JsonElement claims) =>
        [.. claims.EnumerateObject().Select(claim => new InspectedClaim(claim.Name, Value(claim), Meanings.GetValueOrDefault(claim.Name, "")))];

    static string Value(JsonProperty claim)
    {
        if (claim.Value.ValueKind == JsonValueKind.String)
            return claim.Value.GetString()!;
        var text = new StringBuilder(JsonText.Indented(claim.Value));
        // 253402300799: the last second that .NET's calendar has.
        if (Times.Contains(claim.Name) && claim.Value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300799)
            text.Append(CultureInfo.InvariantCulture, $" ({DateTimeOffset.FromUnixTimeSeconds(seconds):d MMM yyyy, HH:mm:ss} UTC)");
        return text.ToString();
    }
}
