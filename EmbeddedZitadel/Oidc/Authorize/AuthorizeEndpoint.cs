using System.Globalization;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login;
using EmbeddedZitadel.Oidc.Logout;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>
/// The authorization endpoint. What is wrong with a request is answered as a JSON body and never as a redirect, whatever RFC 6749 §4.1.2.1 says;
/// the checks stand in ZITADEL's order, because a request may be wrong in several ways (github.com/zitadel/oidc, <c>auth_request.go</c>).
/// </summary>
public static class AuthorizeEndpoint
{
    /// <summary>Any non-empty value of this header hands the request to Login V2.</summary>
    public const string LoginClientHeader = "x-zitadel-login-client";

    /// <summary>Checks the request, keeps it, and sends the browser to the login.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var state = services.GetRequiredService<InstanceStore>().Current;
        var parameters = await OidcParameters.ReadAsync(context);
        var (request, application) = Validate(state, parameters);
        var v2 = LoginV2BaseUri(state, application, context) is not null;

        // An unusable hint is ignored here; at the end_session endpoint it is an error.
        var hint = parameters.Last("id_token_hint") is { Length: > 0 } token
            ? services.GetRequiredService<IdTokenHints>().TryRead(token, context.Request.Issuer()) : null;
        request = request with { HintUserId = state.Users.Find(hint?.Subject)?.Id };

        var commands = services.GetRequiredService<AuthRequestCommands>();
        if (v2)
        {
            var handed = commands.Add(request with { LoginClient = context.Request.Headers[LoginClientHeader].ToString() }, v2: true);
            OidcEndpoint.Redirect(context, $"{LoginV2BaseUri(state, application, context)}/login?authRequest={handed.Id}");
            return;
        }

        if (!RequestedOrganization.IsThere(request.Scopes, state))
        {
            OidcEndpoint.Redirect(context, AuthResponse.ErrorUri(request, "invalid_request", "Errors.Org.NotFound"));
            return;
        }

        request = request with { AgentId = services.GetRequiredService<BrowserAgentCookie>().Identify(context), UserId = request.HintUserId };
        request = WithLoginHint(state, request);
        OidcEndpoint.Redirect(context, $"/ui/login/login?authRequestID={commands.Add(request, v2: false).Id}");
    }

    private static (AuthRequest Request, Application Application) Validate(InstanceState state, OidcParameters parameters)
    {
        var maxAge = MaxAge(parameters.Find("max_age"));
        if (parameters.Last("request") is { Length: > 0 } requestObject)
            RequestObjects.Refuse(requestObject);
        if (parameters.Last("client_id") is not { Length: > 0 } clientId)
            throw OidcError.InvalidRequest("auth request is missing client_id");
        var application = state.FindActiveClient(clientId) is { Oidc: not null } found ? found : throw OidcError.InvalidRequest("Errors.App.NotFound");
        var project = state.Projects.Find(application.ProjectId)!;
        if (parameters.Last("redirect_uri") is not { Length: > 0 } redirectUri)
            throw new OidcError("server_error", "auth request is missing redirect_uri", StatusCodes.Status500InternalServerError);
        var prompts = parameters.List("prompt") ?? [];
        if (prompts.Contains("none") && prompts.Count > 1)
            throw OidcError.InvalidRequest("The prompt parameter `none` must only be used as a single value");
        var scopes = Scopes.WithAssertedRoles(Scopes.Allow(parameters.List("scope"), project), project);
        var responseType = parameters.Last("response_type");
        RedirectUris.Require(application.Oidc!, redirectUri, responseType);
        RequireResponseType(application.Oidc!, responseType);

        return (new AuthRequest
        {
            Id = "",
            CreationDate = default,
            ClientId = clientId,
            RedirectUri = redirectUri,
            State = parameters.Last("state"),
            Nonce = parameters.Last("nonce"),
            Scopes = scopes,
            Audience = state.AudienceOf(application, scopes),
            ResponseType = responseType,
            ResponseMode = parameters.Last("response_mode"),
            Prompts = [.. prompts.Where(prompt => prompt is "none" or "login" or "consent" or "select_account" or "create")],
            MaxAge = prompts.Contains("login") ? TimeSpan.Zero : maxAge,
            LoginHint = parameters.Last("login_hint"),
            UiLocales = [.. parameters.List("ui_locales") ?? []],
            CodeChallenge = parameters.Last("code_challenge") is { Length: > 0 } challenge ? new(challenge, parameters.Last("code_challenge_method")) : null,
        }, application);
    }

    // An empty max_age is as good as none.
    private static TimeSpan? MaxAge(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, uint.MaxValue))
            : throw OidcError.InvalidRequest("error decoding form: max_age is no number of seconds");
    }

    private static void RequireResponseType(OidcConfiguration client, string responseType)
    {
        if (responseType.Length == 0)
            throw OidcError.InvalidRequest(
                "The response type is missing in your request. If you have any questions, you may contact the administrator of the application.");
        OidcResponseType? known = responseType switch
        {
            "code" => OidcResponseType.Code,
            "id_token" => OidcResponseType.IdToken,
            "id_token token" => OidcResponseType.IdTokenToken,
            _ => null,
        };
        if (known is null || !client.ResponseTypes.Contains(known.Value))
            throw OidcError.UnauthorizedClient(
                "The requested response type is missing in the client configuration. "
                + "If you have any questions, you may contact the administrator of the application.");
    }

    // null for Login V1. The header wins, then the instance, if that requires Login V2, then the application's own choice.
    private static string? LoginV2BaseUri(InstanceState state, Application application, HttpContext context)
    {
        var choice = application.Oidc!.LoginVersion;
        var v2 = !string.IsNullOrEmpty(context.Request.Headers[LoginClientHeader]) || state.Instance.LoginV2Required || choice is { IsV2: true };
        return !v2 ? null : (choice is { IsV2: true, BaseUri.Length: > 0 } ? choice.BaseUri : state.Instance.LoginV2BaseUri).TrimEnd('/');
    }

    // A hint that fits nobody is ignored; the login starts with an empty page.
    private static AuthRequest WithLoginHint(InstanceState state, AuthRequest request)
    {
        if (request.LoginHint.Length == 0)
            return request;
        try
        {
            return request with { UserId = LoginNames.Find(state, request, request.LoginHint).Id, TypedLoginName = request.LoginHint };
        }
        catch (ZitadelError)
        {
            return request;
        }
    }
}
