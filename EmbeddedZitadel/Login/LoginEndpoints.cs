using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Login;

/// <summary>ZITADEL's Login V1: pages under <c>/ui/login</c> with its paths and field names, and the <c>data-testid</c>s of Login V2.</summary>
public static class LoginEndpoints
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddLogin(this IServiceCollection services)
    {
        services.AddSingleton<Mailbox>();
        services.AddSingleton<UserMails>();
        services.AddSingleton(provider =>
            LoginSettings.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<LoginServices>();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapLoginFlow();
        app.MapLoginNameCheck();
        app.MapAccountPicker();
        app.MapPasswordCheck();
        app.MapPasswordChange();
        app.MapPasswordReset();
        app.MapRegistration();
        app.MapEmailVerification();
        app.MapDeviceLogin();
        app.MapStandalonePages();
        app.MapAssets();
    }
}
