using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Login;
using EmbeddedZitadel.Oidc.Authorize;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Logout;

/// <summary>
/// The end_session endpoint (OpenID Connect RP-Initiated Logout 1.0). With a hint, the login of the hint ends, wherever it is; without one, that of this
/// browser. Refresh tokens live on.
/// </summary>
public static class EndSessionEndpoint
{
    /// <summary>Ends the login and sends the browser on.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var parameters = await OidcParameters.ReadAsync(context);
        var state = services.GetRequiredService<InstanceStore>().Current;
        var issuer = context.Request.Issuer();

        var hint = parameters.Last("id_token_hint") is { Length: > 0 } token ? services.GetRequiredService<IdTokenHints>().Require(token, issuer) : null;
        var clientId = parameters.Last("client_id");
        if (hint is not null && clientId.Length > 0 && clientId != hint.ClientId)
            throw OidcError.InvalidRequest("client_id does not match azp of id_token_hint");
        clientId = hint?.ClientId ?? clientId;
        var client = clientId.Length == 0 ? null : RequireClient(state, clientId);
        var destination = WithState(Destination(parameters, client) ?? LoginPaths.LogoutDone, parameters.Last("state"));

        if (hint is null && IsLoginV2(context, state))
            destination = LoginV2LogoutPage(services, state, AfterLoginV2(destination), parameters);
        else if (hint?.SessionId is not { } sessionId)
            services.GetRequiredService<BrowserSessionCommands>().SignOut(services.GetRequiredService<BrowserAgentCookie>().Identify(context), issuer);
        else if (End(services, state, sessionId, issuer))
            destination = AfterLoginV2(destination);
        OidcEndpoint.Redirect(context, destination);
    }

    private static Application RequireClient(InstanceState state, string clientId) =>
        state.FindActiveClient(clientId) is { Oidc: not null } client ? client : throw OidcError.InvalidRequest("Errors.App.NotFound");

    // Without an application nobody can say whether the URI is a good one: it is ignored.
    private static string? Destination(OidcParameters parameters, Application? client)
    {
        var uri = parameters.Last("post_logout_redirect_uri");
        if (uri.Length == 0 || client is null)
            return null;
        return RedirectUris.AllowsPostLogout(client.Oidc!, uri) ? uri : throw OidcError.InvalidRequest("post_logout_redirect_uri invalid");
    }

    // Whether it was a login of Login V2: a session of the session API.
    private static bool End(IServiceProvider services, InstanceState state, string sessionId, string issuer)
    {
        if (state.Sessions.Find(sessionId) is { IsEnded: false })
            services.GetRequiredService<SessionCommands>().Delete(sessionId, issuer);
        else if (state.BrowserAgents.By(BrowserAgent.BySession, sessionId).FirstOrDefault() is { } agent)
            services.GetRequiredService<BrowserSessionCommands>().SignOut(agent.Id, issuer);
        return !sessionId.StartsWith(BrowserSession.IdPrefix, StringComparison.Ordinal);
    }

    // What an application chose does not matter here, as there may be none.
    private static bool IsLoginV2(HttpContext context, InstanceState state) =>
        state.Instance.LoginV2Required || !string.IsNullOrEmpty(context.Request.Headers[AuthorizeEndpoint.LoginClientHeader]);

    // Login V2 has a page of its own for the end, unless there is a state to hand over (ZITADEL: v2PostLogoutRedirectURI).
    private static string AfterLoginV2(string destination) => destination == LoginPaths.LogoutDone ? "/logout/done" : destination;

    // Login V2 asks who wants to sign out; the token proves to it that we sent the browser.
    private static string LoginV2LogoutPage(IServiceProvider services, InstanceState state, string destination, OidcParameters parameters)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("logout_token", services.GetRequiredService<JwtSigner>().Sign([])),
            new("post_logout_redirect", destination),
        ];
        query.AddRange(from name in (string[])["logout_hint", "ui_locales"]
                       where parameters.Last(name).Length > 0
                       select KeyValuePair.Create(name, parameters.Last(name)));
        return $"{state.Instance.LoginV2BaseUri.TrimEnd('/')}/logout?{FormUrlEncoding.Encode(query)}";
    }

    private static string WithState(string uri, string state) => state.Length == 0 ? uri : FormUrlEncoding.AddToQuery(uri, [new("state", state)]);
}
