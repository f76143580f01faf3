namespace EmbeddedZitadel.Login.Rendering;

/// <summary>The frame of all pages.</summary>
internal static class Layout
{
    /// <summary>A whole document: one card with a heading, which is the document's title too.</summary>
    public static Html Card(PageContext page, string title, Html content) => Document(page.Texts.Language, title, Html.Of($"""
            <main class="card">
              <h1>{title}</h1>
              {content}
            </main>
            <footer><p>EmbeddedZitadel <span aria-hidden="true">·</span> {page.Texts.ForDevelopment}</p></footer>
        """));

    /// <summary>A whole document with a body of its own.</summary>
    public static Html Document(string language, string title, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="{language}">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <link rel="icon" href="{Assets.IconPath}" type="image/svg+xml">
            <link rel="stylesheet" href="{Assets.StylesheetPath}">
          </head>
          <body>
            <div class="brand" aria-hidden="true"></div>
        {body}
          </body>
        </html>

        """);
}
