using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace WebFrontend.Authentication;

/// <summary>Sign-in with OpenID Connect at ZITADEL; the session stays on the server.</summary>
static class SignIn
{
    public static void AddSignIn(this IServiceCollection services)
    {
        // The sessions' place. A distributed cache (Redis) takes over by being registered instead.
        services.AddDistributedMemoryCache();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SignInTelemetry>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionTokens>();
        services.AddHttpClient<OpenIdProvider>();

        SigningKeys.WaitForNewOnes();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddOpenIdConnect();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ZitadelSignIn>();
        services.AddAuthorization();
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInEndpoints.SignInPath, SignInEndpoints.SignInAsync);
        routes.MapPost(SignInEndpoints.SignOutPath, SignInEndpoints.SignOutAsync);
    }
}
