using System.Text.Json.Nodes;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc;

/// <summary>
/// Userinfo (OpenID Connect Core §5.3). Any method, any valid access token; <c>openid</c> is not required, and there is no WWW-Authenticate.
/// </summary>
public static class UserinfoEndpoint
{
    /// <summary>Answers the claims.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var state = services.GetRequiredService<InstanceStore>().Current;
        var token = services.GetRequiredService<AccessTokens>().Find(state, await ReadTokenAsync(context), context.Request.Issuer())
            ?? throw new OidcError("access_denied", "access token invalid", StatusCodes.Status401Unauthorized);
        ZitadelTelemetry.IsAbout(token.User.Id);
        var roles = new RoleRequest(state.Projects.Find(token.Session?.ProjectId));
        var claims = UserClaims.Of(state, token.User, token.Scopes, roles);
        await OidcEndpoint.WriteJsonAsync(context, UserClaims.Join(new JsonObject { ["sub"] = token.User.Id }, claims.Standard, claims.Reserved));
    }

    // A header wins, and only "Bearer " in this very case counts; every other one is as good as none. Then the parameter of form or query.
    private static async Task<string> ReadTokenAsync(HttpContext context)
    {
        var parameters = await OidcParameters.ReadAsync(context);
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : parameters.Last("access_token");
        return token.Length > 0
            ? token
            : throw new OidcError("invalid_request", "access token missing: send it as Authorization: Bearer", StatusCodes.Status401Unauthorized);
    }
}
