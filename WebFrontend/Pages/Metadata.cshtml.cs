using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using WebFrontend.Api;
using WebFrontend.Authentication;
using WebFrontend.Metadata;

namespace WebFrontend.Pages;

sealed class MetadataModel(OpenIdProvider provider, MetadataApiClient api, MetadataApiRegions regions) : PageModel
{
    public MetadataTable Table { get; private set; } = null!;

    public RegionChoice Region { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var session = await HttpContext.AuthenticateAsync();
        var properties = session.Properties!;
        var accessToken = properties.GetTokenValue(OpenIdConnectParameterNames.AccessToken)!;
        var idToken = properties.GetTokenValue(OpenIdConnectParameterNames.IdToken)!;

        Region = regions.ChooseFor(User);
        var fromApi = api.GetMetadataAsync(Region.Region, accessToken, cancellation);
        SourceReading fromUserInfo;
        try
        {
            if (await provider.GetUserInfoAsync(accessToken, User.FindFirstValue("sub")!, cancellation) is not JsonElement userInfo)
            {
                // ZITADEL does not know the token any more: signed out elsewhere, or the user was deactivated.
                await fromApi;
                await HttpContext.SignOutAsync();
                return LocalRedirect(PagePaths.SessionEnded(PagePaths.Metadata));
            }
            fromUserInfo = SourceReading.Of(MetadataSources.OfUserInfo(userInfo));
        }
        catch (ProviderUnavailableException exception)
        {
            fromUserInfo = SourceReading.Unavailable(exception.Message + " The column of userinfo is empty for that reason.");
        }
        Table = new MetadataTable(fromUserInfo, SourceReading.Of(MetadataSources.OfIdToken(idToken)), MetadataSources.OfApi(await fromApi));
        return Page();
    }
}
