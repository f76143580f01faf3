using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ServiceDefaults;
using WebFrontend.Pages;
using ZitadelMetadata;

namespace WebFrontend.Authentication;

/// <summary>How people sign in: authorization code flow with PKCE (RFC 7636), confidential client.</summary>
sealed class ZitadelSignIn(IOptions<ZitadelSettings> zitadel, SignInTelemetry telemetry) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public void Configure(OpenIdConnectOptions options) => Configure(OpenIdConnectDefaults.AuthenticationScheme, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        options.Authority = zitadel.Value.Issuer;
        options.RequireHttpsMetadata = new Uri(zitadel.Value.Issuer).Scheme == Uri.UriSchemeHttps;
        options.ClientId = zitadel.Value.ClientId;
        options.ClientSecret = zitadel.Value.ClientSecret;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.RefreshInterval = SigningKeys.RefreshInterval;

        // The handler's defaults are id_token and form_post; ZITADEL's newer login ignores the latter (https://github.com/zitadel/zitadel/issues/12120).
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.RemoteSignOutPath = PathString.Empty;

        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email", "offline_access", UserMetadata.Scope])
            options.Scope.Add(scope);

        // Claims under their own names. Only userinfo is sure to have the user's profile: in the ID token it is a setting of the application.
        // And of any size: ZITADEL puts all metadata into the ID token when its scope is asked for (https://github.com/zitadel/zitadel/issues/8435),
        // 500 000 bytes for a single key if need be.
        options.TokenHandler = new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 * 1024 };
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapUniqueJsonKey("preferred_username", "preferred_username");
        options.ClaimActions.MapZitadelMetadata();
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.TokenValidationParameters.ValidIssuer = zitadel.Value.Issuer;
        options.TokenValidationParameters.ValidAlgorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

        // ID token for signing out, access token for the API, refresh token for the next access token: all of them in the session, none in the browser.
        options.SaveTokens = true;

        // The response comes by a link from ZITADEL's pages, for which Lax is enough and which, other than None, needs no https in development.
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        // Browsers keep one jar for all ports of a host: names of our own keep us apart from other applications on localhost.
        options.CorrelationCookie.Name = "web-frontend.correlation.";
        options.NonceCookie.Name = "web-frontend.nonce.";

        options.SignedOutRedirectUri = PagePaths.SignedOut;
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.LoginHint = context.Properties.GetParameter<string>(OpenIdConnectParameterNames.LoginHint);
                return Done(() => SignInTelemetry.Challenged(context.Properties));
            },
            // The first event after the handler has found that state and browser belong together.
            OnAuthorizationCodeReceived = context => Done(() => SignInTelemetry.Answered(context.Properties!)),
            OnTicketReceived = context => Done(() => telemetry.Succeeded(context.Principal!, context.Properties!)),
            OnRemoteFailure = FailAsync,
        };
    }

    Task FailAsync(RemoteFailureContext context)
    {
        // The query of the response, which anybody can forge, reaches the log and never the page.
        var error = context.Failure?.Data["error"] as string;
        var reason = error is "access_denied" ? SignInFailure.AccessDenied
            : context.Properties is null || context.Failure?.Message.Contains("Correlation failed", StringComparison.Ordinal) == true ? SignInFailure.Expired
            : SignInFailure.Failed;
        if (reason != SignInFailure.Expired)
            SignInTelemetry.Answered(context.Properties!);
        telemetry.Failed(reason, context.Failure);
        context.Response.Redirect(PagePaths.SignInFailed(reason));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
