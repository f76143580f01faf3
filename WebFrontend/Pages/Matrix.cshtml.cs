using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;

namespace WebFrontend.Pages;

sealed class MatrixModel(GuideApplications applications, GuideRuns runs, GuideRunFactory factory, GuideClient client) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Application { get; set; } = GuideApplications.LiveWithoutUserInfo;

    [BindProperty]
    public List<string> Scopes { get; set; } = [.. AuthorizationParameters.Scopes.Where(scope => scope.Asked).Select(scope => scope.Name)];

    public IReadOnlyList<GuideApplication> Applications { get; } = [.. GuideApplications.Combinations.Select(applications.Find).OfType<GuideApplication>()];

    public ClaimMatrix? Matrix { get; private set; }

    public string? Problem { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var application = Applications.FirstOrDefault(known => known.Name == Application);
        var run = (await runs.LoadAsync()).GetValueOrDefault(Application);
        if (application is null || run is null || run.ReturnTo != PathTo(Application))
            return;

        Scopes = [.. run.Scopes];
        // Back from ZITADEL: the code becomes tokens, and the tokens are asked everywhere, without another click.
        if (run is { Code: not null, Token: null })
        {
            run = run with { Token = await client.ExchangeCodeAsync(run, cancellation) };
            if (run.AccessToken is { } accessToken)
                run = run with
                {
                    UserInfo = await client.UserInfoAsync(accessToken, cancellation),
                    Introspection = await client.IntrospectAsync(run.Application, accessToken, cancellation),
                };
            await runs.SaveAsync(run);
        }
        if (run.AccessToken is not null)
            Matrix = new ClaimMatrix(application, run);
        else if (run.Error is { } error)
            Problem = $"ZITADEL answered with an error instead of a code: {error}";
        else if (run.Token is { } refused)
            Problem = $"ZITADEL refused the code with {refused.Status}.";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Applications.FirstOrDefault(known => known.Name == Application) is not { } application)
            return NotFound();
        var scopes = Request.Form[nameof(Scopes)].OfType<string>().Where(scope => AuthorizationParameters.Scopes.Any(known => known.Name == scope));
        var run = await factory.NewAsync(application, PathTo(Application), [.. scopes], pkce: true, [], cancellation);
        await runs.SaveAsync(run);
        return Redirect(run.AuthorizationUrl);
    }

    static string PathTo(string application) => "/matrix" + QueryString.Create("application", application);
}
