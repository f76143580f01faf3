using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>Who is signed in, when and where.</summary>
internal static class SessionsPage
{
    public static Html Render(ConsoleVisit visit, IReadOnlyList<ShownSession> sessions) => sessions.Count == 0
        ? Html.Of($"<p>There is none that you may see.</p>")
        : Html.Of($"""
            <table data-testid="sessions">
              <caption>{Shown.Number(sessions.Count)} in all, the newest first</caption>
              <thead><tr><th scope="col">Who</th><th scope="col">Signed in</th><th scope="col">Where</th><th scope="col">Do</th></tr></thead>
              <tbody>
                {sessions.Select(session => Html.Of($"""
                  <tr data-session="{session.Id}">
                    <th scope="row"><bdi>{session.Name}</bdi> <span class="login-name">{session.LoginName}</span></th>
                    <td data-label="Signed in">{Shown.Time(session.Since)}</td>
                    <td data-label="Where"><bdi>{session.Agent}</bdi></td>
                    <td>{(session.IsOwn ? Html.Of($"""<span class="badge">yours, here</span>""") : EndButton(visit, session))}</td>
                  </tr>
                  """))}
              </tbody>
            </table>
            """);

    private static Html EndButton(ConsoleVisit visit, ShownSession session) => ConsoleParts.Button(
        visit, $"{ConsolePaths.Sessions}/{Uri.EscapeDataString(session.Id)}/end", "End", "end", $"session of {session.LoginName}");
}
