using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using WebFrontend.Api;
using WebFrontend.Authentication;
using WebFrontend.Registration;

namespace WebFrontend.Pages;

[EnableRateLimiting(RegistrationLimit.Policy)]
sealed partial class RegisterModel(
    Registrar registrar, MetadataApiRegions regions, IOptions<RegistrationSettings> settings, ILogger<RegisterModel> logger) : PageModel
{
    [BindProperty]
    public RegistrationForm Form { get; set; } = new();

    /// <summary>For the page that follows.</summary>
    [TempData]
    public string? LoginName { get; set; }

    public IReadOnlyCollection<string> Regions => regions.All;

    public bool IsSetUp => settings.Value.IsSetUp;

    /// <summary>As ZITADEL says it, or its defaults.</summary>
    public PasswordPolicy Policy { get; private set; } = PasswordPolicy.Default;

    /// <summary>What is wrong, apart from single fields.</summary>
    public string? Problem { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        if (IsSetUp)
            Policy = await registrar.PasswordPolicyAsync(cancellation) ?? Policy;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!IsSetUp)
            return Page();
        if (!Regions.Contains(Form.Region))
            ModelState.AddModelError(nameof(Form.Region), "Choose a region.");
        if (await registrar.PasswordPolicyAsync(cancellation) is { } policy)
        {
            Policy = policy;
            if (Form.Password is { } password && policy.Broken(password) is { Count: > 0 } broken)
                ModelState.AddModelError(nameof(Form.Password), $"It still needs {string.Join(", ", broken)}.");
        }
        if (ModelState.IsValid && await RegisteredAsync(cancellation))
        {
            LoginName = Form.Email!.Trim();
            return LocalRedirect(PagePaths.Registered);
        }
        Problem ??= "You are not registered yet: look at the fields that are marked. Both passwords have to be entered again.";
        if (Response.StatusCode == StatusCodes.Status200OK)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    async Task<bool> RegisteredAsync(CancellationToken cancellation)
    {
        try
        {
            if (await registrar.RegisterAsync(Form, cancellation) is not { } refusal)
                return true;
            if (refusal.Field.Length == 0)
                Problem = refusal.Message;
            else
                ModelState.AddModelError(refusal.Field, refusal.Message);
        }
        catch (ProviderUnavailableException exception)
        {
            LogNotRegistered(logger, exception);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Problem = "ZITADEL cannot register you right now. What you typed is still here, apart from the passwords: try again in a moment. "
                + "If it says then that the login name exists, this try came through, and you can sign in.";
        }
        return false;
    }

    [LoggerMessage(1203, LogLevel.Error, "A user could not be registered: ZITADEL does not answer, or does not let WebFrontend create users")]
    static partial void LogNotRegistered(ILogger logger, Exception exception);
}
