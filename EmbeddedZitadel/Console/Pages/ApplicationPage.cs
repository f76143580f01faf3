using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>One application: what it is, its token settings, its redirect URIs, its secret. The words are those of ZITADEL's console.</summary>
internal static class ApplicationPage
{
    private static readonly (string Value, string Label)[] TokenTypes = [("OIDC_TOKEN_TYPE_BEARER", "Bearer Token"), ("OIDC_TOKEN_TYPE_JWT", "JWT")];

    public static Html Render(ConsoleVisit visit, JsonNode application, TypedUris typed, FormProblem? problem)
    {
        var path = Path(application);
        return Html.Of($"""
            {ConsoleParts.Facts(Facts(application))}
            {Compliance([.. application.List("oidcConfiguration.complianceProblems").Select(one => one.Text("localizedMessage")).Distinct()])}
            {Html.If(application["oidcConfiguration"] is not null, $"""
              {TokenSettings(visit, path, application["oidcConfiguration"]!)}
              {RedirectUris(visit, path, typed, problem)}
              """)}
            {Html.If(Applications.HasSecret(application), $"{Secret(visit, path)}")}
            """);
    }

    /// <summary>Where the page of an application is.</summary>
    public static string Path(JsonNode application) => ConsolePaths.Application(application.Text("projectId"), application.Text("applicationId"));

    /// <summary>The client id of an OIDC or API application.</summary>
    public static string ClientId(JsonNode application) =>
        application.Text(application["oidcConfiguration"] is null ? "apiConfiguration.clientId" : "oidcConfiguration.clientId");

    /// <summary>What kind of application it is.</summary>
    public static string Kind(JsonNode application) => application.Text("oidcConfiguration.applicationType") switch
    {
        _ when application["oidcConfiguration"] is null => "API",
        "OIDC_APP_TYPE_USER_AGENT" => "User Agent",
        "OIDC_APP_TYPE_NATIVE" => "Native",
        _ => "Web",
    };

    private static IEnumerable<(string, Html)> Facts(JsonNode application)
    {
        yield return ("State", ConsoleParts.State(application.Enum("state", "APPLICATION_STATE_")));
        yield return ("Client Id", Html.Of($"""<code data-testid="client-id">{ClientId(application)}</code>"""));
        yield return ("Application id", ConsoleParts.Code(application.Text("applicationId")));
        yield return ("Project id", Html.Of($"""
            <a href="{ConsolePaths.Projects}/{application.Text("projectId")}"><code>{application.Text("projectId")}</code></a>
            """));
        yield return ("Kind", Html.Of($"{Kind(application)}"));
        yield return ("Authentication Method", Html.Of($"{AuthenticationMethod(application)}"));
        yield return ("Changed", Html.Of($"{application.Time("changeDate")}"));
    }

    private static Html Compliance(IReadOnlyList<string> problems) => Html.If(problems.Count > 0, $"""
        <div class="hint"><ul>{problems.Select(problem => Html.Of($"<li>{problem}</li>"))}</ul></div>
        """);

    private static string AuthenticationMethod(JsonNode application) => Applications.Authentication(application) switch
    {
        "OIDC_AUTH_METHOD_TYPE_POST" => "Post",
        "OIDC_AUTH_METHOD_TYPE_NONE" => "None (PKCE)",
        "OIDC_AUTH_METHOD_TYPE_PRIVATE_KEY_JWT" or "API_AUTH_METHOD_TYPE_PRIVATE_KEY_JWT" => "Private Key JWT",
        _ => "Basic",
    };

    private static Html TokenSettings(ConsoleVisit visit, string path, JsonNode oidc) => Html.Of($"""
        <section class="panel" aria-labelledby="token">
          <h2 id="token">Token Settings</h2>
          {ConsoleParts.Form(visit, path + "/token", Html.Of($"""
            {ConsoleParts.Choice(new("accessTokenType", "Auth Token Type", oidc.Text("accessTokenType"))
            {
                Hint = "A Bearer Token says nothing to anybody: an API asks ZITADEL about it (introspection). A JWT is validated with ZITADEL's public keys.",
            }, TokenTypes)}
            {ConsoleParts.Box("accessTokenRoleAssertion", "Add user roles to the access token", oidc.Flag("accessTokenRoleAssertion"), "Of a JWT.")}
            {ConsoleParts.Box("idTokenRoleAssertion", "User roles inside ID Token", oidc.Flag("idTokenRoleAssertion"))}
            {ConsoleParts.Box("idTokenUserinfoAssertion", "User Info inside ID Token", oidc.Flag("idTokenUserinfoAssertion"),
                "The claims of profile, email and phone. Metadata is in the ID token whenever its scope is asked for.")}
            <button class="primary" data-testid="save-token">Save</button>
            """))}
        </section>
        """);

    private static Html RedirectUris(ConsoleVisit visit, string path, TypedUris typed, FormProblem? problem) => Html.Of($"""
        <section class="panel" aria-labelledby="redirect-uris">
          <h2 id="redirect-uris">Redirect Settings</h2>
          {ConsoleParts.Form(visit, path + "/redirect-uris", Html.Of($"""
            {ConsoleParts.Lines(new("redirectUris", "Redirect URIs", typed.Redirect)
            {
                Hint = "One a line. They are compared character by character.",
            }, 3, problem)}
            {ConsoleParts.Lines(new("postLogoutRedirectUris", "Post Logout URIs", typed.PostLogout) { Hint = "One a line." }, 3, problem)}
            <button class="primary" data-testid="save-uris">Save</button>
            """))}
        </section>
        """);

    private static Html Secret(ConsoleVisit visit, string path) => Html.Of($"""
        <section class="panel" aria-labelledby="secret">
          <h2 id="secret">Client Secret</h2>
          <p>ZITADEL keeps only a hash of it. A new one ends the old one at once: whoever uses it has to be given the new one.</p>
          {ConsoleParts.Button(visit, path + "/secret", "Regenerate Client Secret", "new-secret")}
        </section>
        """);
}
