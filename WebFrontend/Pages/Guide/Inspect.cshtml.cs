using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;

namespace WebFrontend.Pages.Guide;

sealed class InspectModel(GuideRuns runs, TokenInspector inspector) : PageModel
{
    [BindProperty]
    public string? Token { get; set; }

    public TokenInspection? Inspection { get; private set; }

    public bool HasTokens { get; private set; }

    public async Task OnGetAsync() => HasTokens = await LiveRunAsync() is { Token: not null };

    public async Task OnPostAsync([FromForm] string? own, CancellationToken cancellation)
    {
        var run = await LiveRunAsync();
        HasTokens = run is { Token: not null };
        if (own is not null)
        {
            Token = own == "id" ? run?.IdToken : run?.AccessToken;
            // What is in the model state would be shown in place of the property.
            ModelState.Clear();
        }
        if (!string.IsNullOrWhiteSpace(Token))
            Inspection = await inspector.InspectAsync(Token.Trim(), cancellation);
    }

    async Task<GuideRun?> LiveRunAsync() => (await runs.LoadAsync()).GetValueOrDefault(GuideApplications.Live);
}
