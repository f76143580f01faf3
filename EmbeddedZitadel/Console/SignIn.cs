using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Login;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Console;

/// <summary>
/// Signs administrators in through the login pages, for the instance's application "Console", and keeps the access token in a cookie. See
/// docs/decisions/10-console.md for why neither the authorization endpoint nor the token endpoint is in the way.
/// </summary>
internal static class SignIn
{
    private const int MaxReturnLength = 2000;

    /// <summary>Maps its steps.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapSignInStep(ConsolePaths.SignedIn, Finish);
        routes.MapSignInStep(ConsolePaths.OtherUser, visit => Begin(visit, ConsolePaths.Home, "select_account"));
        routes.MapConsoleForm(ConsolePaths.SignOut, End);
    }

    /// <summary>Leads to the login pages, and from there back to the page that was asked for.</summary>
    public static IResult Begin(ConsoleVisit visit)
    {
        var asked = visit.Http.Request.Path.ToUriComponent() + visit.Http.Request.QueryString.ToUriComponent();
        return Begin(visit, asked.Length > MaxReturnLength ? ConsolePaths.Home : asked);
    }

    private static IResult Begin(ConsoleVisit visit, string returnTo, params string[] prompts)
    {
        var state = visit.Services.Store.Current;
        var application = state.FindActiveClient(state.Instance.ConsoleClientId)
            ?? throw ZitadelError.FailedPrecondition("",
                "Nobody can sign in: the application Console in the project ZITADEL was deleted or deactivated. Restart EmbeddedZitadel to begin anew.");
        string[] scopes = [Scopes.OpenId, "profile", $"{Scopes.ProjectIdPrefix}zitadel{Scopes.AudienceSuffix}"];
        var request = visit.Services.AuthRequests.Add(new()
        {
            Id = "",
            CreationDate = default,
            AgentId = visit.AgentId,
            ClientId = application.ClientId,
            RedirectUri = visit.Http.Request.Issuer() + ConsolePaths.SignedIn,
            State = returnTo,
            Scopes = [.. scopes],
            Audience = state.AudienceOf(application, scopes),
            Prompts = [.. prompts],
        }, v2: false);
        return new Redirection(LoginPaths.Of(LoginPaths.Login, request.Id));
    }

    // The code is good in the browser that began, which its cookie tells: what state and PKCE are for elsewhere. Where to go on is taken from the request.
    private static IResult Finish(ConsoleVisit visit)
    {
        if (!visit.Services.Tokens.TryRead(TokenKind.Code, visit["code"], out var payload) || payload.Split(':') is not [var requestId, var codeId]
            || OidcSessionCommands.FindCode(visit.Services.Store.Current, requestId, codeId) is not { } request
            || request.ClientId != visit.Services.Store.Current.Instance.ConsoleClientId || request.AgentId != visit.AgentId)
            throw ZitadelError.InvalidArgument("", "This sign-in was not begun in this browser. Open the console again.");

        var session = visit.Services.OidcSessions.ExchangeCode(requestId, codeId, withRefreshToken: false);
        visit.Keep(visit.Services.AccessTokens.WriteOpaque(session));
        return new Redirection(request.State);
    }

    private static IResult End(ConsoleVisit visit)
    {
        visit.Forget();
        return new Redirection($"/oidc/v1/end_session?client_id={visit.Services.Store.Current.Instance.ConsoleClientId}");
    }
}
