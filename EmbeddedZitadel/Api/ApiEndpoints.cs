namespace EmbeddedZitadel.Api;

/// <summary>ZITADEL's management and auth APIs (v1) and its v2 services.</summary>
public static class ApiEndpoints
{
    /// <summary>Adds what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
    }

    /// <summary>Maps the API.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
    }
}
