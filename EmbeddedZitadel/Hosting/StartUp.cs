using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EmbeddedZitadel.Hosting;

/// <summary>What a start leaves: the token file, and a few lines that say how to reach the server.</summary>
public static partial class StartUp
{
    /// <summary>Writes the token of the service user to its file, and says where everything is once the server listens.</summary>
    public static void SayWhereItIs(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ZitadelSettings>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("EmbeddedZitadel");
        if (settings.Unknown is { Count: > 0 } unknown)
            LogUnknownSettings(log, string.Join(", ", unknown));

        var tokenFile = WriteToken(app.Services, settings);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses)
            {
                var issuer = $"http://{settings.ExternalDomain}:{BindingAddress.Parse(address).Port}";
                LogStarted(log, issuer, $"{issuer}/.well-known/openid-configuration");
            }

            if (tokenFile is not null)
                LogTokenFile(log, settings.MachineUsername, tokenFile);
        });
    }

    private static string? WriteToken(IServiceProvider services, ZitadelSettings settings)
    {
        var state = services.GetRequiredService<InstanceStore>().Current;
        if (settings is not { PatPath: { } path, MachineUsername: { } username })
            return null;

        var machine = state.Users.By(Users.User.ByLoginName, Users.User.NormalizeLoginName(username)).Single();
        var token = services.GetRequiredService<OpaqueTokens>().Write(TokenKind.Personal, $"{machine.PersonalAccessTokens[0].Id}:{machine.Id}");
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path); // an old file may have another mode, which opening it would keep
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(token);
        return path;
    }

    [LoggerMessage(3011, LogLevel.Information, "EmbeddedZitadel answers as {Issuer} ({Discovery})")]
    private static partial void LogStarted(ILogger log, string issuer, string discovery);

    [LoggerMessage(3012, LogLevel.Information, "The token of the service user {Username}, who owns the instance, is in {TokenFile}")]
    private static partial void LogTokenFile(ILogger log, string? username, string tokenFile);

    [LoggerMessage(3013, LogLevel.Warning, "EmbeddedZitadel does not know these settings and ignores them: {Names}")]
    private static partial void LogUnknownSettings(ILogger log, string names);
}
