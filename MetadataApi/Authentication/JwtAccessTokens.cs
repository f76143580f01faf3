using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults;

namespace MetadataApi.Authentication;

/// <summary>
/// Validates JWT access tokens here: issuer, audience, signature, lifetime, and that it is an access token at all. A revoked JWT stays valid until it
/// expires; an application that needs to know at once uses opaque tokens.
/// </summary>
sealed class JwtAccessTokens(
    IConfigurationManager<OpenIdConnectConfiguration> configuration, IssuerMetadata issuer, IOptions<ZitadelSettings> zitadel) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string Scheme = "Jwt";

    /// <summary>
    /// Claims of ID tokens and logout tokens. In ZITADEL these share issuer, audience and type (<c>typ: JWT</c>, not RFC 9068's <c>at+jwt</c>) with
    /// JWT access tokens, so the claims are all that tells them apart.
    /// </summary>
    static readonly string[] ClaimsOfOtherTokens = ["at_hash", "nonce", "azp", "sid", "auth_time", "events"];

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != Scheme)
            return;
        options.ConfigurationManager = configuration;
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = zitadel.Value.Issuer,
            ValidAudience = zitadel.Value.ProjectId,
            ValidTypes = ["JWT", "at+jwt"],
            // Those that ZITADEL's web keys can have and .NET can verify; never a symmetric one (RFC 8725 section 3.1).
            ValidAlgorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "sub",
            RoleClaimType = "role",
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = async context =>
            {
                context.Token = AccessTokenAuthentication.ReadToken(context.Request);
                await issuer.GetAsync(context.HttpContext.RequestAborted);
            },
            OnTokenValidated = context =>
            {
                if (WhyNoAccessToken((JsonWebToken)context.SecurityToken) is { } reason)
                    context.Fail(reason);
                return Task.CompletedTask;
            },
            OnChallenge = context =>
            {
                context.HandleResponse();
                return BearerChallenge.InvalidTokenAsync(context.HttpContext, Describe(context.AuthenticateFailure));
            },
        };
    }

    static string? WhyNoAccessToken(JsonWebToken token) =>
        ClaimsOfOtherTokens.FirstOrDefault(name => token.TryGetPayloadValue<object>(name, out _)) is { } claim
            ? $"The token is no access token: it has the claim {claim}."
            : token.Id.Length == 0 ? "The token is no access token: it has no jti."
            : token.Subject.Length == 0 ? "The token names no subject." : null;

    string Describe(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => $"The token is meant for other audiences, not for the project {zitadel.Value.ProjectId}.",
        SecurityTokenInvalidIssuerException => $"The token was not issued by {zitadel.Value.Issuer}.",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "The token is not signed with a key of its issuer.",
        SecurityTokenException or ArgumentException => "The token is malformed.",
        // What OnTokenValidated said.
        { Message: { Length: > 0 } reason } => reason,
        _ => "The token is not valid.",
    };
}
