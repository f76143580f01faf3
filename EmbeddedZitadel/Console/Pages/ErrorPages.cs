using EmbeddedZitadel.Api;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>What stands where a page cannot be.</summary>
internal static class ErrorPages
{
    /// <summary>The API or a check refused it.</summary>
    public static IResult Of(ConsoleVisit visit, ZitadelError error) => visit.Show(
        error.Code switch
        {
            StatusCode.NotFound when error.Key != "Errors.Membership.NotFound" => "Not found",
            StatusCode.PermissionDenied or StatusCode.NotFound => "Not allowed",
            _ => "That did not work",
        },
        Html.Of($"""
            <div class="lgn-error" role="alert" data-testid="problem">
              <p>{Sentence(visit, error)}</p>
              {Html.If(error.Id.Length > 0, $"""<p class="error-id">{error.Id}</p>""")}
            </div>
            <p><a href="{ConsolePaths.Home}">To the overview</a></p>
            """),
        status: error.Code.HttpStatus());

    /// <summary>Signed in, but without a role that lets one in.</summary>
    public static IResult NotAdministrator(ConsoleVisit visit) => visit.Show("For administrators only", Html.Of($"""
        <p>You are signed in as <strong>{visit.User!.PreferredLoginName}</strong>, who has no role in the instance or in an organisation (for example
           IAM_OWNER or ORG_USER_MANAGER). The console needs one.</p>
        <p><a class="button" href="{ConsolePaths.OtherUser}" data-testid="other-user">Sign in as somebody else</a></p>
        """), status: StatusCodes.Status403Forbidden);

    /// <summary>A form came after the sign-in had ended.</summary>
    public static IResult SignedOut(ConsoleVisit visit) => visit.Show("You are signed out", Html.Of($"""
        <p>Your sign-in ended before the form was sent, so nothing was changed. Sign in, go back to the form with your browser, and send it again.</p>
        <p><a class="button" href="{ConsolePaths.Home}">Sign in</a></p>
        """), status: StatusCodes.Status401Unauthorized);

    /// <summary>A form larger than the server reads.</summary>
    public static IResult TooLarge(ConsoleVisit visit) => visit.Show("Too large", Html.Of($"""
        <div class="lgn-error" role="alert" data-testid="problem">
          <p>The form was larger than the 32 MB that are read here, so nothing was changed. A value of metadata has {Shown.Number(UserMetadata.MaxBytes)}
             bytes at most: go back with your browser and choose a smaller file.</p>
        </div>
        """), status: StatusCodes.Status413PayloadTooLarge);

    // "No matching permissions found" is ZITADEL's; who reads it wants to know whose. For some keys ZITADEL has no text at all.
    private static string Sentence(ConsoleVisit visit, ZitadelError error) => error.Code switch
    {
        StatusCode.PermissionDenied when error.Id.Length > 0 && visit.User is { } user =>
            $"{error.Sentence}: your roles as {user.PreferredLoginName} do not allow this.",
        StatusCode.NotFound when error.Sentence.StartsWith("Errors.", StringComparison.Ordinal) => "It is not there, or no longer.",
        _ => error.Sentence,
    };
}
