using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;
using WebFrontend.Metadata;
using ZitadelMetadata;

namespace WebFrontend.Pages.Guide;

sealed class UserInfoModel(GuideRuns runs, GuideClient client) : PageModel
{
    public GuideRun? Run { get; private set; }

    public JsonElement? Claims => Run?.UserInfo is { Status: 200 } exchange && exchange.Json() is { ValueKind: JsonValueKind.Object } claims ? claims : null;

    public UserMetadata Metadata => Claims is { } claims ? MetadataSources.OfUserInfo(claims) : UserMetadata.Empty;

    public async Task OnGetAsync() => Run = (await runs.LoadAsync()).GetValueOrDefault(GuideApplications.Live);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await OnGetAsync();
        if (Run?.AccessToken is { } token)
            await runs.SaveAsync(Run with { UserInfo = await client.UserInfoAsync(token, cancellation) });
        return RedirectToPage();
    }
}
