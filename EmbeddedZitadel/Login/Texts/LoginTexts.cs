namespace EmbeddedZitadel.Login.Texts;

/// <summary>
/// What the pages say, in one language. A new language is one more file like <see cref="English"/>, and a line in <see cref="Languages"/>;
/// the compiler names what it lacks.
/// </summary>
internal sealed record LoginTexts
{
    /// <summary>The language: <c>lang</c> of the page, and what a person who registers gets as theirs.</summary>
    public required string Language { get; init; }

    // Used on several pages
    public required string Next { get; init; }
    public required string Back { get; init; }
    public required string Cancel { get; init; }
    public required string Code { get; init; }
    public required string ResendCode { get; init; }
    public required string Password { get; init; }
    public required string NewPassword { get; init; }
    public required string PasswordConfirmation { get; init; }
    public required string Email { get; init; }
    public required string ForDevelopment { get; init; }
    public required string SignInHint { get; init; }
    public required string MailsHint { get; init; }

    // Login name and password
    public required string LoginTitle { get; init; }
    public required string LoginDescription { get; init; }
    public required string LoginName { get; init; }
    public required string LoginNamePlaceholder { get; init; }
    public required string Register { get; init; }
    public required string PasswordDescription { get; init; }
    public required string ResetPassword { get; init; }

    // Account picker
    public required string SelectAccountTitle { get; init; }
    public required string SelectAccountDescription { get; init; }
    public required string OtherUser { get; init; }
    public required string SignedOut { get; init; }

    // Passwords: change, reset, set
    public required string ChangePasswordTitle { get; init; }
    public required string ChangePasswordDescription { get; init; }
    public required string OldPassword { get; init; }
    public required string PasswordChanged { get; init; }
    public required string PasswordResetTitle { get; init; }
    public required string PasswordResetDescription { get; init; }
    public required string SetPasswordTitle { get; init; }
    public required string SetPasswordDescription { get; init; }
    public required string PasswordSetTitle { get; init; }
    public required string PasswordSet { get; init; }
    public required string PasswordMustHave { get; init; }
    public required string RuleMinLength { get; init; }
    public required string RuleMaxLength { get; init; }
    public required string RuleLowercase { get; init; }
    public required string RuleUppercase { get; init; }
    public required string RuleNumber { get; init; }
    public required string RuleSymbol { get; init; }
    public required string RuleConfirmation { get; init; }

    // Registration
    public required string RegistrationTitle { get; init; }
    public required string RegistrationDescription { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string ActivateUserTitle { get; init; }
    public required string ActivateUserDescription { get; init; }
    public required string UserActivatedTitle { get; init; }
    public required string UserActivated { get; init; }
    public required string VerifyEmailTitle { get; init; }
    public required string VerifyEmailDescription { get; init; }
    public required string EmailVerifiedTitle { get; init; }
    public required string EmailVerified { get; init; }

    // Ends
    public required string LoginSuccessTitle { get; init; }
    public required string LoginSuccess { get; init; }
    public required string LoginSuccessRedirected { get; init; }
    public required string LoggedOutTitle { get; init; }
    public required string LoggedOut { get; init; }
    public required string Login { get; init; }
    public required string ErrorTitle { get; init; }
    public required string ErrorDescription { get; init; }

    // Devices
    public required string DeviceTitle { get; init; }
    public required string DeviceCodeDescription { get; init; }
    public required string DeviceActionDescription { get; init; }
    public required string DeviceScopes { get; init; }
    public required string DeviceApplication { get; init; }
    public required string DeviceAllow { get; init; }
    public required string DeviceDeny { get; init; }
    public required string DeviceApproved { get; init; }
    public required string DeviceDenied { get; init; }

    /// <summary>Sentences for ZITADEL's message keys; keys that are not here keep their English sentence.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }
}
