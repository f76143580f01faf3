using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Authentication;

namespace WebFrontend.Pages;

sealed class SignInFailedModel : PageModel
{
    internal SignInFailure Reason { get; private set; }

    public void OnGet([FromQuery] string? reason)
    {
        Reason = Enum.TryParse<SignInFailure>(reason, out var known) ? known : SignInFailure.Failed;
        Response.StatusCode = Reason == SignInFailure.AccessDenied ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
        // This is the answer; the page for statuses without one must not take its place.
        HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>()?.Enabled = false;
    }
}
