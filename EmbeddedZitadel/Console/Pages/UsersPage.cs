using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>The users, with a search.</summary>
internal static class UsersPage
{
    public static Html Render(ConsoleVisit visit, IReadOnlyList<JsonNode> users, PageOfList page, string searched, FormProblem? problem = null) => Html.Of($"""
        <form action="{ConsolePaths.Users}" method="get" role="search" class="search">
          {ConsoleParts.Field(new("search", "Login name, name or e-mail address has", searched) { Type = "search" }, problem)}
          <button>Search</button>
        </form>
        <p><a class="button" href="{ConsolePaths.NewUser}" data-testid="new-user">New person</a></p>
        {Html.If(users.Count == 0 && problem is null, $"<p>{(searched.Length > 0 ? $"No user has “{searched}”." : "There is none that you may see.")}</p>")}
        {Html.If(users.Count > 0, $"{Table(users, page)}")}
        {ConsoleParts.Pager(visit, page, ConsolePaths.Users, searched.Length > 0 ? $"search={Uri.EscapeDataString(searched)}&" : "")}
        """);

    private static Html Table(IReadOnlyList<JsonNode> users, PageOfList page) => Html.Of($"""
        <table data-testid="users">
          <caption>{Shown.Number(page.Total)} in all</caption>
          <thead><tr><th scope="col">Name</th><th scope="col">Login name</th><th scope="col">E-mail</th><th scope="col">State</th></tr></thead>
          <tbody>
            {users.Select(user => Html.Of($"""
              <tr>
                <th scope="row"><a href="{ConsolePaths.User(user.Text("userId"))}"><bdi>{Users.NameOf(user)}</bdi></a></th>
                <td data-label="Login name">{user.Text("preferredLoginName")}</td>
                <td data-label="E-mail">{(user["human"] is null ? "service user" : user.Text("human.email.email"))}</td>
                <td data-label="State">{ConsoleParts.State(user.Enum("state", "USER_STATE_"))}</td>
              </tr>
              """))}
          </tbody>
        </table>
        """);
}
