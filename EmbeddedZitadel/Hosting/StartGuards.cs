using Microsoft.AspNetCore.Connections;

namespace EmbeddedZitadel.Hosting;

/// <summary>Reasons not to start, each said in one sentence instead of a stack trace.</summary>
public static class StartGuards
{
    private const string Setting = "EmbeddedZitadel:AllowOutsideDevelopment";

    /// <summary>Stops the start outside Development, unless <c>EmbeddedZitadel__AllowOutsideDevelopment=true</c>.</summary>
    public static void RequireDevelopment(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || string.Equals(builder.Configuration[Setting], "true", StringComparison.OrdinalIgnoreCase))
            return;
        Stop($"EmbeddedZitadel is for development and CI and the environment is {builder.Environment.EnvironmentName}: set ASPNETCORE_ENVIRONMENT=Development, " +
            "or EmbeddedZitadel__AllowOutsideDevelopment=true if you mean it.");
    }

    /// <summary>Stops the start where a setting cannot be read.</summary>
    public static void RequireReadableSettings(this WebApplicationBuilder builder)
    {
        try
        {
            _ = new ZitadelSettings(builder.Configuration);
        }
        catch (FormatException unreadable)
        {
            Stop(unreadable.Message);
        }
    }

    /// <summary>Runs until told to stop; a port that somebody else has is one sentence.</summary>
    public static void RunOnFreePort(this WebApplication app)
    {
        try
        {
            app.Run();
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            Stop($"{busy.Message.TrimEnd('.')}. Stop the program that has the port, or set ZITADEL_PORT to another one.");
        }
    }

    private static void Stop(string reason)
    {
        System.Console.Error.WriteLine(reason);
        Environment.Exit(1);
    }
}
