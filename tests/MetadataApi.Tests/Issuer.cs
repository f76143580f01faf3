using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MetadataApi.Tests;

/// <summary>
/// An issuer with ZITADEL's discovery, keys and introspection on a free port, which also signs what ZITADEL would never sign.
/// How ZITADEL answers is proven by EmbeddedZitadel's tests; here the API's own checks are.
/// </summary>
public sealed class Issuer : IAsyncDisposable
{
    public const string ClientId = "api@client";
    public const string ClientSecret = "s3cret+/: é";
    public const string ProjectId = "305";
    public const string MetadataScope = "urn:zitadel:iam:user:metadata";

    readonly ConcurrentDictionary<string, Dictionary<string, object>> _active = [];
    readonly WebApplication _app;
    RsaSecurityKey _key = NewKey();
    int _introspections;

    Issuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = CallsItself ?? Address, jwks_uri = Address + "/oauth/v2/keys", introspection_endpoint = Address + "/oauth/v2/introspect",
        });
        _app.MapGet("/oauth/v2/keys", () => new { keys = new[] { PublicKey() } });
        _app.MapPost("/oauth/v2/introspect", Introspect);
    }

    public string Address => _app.Urls.Single();
    public int Introspections => _introspections;
    public int? IntrospectionStatus { get; set; }
    public string? IntrospectionBody { get; set; }
    public string? CallsItself { get; set; }
    public SecurityKey Key => _key;

    public static async Task<Issuer> StartAsync()
    {
        var issuer = new Issuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    public void RotateKey() => _key = NewKey();

    /// <summary>The claims of ZITADEL's JWT access tokens, changed: a null takes a claim away.</summary>
    public string Jwt(Dictionary<string, object?>? changes = null, SigningCredentials? credentials = null, string type = "JWT")
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Address, ["sub"] = "311", ["aud"] = (string[])["302", "303", ProjectId], ["exp"] = now + 43199, ["iat"] = now, ["nbf"] = now,
            ["client_id"] = "302", ["jti"] = "V2_300-at_301", [MetadataScope] = new Dictionary<string, string> { ["ContractNumber"] = "MTIzNA" },
        };
        foreach (var (name, value) in changes ?? [])
            claims[name] = value;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
            SigningCredentials = credentials ?? new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            TokenType = type,
        });
    }

    /// <summary>An opaque token as ZITADEL has them, five parts, and what introspection says of it.</summary>
    public string Opaque(Dictionary<string, object?>? changes = null, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        var answer = new Dictionary<string, object?>
        {
            ["active"] = true, ["scope"] = "openid " + MetadataScope, ["client_id"] = "302", ["token_type"] = "Bearer", ["exp"] = now + 43199, ["iat"] = now,
            ["sub"] = "311", ["aud"] = (string[])["302", ProjectId], ["iss"] = Address, ["username"] = "road.runner",
            [MetadataScope] = new Dictionary<string, string> { ["ContractNumber"] = "MTIzNA" },
        };
        foreach (var (name, value) in changes ?? [])
            answer[name] = value;
        var token = $"eyJ.{Guid.NewGuid():N}.b.c.d";
        _active[token] = answer.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!);
        return token;
    }

    public void Revoke(string token) => _active.TryRemove(token, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task<IResult> Introspect(HttpRequest request)
    {
        Interlocked.Increment(ref _introspections);
        if (IntrospectionStatus is { } status)
            return Results.Content(IntrospectionBody ?? "", "application/json", statusCode: status);

        // As ZITADEL does: both parts are form-urlencoded.
        var basic = Encoding.ASCII.GetString(Convert.FromBase64String(AuthenticationHeaderValue.Parse(request.Headers.Authorization!).Parameter!)).Split(':');
        if ((System.Net.WebUtility.UrlDecode(basic[0]), System.Net.WebUtility.UrlDecode(basic[1])) != (ClientId, ClientSecret))
            return Results.Json(new { error = "unauthorized_client" }, statusCode: 400);
        var form = await request.ReadFormAsync();
        return _active.TryGetValue(form["token"].ToString(), out var answer) ? Results.Json(answer) : Results.Json(new { active = false });
    }

    object PublicKey()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            use = "sig", kty = "RSA", kid = _key.KeyId, alg = "RS256",
            n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    public static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Random.Shared.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
