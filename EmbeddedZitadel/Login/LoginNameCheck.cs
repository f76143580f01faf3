using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login;

/// <summary>The first step: the login name.</summary>
internal static class LoginNameCheck
{
    /// <summary>Maps it.</summary>
    public static void MapLoginNameCheck(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.LoginName, visit => new HtmlResult(LoginNamePage.Render(visit.Page(), visit.RequireAuthRequest().TypedLoginName)));
        routes.MapForm(LoginPaths.LoginName, Check);
    }

    private static IResult Check(LoginVisit visit)
    {
        if (visit["register"] == "true")
            return Registration.Show(visit);

        var request = visit.RequireAuthRequest();
        var state = visit.Services.Store.Current;
        var typed = visit["loginName"];
        try
        {
            var user = LoginNames.Find(state, request, typed);
            visit.GoOnWith(visit.Services.AuthRequests.SelectUser(request.Id, visit.AgentId, user.Id, typed.Trim()));
        }
        catch (ZitadelError error) when (error.Code == StatusCode.NotFound && LoginNames.DiscoverOrganization(state, typed) is not null)
        {
            visit.GoOnWith(visit.Services.AuthRequests.Discover(request.Id, visit.AgentId, typed.Trim()));
        }
        catch (ZitadelError error)
        {
            return new HtmlResult(LoginNamePage.Render(visit.Page(error), ""));
        }

        return LoginFlow.ShowNext(visit);
    }
}
