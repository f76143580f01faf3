using EmbeddedZitadel.Hosting;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>The token endpoint. Takes any method, as ZITADEL does: with GET the parameters are those of the query.</summary>
public static class TokenEndpoint
{
    /// <summary>The JWT profile grant (RFC 7523).</summary>
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>The device code grant (RFC 8628).</summary>
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Token exchange (RFC 8693).</summary>
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>Gives out tokens.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var parameters = await OidcParameters.ReadAsync(context);
        var (services, issuer) = (context.RequestServices, context.Request.Issuer());
        var answer = parameters.First("grant_type") switch
        {
            "authorization_code" => services.GetRequiredService<CodeGrant>().Exchange(Client(), parameters, issuer),
            "refresh_token" => services.GetRequiredService<RefreshTokenGrant>().Exchange(Client(), parameters, issuer),
            "client_credentials" => services.GetRequiredService<ServiceUserGrants>().ClientCredentials(context.Request, parameters, issuer),
            JwtBearer => services.GetRequiredService<ServiceUserGrants>().JwtProfile(parameters, issuer),
            DeviceCode => services.GetRequiredService<DeviceCodeGrant>().Exchange(Client(), parameters, issuer),
            TokenExchange => services.GetRequiredService<TokenExchangeGrant>().Exchange(Client(), parameters, issuer),
            "" => throw OidcError.InvalidRequest("grant_type missing"),
            var unknown => throw new OidcError("unsupported_grant_type", $"{unknown} not supported"),
        };
        await OidcEndpoint.WriteJsonAsync(context, answer, OidcJson.Default.TokenResponse);

        Applications.Application Client() => services.GetRequiredService<ClientAuthentication>().RequireForGrant(context.Request, parameters, issuer);
    }
}
