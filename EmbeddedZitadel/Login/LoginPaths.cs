namespace EmbeddedZitadel.Login;

/// <summary>Where the pages are: ZITADEL's own paths, and two that only this server has.</summary>
internal static class LoginPaths
{
    /// <summary>The beginning of all of ZITADEL's Login V1.</summary>
    public const string Prefix = "/ui/login";

    /// <summary>The login, from wherever it is.</summary>
    public const string Login = Prefix + "/login";

    /// <summary>Takes the login name.</summary>
    public const string LoginName = Prefix + "/loginname";

    /// <summary>Takes the choice of the account picker.</summary>
    public const string UserSelection = Prefix + "/userselection";

    /// <summary>Takes the password.</summary>
    public const string Password = Prefix + "/password";

    /// <summary>Takes a changed password.</summary>
    public const string ChangePassword = Prefix + "/password/change";

    /// <summary>Mails a code to set a new password.</summary>
    public const string PasswordReset = Prefix + "/password/reset";

    /// <summary>Takes that code and the new password.</summary>
    public const string SetPassword = Prefix + "/password/init";

    /// <summary>Takes the code that activates a user.</summary>
    public const string ActivateUser = Prefix + "/user/init";

    /// <summary>Takes the code that verifies an e-mail address.</summary>
    public const string VerifyEmail = Prefix + "/mail/verification";

    /// <summary>The registration.</summary>
    public const string Register = Prefix + "/register";

    /// <summary>The end of a native application's login.</summary>
    public const string LoginSuccess = Prefix + "/login/success";

    /// <summary>The end of a logout.</summary>
    public const string LogoutDone = Prefix + "/logout/done";

    /// <summary>Takes a device's user code.</summary>
    public const string Device = Prefix + "/device";

    /// <summary>The short address of <see cref="Device"/> that devices show.</summary>
    public const string ShortDevice = "/device";

    /// <summary>Where a login for a device ends. The braces are ZITADEL's: it forgets to fill in its own route.</summary>
    public const string DeviceAction = Prefix + "/device/%7Baction%7D";

    /// <summary>The stylesheet and so on.</summary>
    public const string Resources = Prefix + "/resources";

    /// <summary>Where ZITADEL has its Console.</summary>
    public const string Console = "/ui/console/";

    /// <summary>The mails that were not sent; ours, in Development only.</summary>
    public const string Mails = "/mails";

    /// <summary>A path with the login it belongs to.</summary>
    public static string Of(string path, string authRequestId) => $"{path}?authRequestID={Uri.EscapeDataString(authRequestId)}";
}
