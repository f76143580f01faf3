using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ZitadelMetadata;

namespace WebFrontend.Pages;

sealed class IndexModel : PageModel
{
    public SessionView? Session { get; private set; }

    public async Task OnGetAsync()
    {
        var session = await HttpContext.AuthenticateAsync();
        if (session.Succeeded)
            Session = SessionView.Of(session.Principal, session.Properties);
    }

    internal sealed record SessionView(string SignedIn, string AccessTokenKind, string AccessTokenExpires, bool HasRefreshToken, int MetadataKeys)
    {
        public static SessionView Of(ClaimsPrincipal user, AuthenticationProperties properties) => new(
            long.TryParse(user.FindFirstValue("auth_time"), out var seconds) ? Time(DateTimeOffset.FromUnixTimeSeconds(seconds)) : "unknown",
            properties.GetTokenValue(OpenIdConnectParameterNames.AccessToken)?.Count('.') == 2 ? "JWT" : "opaque",
            DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var expires) ? Time(expires) : "unknown",
            properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken) is not null,
            user.GetZitadelMetadata().Count);

        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }
}
