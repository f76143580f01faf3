using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc;

/// <summary>Revocation (RFC 7009): 200 and nothing else for every token, known or not, except one of another project.</summary>
public static class RevocationEndpoint
{
    /// <summary>Revokes an access token, or a refresh token and its access token with it. <c>token_type_hint</c> is not needed to tell them apart.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var parameters = await OidcParameters.ReadAsync(context);
        var issuer = context.Request.Issuer();
        var client = services.GetRequiredService<ClientAuthentication>().Require(context.Request, parameters, issuer);
        if (parameters.Last("token") is not { Length: > 0 } token)
            throw OidcError.InvalidRequest("token missing");

        var state = services.GetRequiredService<InstanceStore>().Current;
        var commands = services.GetRequiredService<OidcSessionCommands>();
        if (services.GetRequiredService<TokenIssuer>().TryReadRefreshToken(token, out var sessionId, out var tokenId))
        {
            RequireAudience(state, sessionId, client.ClientId);
            commands.RevokeRefreshToken(sessionId, tokenId);
        }
        else if (services.GetRequiredService<AccessTokens>().TryReadId(token, issuer, out sessionId, out tokenId))
        {
            RequireAudience(state, sessionId, client.ClientId);
            commands.RevokeAccessToken(sessionId, tokenId);
        }

        context.Response.ContentType = "application/json";
    }

    // Every application of the project may revoke: all of them are in the audience. Others are told so even of a token that has ended.
    private static void RequireAudience(InstanceState state, string sessionId, string clientId)
    {
        if (state.OidcSessions.Find(sessionId) is { } session && !session.Audience.Contains(clientId) && session.ClientId != clientId)
            throw new OidcError("invalid_client", "token was not issued for this client", StatusCodes.Status401Unauthorized);
    }
}
