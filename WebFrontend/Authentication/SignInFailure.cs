namespace WebFrontend.Authentication;

/// <summary>Why a sign-in ended without a session.</summary>
enum SignInFailure
{
    /// <summary>ZITADEL's answer could not be used.</summary>
    Failed,

    /// <summary>The user or ZITADEL said no.</summary>
    AccessDenied,

    /// <summary>The answer came too late, twice, or to another browser than the question.</summary>
    Expired,
}
