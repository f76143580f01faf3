namespace WebFrontend.Guide;

/// <summary>An application in ZITADEL that the guide is followed with.</summary>
/// <param name="Name">Its name in ZITADEL.</param>
/// <param name="ClientId">Its client id.</param>
/// <param name="ClientSecret">Its client secret.</param>
/// <param name="Id">Its id, in the addresses of ZITADEL's console; null where it is not known.</param>
sealed record GuideApplication(string Name, string ClientId, string ClientSecret, string? Id = null)
{
    /// <summary>The setting "Auth Token Type": JWT, or opaque (ZITADEL's default, "Bearer").</summary>
    public bool HasJwtAccessTokens => Name.StartsWith("guide-jwt", StringComparison.Ordinal);

    /// <summary>The setting "User Info inside ID Token".</summary>
    public bool HasUserInfoInIdToken => Name == GuideApplications.ByHand || Name.EndsWith("-user-info", StringComparison.Ordinal);
}

/// <summary>
/// The applications that AppHost hands in as <c>Guide__Applications__{name}__ClientId</c> and <c>…__ClientSecret</c>. Without them, as where this
/// ZITADEL was set up by somebody else, the pages of the guide say what they cannot do.
/// </summary>
sealed class GuideApplications
{
    /// <summary>The guide's own: redirect <c>http://localhost</c>, where nothing listens.</summary>
    public const string ByHand = "guide";

    /// <summary>The same with a redirect to this site, which catches the code.</summary>
    public const string Live = "guide-opaque-user-info";

    /// <summary>As <see cref="Live"/>, with "User Info inside ID Token" off.</summary>
    public const string LiveWithoutUserInfo = "guide-opaque";

    /// <summary>One application for each combination of token settings.</summary>
    public static readonly IReadOnlyList<string> Combinations = [LiveWithoutUserInfo, Live, "guide-jwt", "guide-jwt-user-info"];

    readonly Dictionary<string, GuideApplication> _applications = [];

    public GuideApplications(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Guide:Applications").GetChildren())
            if (section["ClientId"] is { Length: > 0 } id && section["ClientSecret"] is { Length: > 0 } secret)
                _applications[section.Key] = new GuideApplication(section.Key, id, secret, section["ApplicationId"]);
    }

    public GuideApplication? Find(string name) => _applications.GetValueOrDefault(name);
}
