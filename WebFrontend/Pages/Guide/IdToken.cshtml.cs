using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.JsonWebTokens;
using WebFrontend.Guide;
using ZitadelMetadata;

namespace WebFrontend.Pages.Guide;

sealed class IdTokenModel(GuideApplications applications, GuideRuns runs, GuideRunFactory factory, GuideClient client) : PageModel
{
    // Different in every token, whatever the setting.
    static readonly string[] ClaimsOfTheRequest = ["nonce", "at_hash", "iat", "exp", "auth_time", "sid"];

    static readonly string[] Names = [GuideApplications.LiveWithoutUserInfo, GuideApplications.Live];

    public IReadOnlyList<Side> Sides { get; private set; } = [];

    public bool IsAvailable => Names.All(name => applications.Find(name) is not null);

    /// <summary>Claims that only the ID token with the setting has; null until both are there.</summary>
    public IReadOnlyList<string>? OnlyWithSetting => Sides is [{ Claims: { } off }, { Claims: { } on }]
        ? [.. on.EnumerateObject().Select(claim => claim.Name).Except(off.EnumerateObject().Select(claim => claim.Name)).Except(ClaimsOfTheRequest)]
        : null;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var known = await runs.LoadAsync();
        var sides = new List<Side>();
        foreach (var name in Names)
        {
            var run = known.GetValueOrDefault(name);

            // Back from ZITADEL: the code becomes tokens without another click.
            if (run is { Code: not null, Token: null } && run.ReturnTo == GuideSteps.IdTokenPath)
            {
                run = run with { Token = await client.ExchangeCodeAsync(run, cancellation) };
                await runs.SaveAsync(run);
            }
            var problem = run?.Error ?? (run?.Token is { Status: >= 400 } refused ? $"ZITADEL refused the code with {refused.Status}." : null);
            sides.Add(new Side(name, name == GuideApplications.Live, run?.IdToken is { } token ? Payload(token) : null, problem));
        }
        Sides = sides;
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string application, CancellationToken cancellation)
    {
        if (!Names.Contains(application) || applications.Find(application) is not { } found)
            return NotFound();
        var run = await factory.NewAsync(found, GuideSteps.IdTokenPath, ["openid", "profile", "email", UserMetadata.Scope], pkce: true, [], cancellation);
        await runs.SaveAsync(run);
        return Redirect(run.AuthorizationUrl);
    }

    static JsonElement Payload(string jwt) => JsonElement.Parse(Base64Url.DecodeFromChars(new JsonWebToken(jwt).EncodedPayload));

    internal sealed record Side(string Application, bool IsOn, JsonElement? Claims, string? Problem);
}
