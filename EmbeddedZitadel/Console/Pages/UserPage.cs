using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>One user.</summary>
internal static class UserPage
{
    public static Html Render(ConsoleVisit visit, JsonNode user) => Html.Of($"""
        {Tabs(user.Text("userId"), isMetadata: false)}
        {ConsoleParts.Facts(Facts(user))}
        <div class="row">{State(visit, user)}</div>
        """);

    /// <summary>The two pages of a user.</summary>
    public static Html Tabs(string userId, bool isMetadata) => Html.Of($"""
        <nav class="tabs" aria-label="User">
          <ul>
            <li><a href="{ConsolePaths.User(userId)}"{Html.If(!isMetadata, $""" aria-current="page" """)}>General</a></li>
            <li><a href="{ConsolePaths.Metadata(userId)}"{Html.If(isMetadata, $""" aria-current="page" """)}>Metadata</a></li>
          </ul>
        </nav>
        """);

    private static IEnumerable<(string, Html)> Facts(JsonNode user)
    {
        yield return ("State", ConsoleParts.State(user.Enum("state", "USER_STATE_")));
        yield return ("Login names", Html.Join(user.Texts("loginNames").Select(name => Html.Of($"<div>{name}</div>"))));
        yield return ("User id", ConsoleParts.Code(user.Text("userId")));
        if (user["human"] is { } human)
        {
            yield return ("Given and family name", Html.Of($"<bdi>{human.Text("profile.givenName")}</bdi> <bdi>{human.Text("profile.familyName")}</bdi>"));
            yield return ("E-mail", Html.Of($"{human.Text("email.email")}, {(human.Flag("email.isVerified") ? "verified" : "not verified")}"));
            yield return ("Password set", Html.Of($"{human.Time("passwordChanged")}{Html.If(human.Flag("passwordChangeRequired"), $", to be changed")}"));
        }
        else
        {
            yield return ("Service user", Html.Of($"{user.Text("machine.description")}"));
        }

        yield return ("Organisation id", ConsoleParts.Code(user.Text("details.resourceOwner")));
        yield return ("Created", Html.Of($"{user.Time("details.creationDate")}"));
        yield return ("Changed", Html.Of($"{user.Time("details.changeDate")}"));
    }

    private static Html State(ConsoleVisit visit, JsonNode user) => user.Text("state") switch
    {
        "USER_STATE_INACTIVE" => ConsoleParts.Button(visit, ConsolePaths.User(user.Text("userId")) + "/reactivate", "Reactivate", "reactivate"),
        "USER_STATE_ACTIVE" => Html.Of($"""
            {ConsoleParts.Button(visit, ConsolePaths.User(user.Text("userId")) + "/deactivate", "Deactivate", "deactivate")}
            <p>Who is deactivated cannot sign in, and loses sessions and access tokens.</p>
            """),
        _ => Html.None,
    };
}
