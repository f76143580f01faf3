namespace WebFrontend.Guide;

/// <summary>A step of ZITADEL's guide "User Metadata", as a page.</summary>
sealed record GuideStep(string Path, string Title);

static class GuideSteps
{
    public const string AddMetadataPath = "/guide/metadata";
    public const string TokenPath = "/guide/token";
    public const string IdTokenPath = "/guide/id-token";

    /// <summary>In the guide's order.</summary>
    public static readonly IReadOnlyList<GuideStep> All =
    [
        new("/guide", "Create a client"),
        new(AddMetadataPath, "Add metadata to a user"),
        new("/guide/basic", "Basic authentication string"),
        new("/guide/authorize", "Authorization request"),
        new(TokenPath, "Code and token request"),
        new("/guide/userinfo", "Userinfo"),
        new(IdTokenPath, "User Info inside ID Token"),
        new("/guide/inspect", "Inspect a token"),
    ];
}
