using System.Text.Json.Nodes;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Oidc.Token;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc;

/// <summary>Introspection (RFC 7662), for API applications and for OIDC applications with a secret or a key.</summary>
public static class IntrospectionEndpoint
{
    /// <summary>Answers what a token says; <c>{"active":false}</c> for every token that is not valid, or not meant for the caller.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var parameters = await OidcParameters.ReadAsync(context);
        var credentials = ClientAuthentication.Read(context.Request, parameters);
        if (credentials is { Secret: "", Assertion: "" })
            throw OidcError.InvalidClient("client must be authenticated");
        if (parameters.Last("token") is not { Length: > 0 } text)
            throw OidcError.InvalidRequest("token missing");
        var issuer = context.Request.Issuer();
        var client = services.GetRequiredService<ClientAuthentication>().FindForIntrospection(credentials, issuer) ?? throw OidcError.UnauthorizedClient(null);

        var state = services.GetRequiredService<InstanceStore>().Current;
        if (services.GetRequiredService<AccessTokens>().Find(state, text, issuer) is { } token && IsMeantFor(token, client))
            await OidcEndpoint.WriteJsonAsync(context, Describe(state, token, client, issuer));
        else
            await OidcEndpoint.WriteJsonAsync(context, new InactiveToken(false), OidcJson.Default.InactiveToken);
    }

    // A personal access token has no audience: every application may ask about it.
    private static bool IsMeantFor(ValidToken token, Application client) =>
        token.Session is not { } session || session.Audience.Contains(client.ClientId) || session.Audience.Contains(client.ProjectId);

    private static JsonObject Describe(InstanceState state, ValidToken token, Application client, string issuer)
    {
        var project = state.Projects.Find(client.ProjectId)!;
        var scopes = token.IsPersonal ? Scopes.WithAllRoles(token.Scopes, project) : token.Scopes;
        var answer = new JsonObject { ["active"] = true, ["scope"] = string.Join(' ', scopes) };
        if (token.Session is not null)
            answer["client_id"] = token.Session.ClientId;
        answer["token_type"] = "Bearer";
        answer["exp"] = token.ExpirationDate.ToUnixTimeSeconds();
        answer["iat"] = token.CreationDate.ToUnixTimeSeconds();
        if (token.Session is not null)
            answer["auth_time"] = token.Session.AuthTime.ToUnixTimeSeconds();
        answer["nbf"] = token.CreationDate.ToUnixTimeSeconds();
        answer["sub"] = token.User.Id;
        ZitadelTelemetry.IsAbout(token.User.Id);
        answer["aud"] = Array(token.Session?.Audience ?? [client.ClientId, client.ProjectId]);
        if (token.Session is { AuthMethods: { IsEmpty: false } methods })
            answer["amr"] = Array(methods);
        answer["iss"] = issuer;
        answer["jti"] = token.Id;
        if (scopes.Contains("profile"))
            answer["username"] = token.User.PreferredLoginName;
        var claims = UserClaims.Of(state, token.User, scopes, new RoleRequest(project, CurrentProjectOnly: true));
        return UserClaims.Join(answer, claims.Standard, claims.Reserved);
    }

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode?)value)];
}

/// <summary><c>{"active":false}</c>.</summary>
public sealed record InactiveToken(bool Active);
