using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.JsonWebTokens;
using WebFrontend.Guide;

namespace WebFrontend.Pages.Guide;

sealed class AddMetadataModel(GuideApplications applications, GuideRuns runs, GuideRunFactory factory, GuideClient client) : PageModel
{
    const string Application = "guide-jwt";

    // Lets a user's token be used at ZITADEL's own API.
    const string ApiScope = "urn:zitadel:iam:org:project:id:zitadel:aud";

    public bool IsAvailable => applications.Find(Application) is not null;

    public GuideRun? Run { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        if ((await runs.LoadAsync()).GetValueOrDefault(Application) is not { ReturnTo: GuideSteps.AddMetadataPath } run)
            return;
        // Back from ZITADEL: the code becomes tokens, and they are used, without another click.
        if (run is { Code: not null, Token: null })
        {
            run = run with { Token = await client.ExchangeCodeAsync(run, cancellation) };
            if (run is { AccessToken: { } accessToken, IdToken: { } idToken })
            {
                var path = $"/v2/users/{new JsonWebToken(idToken).Subject}/metadata";
                var addition = JsonSerializer.Serialize(new { metadata = new[] { new { key = "addedByMyself", value = Convert.ToBase64String("yes"u8) } } });
                run = run with
                {
                    OwnMetadata = await client.CallApiAsync(path + "/search", "{}", accessToken, cancellation),
                    OwnAddition = await client.CallApiAsync(path, addition, accessToken, cancellation),
                };
            }
            await runs.SaveAsync(run);
        }
        Run = run;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (applications.Find(Application) is not { } application)
            return NotFound();
        var run = await factory.NewAsync(application, GuideSteps.AddMetadataPath, ["openid", ApiScope], pkce: true, [], cancellation);
        await runs.SaveAsync(run);
        return Redirect(run.AuthorizationUrl);
    }
}
