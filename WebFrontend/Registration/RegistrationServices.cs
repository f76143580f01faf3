using Microsoft.Extensions.Options;

namespace WebFrontend.Registration;

/// <summary>People register, and are users of ZITADEL with metadata afterwards.</summary>
static class RegistrationServices
{
    public static void AddRegistration(this IServiceCollection services)
    {
        services.AddOptions<RegistrationSettings>().BindConfiguration("Registration").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistrationSettings>, Validation>();
        services.AddMemoryCache();
        services.AddHttpClient<RegistrarApi>();
        services.AddScoped<Registrar>();
        services.AddRegistrationLimit();
    }

    sealed class Validation : IValidateOptions<RegistrationSettings>
    {
        public ValidateOptionsResult Validate(string? name, RegistrationSettings settings) => settings.Attempts > 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Registration__Attempts is {settings.Attempts}: set it to how often one address may try to register within ten minutes, for example 20.");
    }
}
