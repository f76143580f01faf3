using WebFrontend.Authentication;

namespace WebFrontend.Pages;

/// <summary>Addresses of the pages that code leads to.</summary>
static class PagePaths
{
    public const string Home = "/";
    public const string Metadata = "/metadata";
    public const string Contract = "/contract";
    public const string Register = "/register";
    public const string Registered = "/registered";
    public const string SignedOut = "/signed-out";
    public const string SignedOutHereOnly = "/signed-out?only=here";

    public static string SessionEnded(string returnUrl) => "/session-ended" + QueryString.Create("returnUrl", returnUrl);

    public static string SignInFailed(SignInFailure reason) => "/sign-in-failed" + QueryString.Create("reason", reason.ToString());
}
