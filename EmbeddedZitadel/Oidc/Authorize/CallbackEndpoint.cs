using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Sessions;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>
/// Where Login V1 sends the browser when it is done: <c>/oauth/v2/authorize/callback?id=</c>. Hands the client its code (or, in the implicit flow, its tokens).
/// Loading it again gives a new code and ends the first (ZITADEL, seen).
/// </summary>
public static class CallbackEndpoint
{
    /// <summary>Answers the client.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var parameters = await OidcParameters.ReadAsync(context);
        AuthRequest request;
        try
        {
            request = services.GetRequiredService<AuthRequestCommands>().Finish(
                parameters.Last("id"), services.GetRequiredService<BrowserAgentCookie>().Identify(context));
        }
        catch (ZitadelError refusal)
        {
            await WriteTextErrorAsync(context, refusal.Key);
            return;
        }

        var answer = AuthResponse.WithState(request, request.ResponseType == "code"
            ? [new("code", services.GetRequiredService<AuthResponse>().CodeOf(request))]
            : ImplicitTokens(context, request));
        if (request.ResponseMode != "form_post")
        {
            OidcEndpoint.Redirect(context, AuthResponse.Uri(request, answer));
            return;
        }

        context.Response.Headers.Remove("Pragma");
        context.Response.Headers.Remove("Expires");
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(AuthResponse.FormPostPage(request, answer));
    }

    /// <summary>ZITADEL's plain text for what goes wrong between login and client; it does not redirect then.</summary>
    public static Task WriteTextErrorAsync(HttpContext context, string key)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(key + "\n");
    }

    private static List<KeyValuePair<string, string>> ImplicitTokens(HttpContext context, AuthRequest request)
    {
        var services = context.RequestServices;
        var withAccessToken = request.ResponseType == "id_token token";
        var session = services.GetRequiredService<OidcSessionCommands>().Start(request, withAccessToken);
        var tokens = services.GetRequiredService<TokenIssuer>().Write(session, request.Scopes, context.Request.Issuer());
        List<KeyValuePair<string, string>> answer = [];
        if (tokens.AccessToken is { } accessToken)
            answer.Add(new("access_token", accessToken));
        answer.Add(new("token_type", "Bearer"));
        answer.Add(new("expires_in", tokens.ExpiresIn.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (tokens.IdToken is { } idToken)
            answer.Add(new("id_token", idToken));
        return answer;
    }
}
