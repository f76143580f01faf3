namespace EmbeddedZitadel.Login;

/// <summary>The settings of the pages.</summary>
/// <param name="SignInHint">
/// <c>EmbeddedZitadel:SignInHint</c>, a user and password that the login pages show, e.g. <c>road.runner / Password1!</c>; null outside Development.
/// </param>
/// <param name="AdministratorSignInHint">
/// <c>EmbeddedZitadel:AdministratorSignInHint</c>, the same for the console, where only administrators get in; null outside Development.
/// </param>
/// <param name="ShowsMails">Whether there is a page with the mails: in Development only.</param>
internal sealed record LoginSettings(string? SignInHint, string? AdministratorSignInHint, bool ShowsMails)
{
    /// <summary>Reads them. Outside Development passwords and codes have no place on a page, whatever the settings say.</summary>
    public static LoginSettings Read(IConfiguration configuration, IHostEnvironment environment) =>
        environment.IsDevelopment()
            ? new(configuration["EmbeddedZitadel:SignInHint"], configuration["EmbeddedZitadel:AdministratorSignInHint"], true)
            : new(null, null, false);
}
