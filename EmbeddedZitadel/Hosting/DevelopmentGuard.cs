namespace EmbeddedZitadel.Hosting;

/// <summary>Keeps the stand-in out of production.</summary>
public static class DevelopmentGuard
{
    private const string Setting = "EmbeddedZitadel:AllowOutsideDevelopment";

    /// <summary>Stops the start outside Development, unless <c>EmbeddedZitadel__AllowOutsideDevelopment=true</c>.</summary>
    public static void RequireDevelopment(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || string.Equals(builder.Configuration[Setting], "true", StringComparison.OrdinalIgnoreCase))
            return;
        Console.Error.WriteLine(
            $"EmbeddedZitadel is for development and CI and the environment is {builder.Environment.EnvironmentName}: set ASPNETCORE_ENVIRONMENT=Development, " +
            "or EmbeddedZitadel__AllowOutsideDevelopment=true if you mean it.");
        Environment.Exit(1);
    }
}
