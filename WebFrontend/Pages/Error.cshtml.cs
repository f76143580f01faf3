using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Authentication;

namespace WebFrontend.Pages;

/// <summary>Errors for people, and the trace for those who look into it.</summary>
[IgnoreAntiforgeryToken] // shown in place of a POST that was refused, perhaps for its token; it changes nothing
sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";
    public string? TraceId { get; private set; }

    public void OnGet([FromQuery] int? status) => Show(status);

    public void OnPost([FromQuery] int? status) => Show(status);

    void Show(int? status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (failure is ProviderUnavailableException)
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;

        // Opened by its address there is no error to show.
        var isReal = failure is not null || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var code = failure is not null ? Response.StatusCode : isReal ? status ?? Response.StatusCode : StatusCodes.Status404NotFound;
        Response.StatusCode = code;
        (Title, Advice) = code switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => ("There is no such page", "The address may be mistyped, or the page has moved."),
            StatusCodes.Status429TooManyRequests => ("Too many attempts", Wait(Response.Headers.RetryAfter)),
            StatusCodes.Status400BadRequest => ("That did not work", "The page was open for too long or came from elsewhere. Go back, load it again and repeat what you did."),
            StatusCodes.Status503ServiceUnavailable => ("ZITADEL does not answer", "You cannot be signed in right now. Try again in a moment; the state of the services is in the Aspire dashboard."),
            _ => ("Something went wrong", "The fault is on our side and has been logged."),
        };
        if (failure is not null)
            TraceId = Activity.Current?.TraceId.ToString();
    }

    static string Wait(string? seconds) => int.TryParse(seconds, CultureInfo.InvariantCulture, out var wait) && wait > 60
        ? string.Create(CultureInfo.InvariantCulture, $"They came from your address, or from one beside it. Wait {(wait + 59) / 60} minutes and try again.")
        : "They came from your address, or from one beside it. Wait a minute and try again.";
}
