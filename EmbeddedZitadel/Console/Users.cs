using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Console;

/// <summary>The users: a list, one of them, a new person, and their states.</summary>
internal static class Users
{
    private const int PageSize = 20;

    /// <summary>Maps the pages.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapConsolePage(ConsolePaths.Users, List);
        routes.MapConsolePage(ConsolePaths.NewUser, visit => ShowNew(visit, new NewPerson()));
        routes.MapConsoleForm(ConsolePaths.NewUser, Create);
        routes.MapConsolePage(ConsolePaths.Users + "/{userId}", visit => visit["id"] == "metadata" ? UserMetadata.List(visit) : Show(visit));
        routes.MapConsoleForm(ConsolePaths.Users + "/{userId}/deactivate", visit => ChangeState(visit, "DeactivateUser", "The user is disabled."));
        routes.MapConsoleForm(ConsolePaths.Users + "/{userId}/reactivate", visit => ChangeState(visit, "ReactivateUser", "The user is active again."));
    }

    /// <summary>A user.</summary>
    /// <exception cref="ZitadelError">There is none, or whoever is signed in may not see it.</exception>
    public static JsonNode Find(ConsoleVisit visit) => visit.Call("user.v2.UserService/GetUserByID", new() { ["userId"] = visit["userId"] })["user"]!;

    /// <summary>How a user is called.</summary>
    public static string NameOf(JsonNode user) => user.Text("human.profile.displayName") is { Length: > 0 } name ? name : user.Text("machine.name");

    private static IResult List(ConsoleVisit visit)
    {
        var (page, searched) = (PageOfList.Of(visit, PageSize), visit["search"].Trim());
        var request = new JsonObject { ["query"] = page.Query(), ["sortingColumn"] = "USER_FIELD_NAME_USER_NAME" };
        if (searched.Length > 0)
            request["queries"] = new JsonArray(AnyOf(searched));
        try
        {
            var found = visit.Call("user.v2.UserService/ListUsers", request);
            page = page with { Total = found.Number("details.totalResult") };
            return visit.Show("Users", UsersPage.Render(visit, found.List("result"), page, searched));
        }
        catch (ZitadelError error) when (error.Code == StatusCode.InvalidArgument)
        {
            var problem = FormProblem.Of(error, ("Query", "search"));
            return visit.Show("Users", UsersPage.Render(visit, [], page, searched, problem), problem);
        }
    }

    private static JsonObject AnyOf(string searched)
    {
        return new() { ["orQuery"] = new JsonObject { ["queries"] = new JsonArray(
            Contains("loginNameQuery", "loginName"), Contains("displayNameQuery", "displayName"), Contains("emailQuery", "emailAddress")) } };

        JsonNode Contains(string query, string field) =>
            new JsonObject { [query] = new JsonObject { [field] = searched, ["method"] = "TEXT_QUERY_METHOD_CONTAINS_IGNORE_CASE" } };
    }

    private static IResult Show(ConsoleVisit visit)
    {
        var user = Find(visit);
        return visit.Show(NameOf(user), UserPage.Render(visit, user));
    }

    private static IResult ChangeState(ConsoleVisit visit, string method, string done)
    {
        visit.Call($"user.v2.UserService/{method}", new() { ["userId"] = visit["userId"] });
        return visit.Done(ConsolePaths.User(visit["userId"]), done);
    }

    private static IResult ShowNew(ConsoleVisit visit, NewPerson person, FormProblem? problem = null) =>
        visit.Show("New person", NewUserPage.Render(visit, person, problem), problem);

    private static IResult Create(ConsoleVisit visit)
    {
        var person = new NewPerson(
            visit["username"], visit["givenName"], visit["familyName"], visit["email"], visit.IsTicked("emailVerified"), visit.IsTicked("changeRequired"));
        try
        {
            var password = new JsonObject { ["password"] = visit["password"], ["changeRequired"] = person.ChangeRequired };
            var created = visit.Call("user.v2.UserService/AddHumanUser", new()
            {
                ["username"] = person.Username,
                ["profile"] = new JsonObject { ["givenName"] = person.GivenName, ["familyName"] = person.FamilyName },
                ["email"] = new JsonObject { ["email"] = person.Email, ["isVerified"] = person.EmailVerified },
                ["password"] = password,
            });
            return visit.Done(ConsolePaths.User(created.Text("userId")), "The person is created.");
        }
        catch (ZitadelError error) when (error.Code != StatusCode.PermissionDenied && error.Code != StatusCode.Unauthenticated)
        {
            return ShowNew(visit, person, FormProblem.Of(
                error,
                ("Errors.User.Password", "password"),
                (".Password:", "password"),
                ("Errors.User.Email", "email"),
                (".Email:", "email"),
                ("FirstNameEmpty", "givenName"),
                (".GivenName:", "givenName"),
                ("LastNameEmpty", "familyName"),
                (".FamilyName:", "familyName"),
                ("Errors.User.AlreadyExists", "username"),
                (".Username:", "username")));
        }
    }
}

/// <summary>What was typed about a person who is to be created; the password is not kept.</summary>
internal sealed record NewPerson(
    string Username = "", string GivenName = "", string FamilyName = "", string Email = "", bool EmailVerified = true, bool ChangeRequired = false);
