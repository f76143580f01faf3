using System.Text.Json.Nodes;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc;

/// <summary>Userinfo (OpenID Connect Core §5.3). Any method, any valid access token; <c>openid</c> is not required, and there is no WWW-Authenticate.</summary>
public static class UserinfoEndpoint
{
    /// <summary>Answers the claims.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var state = services.GetRequiredService<InstanceStore>().Current;
        var token = services.GetRequiredService<AccessTokens>().Find(state, await ReadTokenAsync(context), context.Request.Issuer())
            ?? throw new OidcError("access_denied", "access token invalid", StatusCodes.Status401Unauthorized);
        var roles = new RoleRequest(state.Projects.Find(token.Session?.ProjectId));
        var claims = UserClaims.Of(state, token.User, token.Scopes, roles);
        await OidcEndpoint.WriteJsonAsync(context, UserClaims.Join(new JsonObject { ["sub"] = token.User.Id }, claims.Standard, claims.Reserved));
    }

    // A header wins, and only "Bearer " in this very case counts; then the parameter of form or query.
    private static async Task<string> ReadTokenAsync(HttpContext context)
    {
        string? header = context.Request.Headers.Authorization;
        if (!string.IsNullOrEmpty(header))
        {
            return header.StartsWith("Bearer ", StringComparison.Ordinal)
                ? header["Bearer ".Length..]
                : throw new OidcError("invalid_request", "invalid auth header: use Bearer", StatusCodes.Status401Unauthorized);
        }

        var parameters = await OidcParameters.ReadAsync(context);
        return parameters.First("access_token") is { Length: > 0 } token
            ? token
            : throw new OidcError("invalid_request", "access token missing", StatusCodes.Status401Unauthorized);
    }
}
