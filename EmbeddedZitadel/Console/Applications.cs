using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Console;

/// <summary>The applications of the projects, and what one changes of them while developing.</summary>
internal static class Applications
{
    private const int MostOfAProject = 1000; // the API's own limit for a page

    /// <summary>Maps the pages.</summary>
    public static void MapApplications(this IEndpointRouteBuilder routes)
    {
        const string Application = ConsolePaths.Projects + "/{projectId}/apps/{appId}";
        routes.MapConsolePage(ConsolePaths.Projects, List);
        routes.MapConsolePage(ConsolePaths.Projects + "/{projectId}", ShowProject);
        routes.MapConsolePage(Application, visit => Show(visit, null, null));
        routes.MapConsoleForm(Application + "/redirect-uris", ChangeRedirectUris);
        routes.MapConsoleForm(Application + "/token", ChangeTokenSettings);
        routes.MapConsoleForm(Application + "/secret", RenewSecret);
    }

    /// <summary>Whether an application proves who it is with a secret.</summary>
    public static bool HasSecret(JsonNode application) =>
        Authentication(application) is "" or "OIDC_AUTH_METHOD_TYPE_BASIC" or "OIDC_AUTH_METHOD_TYPE_POST" or "API_AUTH_METHOD_TYPE_BASIC";

    /// <summary>How it does; empty for the first of the possible values, which the API leaves out.</summary>
    public static string Authentication(JsonNode application) =>
        application.Text(application["oidcConfiguration"] is null ? "apiConfiguration.authMethodType" : "oidcConfiguration.authMethodType");

    private static IResult List(ConsoleVisit visit)
    {
        var projects = visit.Call("project.v2.ProjectService/ListProjects", new() { ["pagination"] = All() }).List("projects");
        return visit.Show("Applications", ProjectsPage.Render(projects.Select(project => (project, Of(visit, project.Text("projectId"))))));
    }

    private static IResult ShowProject(ConsoleVisit visit)
    {
        var project = visit.Call("project.v2.ProjectService/GetProject", new() { ["projectId"] = visit["projectId"] })["project"]!;
        return visit.Show(project.Text("name"), ProjectsPage.Render([(project, Of(visit, visit["projectId"]))]));
    }

    private static IReadOnlyList<JsonNode> Of(ConsoleVisit visit, string projectId)
    {
        var ofProject = new JsonObject { ["projectIdFilter"] = new JsonObject { ["projectId"] = projectId } };
        var request = new JsonObject { ["filters"] = new JsonArray(ofProject), ["pagination"] = All() };
        return visit.Call("application.v2.ApplicationService/ListApplications", request).List("applications");
    }

    private static JsonObject All() => new() { ["limit"] = MostOfAProject, ["asc"] = true };

    private static IResult Show(ConsoleVisit visit, FormProblem? problem, TypedUris? typed)
    {
        var application = Find(visit);
        typed ??= new(
            string.Join('\n', application.Texts("oidcConfiguration.redirectUris")),
            string.Join('\n', application.Texts("oidcConfiguration.postLogoutRedirectUris")));
        return visit.Show(application.Text("name"), ApplicationPage.Render(visit, application, typed, problem), problem);
    }

    private static JsonNode Find(ConsoleVisit visit)
    {
        var application = visit.Call("application.v2.ApplicationService/GetApplication", new() { ["applicationId"] = visit["appId"] })["application"]!;
        return application.Text("projectId") == visit["projectId"] ? application : throw ZitadelError.NotFound("QUERY-pCP8P", "Errors.App.NotFound");
    }

    // ZITADEL takes an empty list for one that was not sent, and keeps what is there.
    private static IResult ChangeRedirectUris(ConsoleVisit visit)
    {
        var typed = new TypedUris(visit.Lines("redirectUris"), visit.Lines("postLogoutRedirectUris"));
        var (redirect, postLogout) = (Lines(typed.Redirect), Lines(typed.PostLogout));
        var now = Find(visit);
        if (redirect.Count == 0 && now.Texts("oidcConfiguration.redirectUris").Count > 0)
            return Show(visit, new("redirectUris", "ZITADEL keeps the last redirect URIs when it is sent none: leave one, or replace it."), typed);
        if (postLogout.Count == 0 && now.Texts("oidcConfiguration.postLogoutRedirectUris").Count > 0)
            return Show(visit, new("postLogoutRedirectUris", "ZITADEL keeps the last post-logout URIs when it is sent none: leave one, or replace it."), typed);
        return Update(visit, typed, new() { ["redirectUris"] = redirect, ["postLogoutRedirectUris"] = postLogout });

        static JsonArray Lines(string text) =>
            [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (JsonNode?)line)];
    }

    private static IResult ChangeTokenSettings(ConsoleVisit visit) => Update(visit, null, new()
    {
        ["accessTokenType"] = visit["accessTokenType"],
        ["accessTokenRoleAssertion"] = visit.IsTicked("accessTokenRoleAssertion"),
        ["idTokenRoleAssertion"] = visit.IsTicked("idTokenRoleAssertion"),
        ["idTokenUserinfoAssertion"] = visit.IsTicked("idTokenUserinfoAssertion"),
    });

    private static IResult Update(ConsoleVisit visit, TypedUris? typed, JsonObject changes)
    {
        // An update sets response types and grant types back when it does not name them (ZITADEL, seen).
        var now = Find(visit)["oidcConfiguration"];
        changes["responseTypes"] = now?["responseTypes"]?.DeepClone();
        changes["grantTypes"] = now?["grantTypes"]?.DeepClone();
        try
        {
            visit.Call("application.v2.ApplicationService/UpdateApplication", new()
            {
                ["applicationId"] = visit["appId"],
                ["projectId"] = visit["projectId"],
                ["oidcConfiguration"] = changes,
            });
        }
        catch (ZitadelError error) when (error.Key == "Errors.NoChangesFound")
        {
            return visit.Done(ConsolePaths.Application(visit["projectId"], visit["appId"]), "The application has these settings already.");
        }
        catch (ZitadelError error) when (error.Code == StatusCode.InvalidArgument)
        {
            return Show(visit, FormProblem.Of(error), typed);
        }

        return visit.Done(ConsolePaths.Application(visit["projectId"], visit["appId"]), "The settings are saved.");
    }

    private static IResult RenewSecret(ConsoleVisit visit)
    {
        var answer = visit.Call(
            "application.v2.ApplicationService/GenerateClientSecret", new() { ["applicationId"] = visit["appId"], ["projectId"] = visit["projectId"] });
        return visit.Done(
            ConsolePaths.Application(visit["projectId"], visit["appId"]),
            "This is the new client secret. It is shown this once; the old one no longer works.",
            answer.Text("clientSecret"));
    }
}

/// <summary>URIs as they were typed, one a line.</summary>
internal sealed record TypedUris(string Redirect, string PostLogout);
