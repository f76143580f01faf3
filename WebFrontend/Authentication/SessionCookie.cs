using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using WebFrontend.Pages;

namespace WebFrontend.Authentication;

/// <summary>The cookie that holds the session's key and nothing else: tokens and metadata are too big for it and none of the browser's business.</summary>
sealed class SessionCookie(SessionStore store, SessionTokens tokens) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public const string Name = "web-frontend.session";

    public void Configure(CookieAuthenticationOptions options) => Configure(CookieAuthenticationDefaults.AuthenticationScheme, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.SessionStore = store;
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionStore.Lifetime;

        // The store counts idle time. The handler's way of it writes back the session as it was at the beginning of the request, over tokens that
        // another request may have refreshed meanwhile.
        options.SlidingExpiration = false;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = tokens.RefreshWhenDueAsync,
            OnRedirectToLogin = context =>
            {
                // A cookie without its session: it idled out, the server restarted, or ZITADEL ended it. Say so instead of asking for a password.
                var returnUrl = context.Request.Path + context.Request.QueryString;
                context.Response.Redirect(context.Request.Cookies.ContainsKey(Name)
                    ? PagePaths.SessionEnded(returnUrl)
                    : SignInEndpoints.PathTo(returnUrl));
                return Task.CompletedTask;
            },
        };
    }
}
