namespace EmbeddedZitadel.Oidc;

/// <summary>ZITADEL's OpenID Connect and OAuth 2.0 endpoints.</summary>
public static class OidcEndpoints
{
    /// <summary>Adds what the endpoints need.</summary>
    public static void AddOidc(this IServiceCollection services)
    {
        services.AddSingleton<BackChannelLogout>();
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapOidc(this IEndpointRouteBuilder app)
    {
    }
}
