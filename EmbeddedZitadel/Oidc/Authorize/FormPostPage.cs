using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>The page that posts an answer to the client by itself; without JavaScript, at the press of its button.</summary>
internal static class FormPostPage
{
    // Applications may have it in a frame, to renew their tokens. No form-action: the form goes to the application.
    private const string ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'";

    /// <summary>Answers it.</summary>
    public static Task WriteAsync(HttpResponse response, AuthRequest request, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        // ZITADEL, seen: of the caching headers only no-store.
        response.Headers.Remove("Pragma");
        response.Headers.Remove("Expires");
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return new HtmlResult(Render(request.RedirectUri, parameters)).ExecuteAsync(response.HttpContext);
    }

    private static Html Render(string redirectUri, IEnumerable<KeyValuePair<string, string>> parameters) => Layout.Document("en", "Signed in", Html.Of($"""
            <main class="card">
              <h1>Signed in</h1>
              <p>Continue to your application.</p>
              <form method="post" action="{redirectUri}">
                {parameters.Select(p => Html.Of($"""<input type="hidden" name="{p.Key}" value="{p.Value}">"""))}
                <div class="actions"><button type="submit" class="primary">Continue</button></div>
              </form>
            </main>
            <script src="{Assets.SubmitPath}"></script>
        """));
}
