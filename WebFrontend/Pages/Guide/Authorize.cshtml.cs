using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;

namespace WebFrontend.Pages.Guide;

sealed class AuthorizeModel(GuideApplications applications, GuideRuns runs, GuideRunFactory factory) : PageModel
{
    [BindProperty]
    public List<string> Scopes { get; set; } = [.. AuthorizationParameters.Scopes.Where(scope => scope.Asked).Select(scope => scope.Name)];

    [BindProperty]
    public string? MoreScopes { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Parameters { get; set; } = [];

    [BindProperty]
    public bool Pkce { get; set; } = true;

    public GuideRun? Run { get; private set; }

    public bool IsAvailable => applications.Find(GuideApplications.Live) is not null;

    public string LinkText => Run!.AuthorizationUrl.Replace("?", "\n  ?", StringComparison.Ordinal).Replace("&", "\n  &", StringComparison.Ordinal);

    public bool IsAsked(KnownScope scope) => Scopes.Contains(scope.Name);

    public async Task OnGetAsync() => Run = (await runs.LoadAsync()).GetValueOrDefault(GuideApplications.Live) is { Code: null } open ? open : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (applications.Find(GuideApplications.Live) is not { } application)
            return Page();

        // A form without a single box checked sends no scope, which is worth trying too: the parameter goes out empty.
        if (!Request.Form.ContainsKey(nameof(Scopes)))
            Scopes = [];
        Pkce = Request.Form.ContainsKey(nameof(Pkce));
        var known = AuthorizationParameters.Optional.Select(parameter => parameter.Name);
        Run = await factory.NewAsync(
            application, GuideSteps.TokenPath,
            [.. Scopes, .. (MoreScopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)], Pkce,
            Parameters.Where(parameter => known.Contains(parameter.Key) && !string.IsNullOrWhiteSpace(parameter.Value)).Select(parameter => (parameter.Key, parameter.Value!)),
            cancellation);
        await runs.SaveAsync(Run);
        return Page();
    }
}
