namespace EmbeddedZitadel.Login;

/// <summary>The login pages.</summary>
public static class LoginEndpoints
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddLogin(this IServiceCollection services)
    {
    }

    /// <summary>Maps the pages.</summary>
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
    }
}
