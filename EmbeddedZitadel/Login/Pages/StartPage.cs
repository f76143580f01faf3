using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>What somebody sees who opens the server in a browser.</summary>
internal static class StartPage
{
    public static Html Render(string issuer, bool showsMails) => Layout.Document("en", "EmbeddedZitadel", Html.Of($"""
            <main class="card wide">
              <h1>EmbeddedZitadel</h1>
              <p>This server behaves as <a href="https://zitadel.com">ZITADEL</a> does, for development and tests. It is not ZITADEL.
                 Its <a href="{LoginPaths.Console}">console</a> is small: users, metadata, applications, keys, sessions. All else is done through
                 ZITADEL's API.</p>
              <dl>
                <dt>Issuer</dt><dd><code>{issuer}</code></dd>
                <dt>OpenID Connect</dt><dd><a href="/.well-known/openid-configuration">Discovery document</a></dd>
                <dt>Health</dt><dd><a href="/debug/healthz">Alive</a>, <a href="/debug/ready">ready</a></dd>
                {Html.If(showsMails, $"""<dt>Mails</dt><dd><a href="{LoginPaths.Mails}">Mails that were not sent</a></dd>""")}
              </dl>
            </main>
        """));

    /// <summary>What somebody sees whose application asks for Login V2.</summary>
    public static Html RenderNoLoginV2() => Layout.Document("en", "Login V2 is not here", Html.Of($"""
            <main class="card wide">
              <h1>Login V2 is not here</h1>
              <p>The application asks for ZITADEL's Login V2. That is an application of its own, and EmbeddedZitadel has the pages of Login V1 only.</p>
              <p>Set the login version of the application to V1, or leave it to the instance and set
                 <code>ZITADEL_DEFAULTINSTANCE_FEATURES_LOGINV2_REQUIRED</code> to <code>false</code>. Or run a Login V2 of yours against this server,
                 and set its address as the base URI.</p>
            </main>
        """));
}
