using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using WebFrontend.Pages;

namespace WebFrontend.Authentication;

/// <summary>Where a sign-in and a sign-out begin.</summary>
static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    /// <param name="returnUrl">Where the sign-in ends.</param>
    /// <param name="loginHint">The login name to begin with, where it is known.</param>
    public static string PathTo(string returnUrl, string? loginHint = null) => SignInPath
        + QueryString.Create(loginHint is null ? [new("returnUrl", returnUrl)] : [new("returnUrl", returnUrl), new KeyValuePair<string, string?>("loginHint", loginHint)]);

    public static async Task<IResult> SignInAsync(OpenIdProvider provider, string? returnUrl, string? loginHint, CancellationToken cancellation)
    {
        // Asked before the redirect: a page that says that ZITADEL is down beats the browser's own.
        await provider.GetConfigurationAsync(cancellation);
        return TypedResults.Challenge(
            new AuthenticationProperties
            {
                RedirectUri = RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl : PagePaths.Home,
                Parameters = { [OpenIdConnectParameterNames.LoginHint] = loginHint },
            },
            [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    /// <summary>
    /// Ends the refresh token, this session, and the one at ZITADEL (OpenID Connect RP-Initiated Logout). Only from a form of ours: another site
    /// cannot sign anybody out.
    /// </summary>
    public static async Task<IResult> SignOutAsync(HttpContext context, OpenIdProvider provider, IAntiforgery antiforgery, SignInTelemetry telemetry)
    {
        // First, so that signing out in a second tab, whose form belongs to the session that is gone, is no error.
        var session = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (!session.Succeeded)
            return TypedResults.LocalRedirect(PagePaths.SignedOut);
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        try
        {
            if (session.Properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken) is { } refreshToken)
                await provider.RevokeRefreshTokenAsync(refreshToken);
            await provider.GetConfigurationAsync();
        }
        catch (ProviderUnavailableException exception)
        {
            // Whoever signs out is signed out, here at least, and is told what is left.
            telemetry.SignedOutHereOnly(session.Principal, exception);
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return TypedResults.LocalRedirect(PagePaths.SignedOutHereOnly);
        }
        telemetry.SignedOut(session.Principal);
        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = PagePaths.SignedOut },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }
}
