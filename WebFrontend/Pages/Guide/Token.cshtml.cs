using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;

namespace WebFrontend.Pages.Guide;

sealed class TokenModel(GuideRuns runs, GuideClient client) : PageModel
{
    public GuideRun? Run { get; private set; }

    public async Task OnGetAsync() => Run = (await runs.LoadAsync()).GetValueOrDefault(GuideApplications.Live);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await OnGetAsync();
        if (Run is { Code: not null, Token: null })
            await runs.SaveAsync(Run with { Token = await client.ExchangeCodeAsync(Run, cancellation) });
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellation)
    {
        await OnGetAsync();
        if (Run is { Token: not null })
            await runs.SaveAsync(Run with { SecondUse = await client.ExchangeCodeAsync(Run, cancellation) });
        return RedirectToPage();
    }
}
