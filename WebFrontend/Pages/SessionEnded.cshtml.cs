using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Authentication;

namespace WebFrontend.Pages;

sealed class SessionEndedModel : PageModel
{
    public string ReturnUrl { get; private set; } = PagePaths.Home;

    public void OnGet([FromQuery] string? returnUrl)
    {
        if (Url.IsLocalUrl(returnUrl))
            ReturnUrl = returnUrl;

        // The key of a session that is no more: with it every page would lead here again.
        if (User.Identity?.IsAuthenticated != true)
            Response.Cookies.Delete(SessionCookie.Name);
    }
}
