using System.Collections.Frozen;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Oidc.Authorize;
using EmbeddedZitadel.Oidc.Logout;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Oidc;

/// <summary>ZITADEL's OpenID Connect and OAuth 2.0 endpoints.</summary>
public static class OidcEndpoints
{
    // ZITADEL's router takes any method, and matches paths to the letter: no trailing slash, no other case.
    private static readonly FrozenDictionary<string, RequestDelegate> Endpoints = new Dictionary<string, RequestDelegate>
    {
        ["/.well-known/openid-configuration"] = Discovery.HandleAsync,
        ["/oauth/v2/keys"] = KeysEndpoint.HandleAsync,
        ["/oauth/v2/authorize"] = AuthorizeEndpoint.HandleAsync,
        ["/oauth/v2/authorize/callback"] = CallbackEndpoint.HandleAsync,
        ["/oauth/v2/token"] = TokenEndpoint.HandleAsync,
        ["/oauth/v2/device_authorization"] = DeviceAuthorizationEndpoint.HandleAsync,
        ["/oauth/v2/introspect"] = IntrospectionEndpoint.HandleAsync,
        ["/oauth/v2/revoke"] = RevocationEndpoint.HandleAsync,
        ["/oidc/v1/userinfo"] = UserinfoEndpoint.HandleAsync,
        ["/oidc/v1/end_session"] = EndSessionEndpoint.HandleAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Adds what the endpoints need.</summary>
    public static void AddOidc(this IServiceCollection services)
    {
        services.AddSingleton<JwtSigner>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<IdTokenHints>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<CodeGrant>();
        services.AddSingleton<RefreshTokenGrant>();
        services.AddSingleton<ServiceUserGrants>();
        services.AddSingleton<DeviceCodeGrant>();
        services.AddSingleton<TokenExchangeGrant>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<DeviceAuthorizationCommands>();
        services.AddSingleton<OidcSessionCommands>();
        services.AddSingleton<AuthResponse>();
        services.AddSingleton<BackChannelLogout>();
        services.AddHostedService(provider => provider.GetRequiredService<BackChannelLogout>());
        services.AddHttpClient(BackChannelLogout.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(5));
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapOidc(this IEndpointRouteBuilder app)
    {
        // Each by itself, so that a span has its endpoint's name.
        foreach (var path in Endpoints.Keys)
            app.Map(path, DispatchAsync);
        app.Map("/oauth/v2/{**path}", DispatchAsync);
        app.Map("/oidc/v1/{**path}", DispatchAsync);
    }

    private static Task DispatchAsync(HttpContext context)
    {
        if (Cors.Oidc.Handle(context))
            return Task.CompletedTask;
        context.RequestServices.GetRequiredService<BrowserAgentCookie>().Identify(context);
        return OidcEndpoint.RunAsync(context, Endpoints.GetValueOrDefault(context.Request.Path.Value ?? "", NotFoundAsync));
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n");
    }
}
