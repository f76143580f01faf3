using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EmbeddedZitadel.Hosting;

/// <summary>Puts the instance into the application: its state, its clock, its commands.</summary>
public static class InstanceHosting
{
    /// <summary>Adds the instance.</summary>
    public static void AddInstance(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ZitadelSettings(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<SnowflakeIds>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton(provider => new InstanceStore(FirstInstance.Create(
            provider.GetRequiredService<ZitadelSettings>(),
            provider.GetRequiredService<SnowflakeIds>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<PasswordHashes>())));
        services.AddSingleton<ZitadelTelemetry>();
        services.AddSingleton<Expiry>();
        services.AddHostedService(provider => provider.GetRequiredService<Expiry>());
        services.AddSingleton<OpaqueTokens>();
        services.AddSingleton<UserCommands>();
        services.AddSingleton<Sessions.BrowserSessionCommands>();
        services.AddSingleton<Sessions.SessionCommands>();
        services.AddSingleton<AuthRequestCommands>();
        services.AddSingleton<BrowserAgentCookie>();
    }

    /// <summary>Puts what every request passes in front of the endpoints: the last resort for errors, the host name, and the paths that are none.</summary>
    public static void UseInstance(this WebApplication app)
    {
        app.UseMiddleware<LastResort>();
        app.UseMiddleware<HostNameCheck>();
        app.UseMiddleware<UnknownPath>();
    }
}
