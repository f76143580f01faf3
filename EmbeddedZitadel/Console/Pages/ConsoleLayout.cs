using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>The frame of the console's pages. They are for whoever develops, so in English.</summary>
internal static class ConsoleLayout
{
    private static readonly (string Path, string Link, string Name)[] Sections =
    [
        (ConsolePaths.Home, ConsolePaths.Home, "Overview"),
        (ConsolePaths.Users, ConsolePaths.Users, "Users"),
        (ConsolePaths.Projects, ConsolePaths.Projects, "Applications"),
        (ConsolePaths.Keys, ConsolePaths.KeysLink, "Signing keys"),
        (ConsolePaths.Sessions, ConsolePaths.Sessions, "Sessions"),
    ];

    /// <summary>A whole document: the heading is its title, too.</summary>
    public static Html Page(ConsoleVisit visit, string title, Html content, FormProblem? problem) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{title} · Console</title>
            <link rel="icon" href="{Assets.IconPath}" type="image/svg+xml">
            <link rel="stylesheet" href="{Assets.StylesheetPath}">
            <link rel="stylesheet" href="{Assets.ConsoleStylesheetPath}">
          </head>
          <body class="console">
            <a class="skip" href="#content">Skip to the content</a>
            <header>
              <a class="home" href="{ConsolePaths.Home}"><span class="brand"></span> Console</a>
              {Html.If(visit.IsAdministrator, $"{Navigation(visit)}")}
              {Html.If(visit.User is not null, $"{Account(visit)}")}
            </header>
            <main id="content">
              <h1>{title}</h1>
              {Notice(visit.TakeNotice())}
              {Html.If(problem is not null, $"{Problem(problem!)}")}
              {content}
            </main>
            <footer><p>EmbeddedZitadel <span aria-hidden="true">·</span> for development</p></footer>
          </body>
        </html>

        """);

    private static Html Navigation(ConsoleVisit visit) => Html.Of($"""
        <nav aria-label="Console">
          <ul>
            {Sections.Select(section => Html.Of($"""
              <li><a href="{section.Link}"{Html.If(IsOpen(visit, section.Path), $""" aria-current="page" """)}>{section.Name}</a></li>
              """))}
          </ul>
        </nav>
        """);

    private static bool IsOpen(ConsoleVisit visit, string path) => path == ConsolePaths.Home
        ? visit.Http.Request.Path.Equals(path, StringComparison.Ordinal) || visit.Http.Request.Path.Equals(path + "/", StringComparison.Ordinal)
        : visit.Http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal);

    private static Html Account(ConsoleVisit visit) => Html.Of($"""
        <div class="account">
          <span data-testid="user-name">{visit.User!.PreferredLoginName}</span>
          {ConsoleParts.Form(visit, ConsolePaths.SignOut, Html.Of($"""<button data-testid="sign-out">Sign out</button>"""))}
        </div>
        """);

    private static Html Notice((string Sentence, string Secret)? notice) => notice is not var (sentence, secret) ? Html.None : Html.Of($"""
        <div class="done" role="status" data-testid="notice">
          <p>{sentence}</p>
          {Html.If(secret.Length > 0, $"""<p><code data-testid="secret">{secret}</code></p>""")}
        </div>
        """);

    private static Html Problem(FormProblem problem) => Html.Of($"""
        <div class="lgn-error" role="alert" data-testid="problem">
          {(problem.Field.Length == 0
            ? Html.Of($"<p>{problem.Sentence}</p>")
            : Html.Of($"""<p><a href="#{problem.Field}">{problem.Sentence}</a></p>"""))}
          {Html.If(problem.ErrorId.Length > 0, $"""<p class="error-id">{problem.ErrorId}</p>""")}
        </div>
        """);
}
