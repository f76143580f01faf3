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
    /// <returns>The process's exit code: 0 after a stop, 1 when a setting is wrong.</returns>
    public static int RunWhenConfigured(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
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
