using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using WebFrontend.Api;

namespace WebFrontend.Pages;

sealed class ContractModel(MetadataApiClient api, MetadataApiRegions regions) : PageModel
{
    public const int MaximumNoteLength = 500;

    /// <summary>What was typed, which a refusal must not lose.</summary>
    [BindProperty]
    public string? Note { get; set; }

    [TempData]
    public bool NoteIsSaved { get; set; }

    public RegionChoice Region { get; private set; } = null!;

    public ApiAnswer<ContractResponse> Answer { get; private set; } = null!;

    public string? NoteProblem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        Note = Answer.Value?.Note;
        return await PageOrEndAsync();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        // Browsers send each line break of a text area as two characters and count it as one.
        Note = (Note ?? "").ReplaceLineEndings("\n");
        if (Note.Length > MaximumNoteLength)
            NoteProblem = $"The note has {Note.Length} characters: shorten it to {MaximumNoteLength}.";
        else
        {
            var saved = await api.SaveNoteAsync(regions.ChooseFor(User).Region, await AccessTokenAsync(), Note, cancellation);
            if (saved.Problem is null)
            {
                NoteIsSaved = true;
                return RedirectToPage();
            }
            NoteProblem = $"The note was not saved. {saved.Problem.Detail}";
        }
        await ReadAsync(cancellation);
        return await PageOrEndAsync();
    }

    async Task ReadAsync(CancellationToken cancellation)
    {
        Region = regions.ChooseFor(User);
        Answer = await api.GetContractAsync(Region.Region, await AccessTokenAsync(), cancellation);
    }

    async Task<string> AccessTokenAsync() => (await HttpContext.GetTokenAsync(OpenIdConnectParameterNames.AccessToken))!;

    async Task<IActionResult> PageOrEndAsync()
    {
        if (Answer.Problem?.Status != StatusCodes.Status401Unauthorized)
            return Page();
        // ZITADEL does not know the token any more: signed out elsewhere, or the user was deactivated.
        await HttpContext.SignOutAsync();
        return LocalRedirect(PagePaths.SessionEnded(PagePaths.Contract));
    }
}
