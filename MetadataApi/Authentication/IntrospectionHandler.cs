using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceDefaults;
using ZitadelMetadata;

namespace MetadataApi.Authentication;

/// <summary>Authenticates by introspection: opaque access tokens, personal access tokens, and whatever else is no JWT.</summary>
sealed class IntrospectionHandler(
    IntrospectionClient client, IntrospectionCache cache, AccessTelemetry telemetry, IOptions<ZitadelSettings> zitadel, TimeProvider time,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Introspection";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AccessTokenAuthentication.ReadToken(Request) is not { } token)
            return AuthenticateResult.NoResult();
        var cached = cache.Find(token);
        telemetry.LookedUp(cached is not null);
        if (cached is not { } answer)
        {
            if (await client.IntrospectAsync(token, Context.RequestAborted) is not { } active || !IsForThisApi(active))
                return AuthenticateResult.Fail("The token is not active.");
            answer = active;
            cache.Keep(token, answer, Expires(answer));
        }
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Identity(answer)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        await (result.Failure is { } failure ? BearerChallenge.InvalidTokenAsync(Context, failure.Message) : BearerChallenge.MissingTokenAsync(Context));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => BearerChallenge.InsufficientScopeAsync(Context, UserMetadata.Scope);

    /// <summary>ZITADEL checks the audience itself, except for personal access tokens; issuer and lifetime are checked again all the same.</summary>
    bool IsForThisApi(JsonElement answer) =>
        answer.TryGetProperty("sub", out _)
        && (!answer.TryGetProperty("iss", out var issuer) || issuer.ValueEquals(zitadel.Value.Issuer))
        && Audiences(answer).Any(audience => audience == zitadel.Value.ProjectId || audience == zitadel.Value.ClientId)
        && time.GetUtcNow() < Expires(answer);

    /// <summary>RFC 7662: a string or an array of strings, and optional. ZITADEL always sends an array.</summary>
    static IEnumerable<string?> Audiences(JsonElement answer) => !answer.TryGetProperty("aud", out var audience) ? []
        : audience.ValueKind == JsonValueKind.Array ? audience.EnumerateArray().Select(one => one.ToString())
        : [audience.ToString()];

    static DateTimeOffset Expires(JsonElement answer) =>
        answer.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MaxValue;

    ClaimsIdentity Identity(JsonElement answer)
    {
        var identity = new ClaimsIdentity(Scheme.Name, nameType: "sub", roleType: "role");
        foreach (var name in (string[])["sub", "client_id", "username", UserMetadata.ClaimType])
            if (answer.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
                identity.AddClaim(new Claim(name, value.ToString(), ClaimValueTypes.String, zitadel.Value.Issuer));

        // `"scope":"openid profile urn:zitadel:iam:user:metadata"`
        if (answer.TryGetProperty("scope", out var scopes))
            foreach (var scope in scopes.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
                identity.AddClaim(new Claim("scope", scope, ClaimValueTypes.String, zitadel.Value.Issuer));
        return identity;
    }
}
