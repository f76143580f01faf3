using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.Net.Http.Headers;
using ServiceDefaults;

namespace MetadataApi.Authentication;

/// <summary>
/// Accepts both kinds of ZITADEL's access tokens: JWTs, validated here, and opaque ones, validated by introspection (RFC 7662). Which kind an
/// application gets is a setting of that application, and nothing in a request says it: the token's form does.
/// </summary>
static class AccessTokenAuthentication
{
    /// <summary>The scheme that looks at the token and passes it on.</summary>
    public const string Scheme = "Bearer";

    public static void AddAccessTokenAuthentication(this WebApplicationBuilder builder)
    {
        SigningKeys.WaitForNewOnes();
        builder.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(services =>
        {
            var settings = services.GetRequiredService<IOptions<ZitadelSettings>>().Value;
            return new ConfigurationManager<OpenIdConnectConfiguration>(
                settings.Issuer + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(services.GetRequiredService<IHttpClientFactory>().CreateClient("discovery"))
                {
                    RequireHttps = new Uri(settings.Issuer).Scheme == Uri.UriSchemeHttps,
                })
            {
                RefreshInterval = SigningKeys.RefreshInterval,
            };
        });
        builder.Services.AddSingleton<AccessTelemetry>();
        builder.Services.AddSingleton<IssuerMetadata>();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHttpClient<IntrospectionClient>();
        builder.Services.AddSingleton<IntrospectionCache>();
        builder.Services.AddOptions<IntrospectionSettings>().Configure<IConfiguration>(IntrospectionSettings.Read).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<IntrospectionSettings>, IntrospectionSettings.Validation>();

        builder.Services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, displayName: null, options => options.ForwardDefaultSelector = context =>
                ReadToken(context.Request) is { } token && IsJwt(token) ? JwtAccessTokens.Scheme : IntrospectionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, IntrospectionHandler>(IntrospectionHandler.SchemeName, configureOptions: null)
            .AddJwtBearer(JwtAccessTokens.Scheme, configureOptions: _ => { });
        builder.Services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtAccessTokens>();

        builder.Services.AddAuthorizationBuilder().AddPolicy(MetadataScope.Policy, MetadataScope.Require);
        builder.Services.AddExceptionHandler<IssuerUnavailableHandler>();
    }

    /// <summary>The token of <c>Authorization: Bearer …</c>; null when there is none. The other places of RFC 6750 (form, query) end up in logs.</summary>
    public static string? ReadToken(HttpRequest request)
    {
        const string Prefix = "Bearer ";
        return request.Headers[HeaderNames.Authorization] is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && header.AsSpan(Prefix.Length).Trim() is { Length: > 0 } token ? token.ToString() : null;
    }

    /// <summary>Exactly three parts. ZITADEL's opaque tokens are JWEs of five, older ones have no dot: looking for a dot is not enough.</summary>
    static bool IsJwt(string token) => token.AsSpan().Count('.') == 2;
}
