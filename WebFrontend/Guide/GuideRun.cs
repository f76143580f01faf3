using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.IdentityModel.Tokens;

namespace WebFrontend.Guide;

/// <summary>One authorization request of the guide and what came of it.</summary>
sealed record GuideRun
{
    public required string Application { get; init; }

    /// <summary>The page that continues when the code is there.</summary>
    public required string ReturnTo { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
    public required string RedirectUri { get; init; }
    public required string AuthorizationUrl { get; init; }
    public required string State { get; init; }

    /// <summary>PKCE's code_verifier (RFC 7636); null where the request went without.</summary>
    public string? Verifier { get; init; }

    public string? Code { get; init; }

    /// <summary>ZITADEL's <c>error: error_description</c> instead of a code.</summary>
    public string? Error { get; init; }

    public HttpExchange? Token { get; init; }
    public HttpExchange? SecondUse { get; init; }
    public HttpExchange? UserInfo { get; init; }
    public HttpExchange? Introspection { get; init; }

    /// <summary>The user reads its own metadata with ZITADEL's API.</summary>
    public HttpExchange? OwnMetadata { get; init; }

    /// <summary>The user tries to add some.</summary>
    public HttpExchange? OwnAddition { get; init; }

    public string? AccessToken => Token?.Text("access_token");
    public string? IdToken => Token?.Text("id_token");

    /// <summary>RFC 7636 section 4.2: the challenge of a verifier, method S256.</summary>
    public static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}

/// <summary>
/// The runs of one browser, the latest for each application; kept on the server, encrypted, for an hour. The guide needs no session of this site:
/// it shows how one gets there.
/// </summary>
sealed class GuideRuns(IDistributedCache cache, IDataProtectionProvider protection, IHttpContextAccessor http)
{
    const string CookieName = "web-frontend.guide";

    readonly IDataProtector _protector = protection.CreateProtector("WebFrontend.Guide");

    public async Task<IReadOnlyDictionary<string, GuideRun>> LoadAsync()
    {
        if (http.HttpContext!.Request.Cookies[CookieName] is not { Length: > 0 } key || await cache.GetAsync(CacheKey(key)) is not { } bytes)
            return new Dictionary<string, GuideRun>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, GuideRun>>(_protector.Unprotect(bytes))!;
        }
        catch (CryptographicException)
        {
            // Of before the server's keys changed.
            return new Dictionary<string, GuideRun>();
        }
    }

    public async Task SaveAsync(GuideRun run)
    {
        var context = http.HttpContext!;
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } key)
        {
            key = GuideRun.Random();
            context.Response.Cookies.Append(CookieName, key, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, Path = "/",
            });
        }
        var runs = new Dictionary<string, GuideRun>(await LoadAsync()) { [run.Application] = run };
        await cache.SetAsync(CacheKey(key), _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(runs)),
            new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromHours(1) });
    }

    static string CacheKey(string key) => "guide:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
