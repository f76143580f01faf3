using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Console;

/// <summary>What there is, and what to do with it.</summary>
internal static class Overview
{
    /// <summary>Maps it.</summary>
    public static void MapOverview(this IEndpointRouteBuilder routes)
    {
        routes.MapConsolePage(ConsolePaths.Home, Show);
        routes.MapConsolePage(ConsolePaths.Home + "/{**rest}", _ => throw ZitadelError.NotFound("", "The console has no such page."));
    }

    private static IResult Show(ConsoleVisit visit)
    {
        var one = new JsonObject { ["limit"] = 1 };
        return visit.Show("Overview", OverviewPage.Render(
            new(
                "Users", ConsolePaths.Users, "Create and disable people, and give them metadata.",
                Count(visit, "user.v2.UserService/ListUsers", new() { ["query"] = one.DeepClone() }, "details.totalResult")),
            new(
                "Applications", ConsolePaths.Projects, "Redirect URIs, token settings, new client secrets.",
                Count(visit, "application.v2.ApplicationService/ListApplications", new() { ["pagination"] = one.DeepClone() }, "pagination.totalResult")),
            new(
                "Signing keys", ConsolePaths.KeysLink, "Rotate the keys that sign tokens.",
                Count(visit, "webkey.v2.WebKeyService/ListWebKeys", [], null)),
            new("Sessions", ConsolePaths.Sessions, "See who is signed in, and sign them out.", LoginSessions.Count(visit))));
    }

    // A role that may not see a list has no number of it.
    private static int? Count(ConsoleVisit visit, string method, JsonObject request, string? total)
    {
        try
        {
            var answer = visit.Call(method, request);
            return total is null ? answer.List("webKeys").Count : answer.Number(total);
        }
        catch (ZitadelError error) when (error.Code is StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            return null;
        }
    }
}
