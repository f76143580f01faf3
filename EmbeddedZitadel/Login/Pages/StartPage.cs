using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>What somebody sees who opens the server in a browser, or ZITADEL's Console, which is not here.</summary>
internal static class StartPage
{
    public static Html Render(string issuer, bool showsMails) => Layout.Document("en", "EmbeddedZitadel", Html.Of($"""
            <main class="card wide">
              <h1>EmbeddedZitadel</h1>
              <p>This server behaves as <a href="https://zitadel.com">ZITADEL</a> does, for development and tests. It is not ZITADEL,
                 and it has no Console: what you would click there is done through ZITADEL's API.</p>
              <dl>
                <dt>Issuer</dt><dd><code>{issuer}</code></dd>
                <dt>OpenID Connect</dt><dd><a href="/.well-known/openid-configuration">Discovery document</a></dd>
                <dt>Health</dt><dd><a href="/debug/healthz">Alive</a>, <a href="/debug/ready">ready</a></dd>
                {Html.If(showsMails, $"""<dt>Mails</dt><dd><a href="{LoginPaths.Mails}">Mails that were not sent</a></dd>""")}
              </dl>
            </main>
        """));
}
