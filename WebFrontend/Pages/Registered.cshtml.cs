using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace WebFrontend.Pages;

sealed class RegisteredModel : PageModel
{
    [TempData]
    public string? LoginName { get; set; }

    public IActionResult OnGet()
    {
        if (LoginName is null)
            return LocalRedirect(PagePaths.Register);
        TempData.Keep();
        return Page();
    }
}
