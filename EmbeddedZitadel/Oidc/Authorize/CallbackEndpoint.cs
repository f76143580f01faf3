using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Store;

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
        var (id, agentId) = (parameters.First("id"), services.GetRequiredService<BrowserAgentCookie>().Identify(context));
        var requests = services.GetRequiredService<AuthRequestCommands>();
        AuthRequest? request;
        try
        {
            request = requests.Finish(id, agentId);
            if (request is null)
            {
                // ZITADEL never says login_required, whatever a page would have asked for.
                OidcEndpoint.Redirect(context, AuthResponse.ErrorUri(requests.Get(id, agentId), "interaction_required",
                    "Unfortunately, the user may be not logged in and/or additional interaction is required."));
                return;
            }
        }
        catch (ZitadelError refusal)
        {
            services.GetRequiredService<ZitadelTelemetry>().LoginRefused(refusal, null);
            // Plain text, and no redirect.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(refusal.Key + "\n");
            return;
        }

        LoginTrace.Continue(request);
        // The application may have been deactivated or deleted while its user signed in.
        if (services.GetRequiredService<InstanceStore>().Current.FindActiveClient(request.ClientId) is null)
        {
            OidcEndpoint.Redirect(context, AuthResponse.ErrorUri(request, "invalid_request", "Errors.App.NotFound"));
            return;
        }

        services.GetRequiredService<ZitadelTelemetry>().SignedIn(request);
        var responses = services.GetRequiredService<AuthResponse>();
        var answer = request.ResponseType == "code"
            ? AuthResponse.WithState(request, [new("code", responses.CodeOf(request))])
            : responses.TokensOf(request, withRefreshToken: true, context.Request.Issuer());
        if (request.ResponseMode != "form_post")
        {
            OidcEndpoint.Redirect(context, AuthResponse.Uri(request, answer));
            return;
        }

        await FormPostPage.WriteAsync(context.Response, request, answer);
    }
}
