namespace EmbeddedZitadel.Console;

/// <summary>The console at <c>/ui/console</c>: what one needs of ZITADEL's while developing, as pages that work without JavaScript.</summary>
public static class ConsoleEndpoints
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<ConsoleApi>();
        services.AddSingleton<ConsoleServices>();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapOverview();
        app.MapUsers();
        app.MapUserMetadata();
        app.MapApplications();
        app.MapSigningKeys();
        app.MapSessions();
    }
}
