using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>Starts a service.</summary>
public static class Startup
{
    /// <summary>
    /// Runs the application until it is stopped. Where a setting is missing or wrong it says so on standard error, one sentence for each and no stack
    /// trace, and does not start.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="prepare">
    /// What has to be done once before the first request and can show a setting to be wrong, for which it throws <see cref="OptionsValidationException"/>.
    /// </param>
    /// <returns>The process's exit code: 0 after a stop, 1 when a setting is wrong.</returns>
    public static int RunWhenConfigured(this WebApplication app, Action<IServiceProvider>? prepare = null)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            prepare?.Invoke(app.Services);
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                Console.Error.WriteLine(failure);
            return 1;
        }
        app.Run();
        return 0;
    }
}
