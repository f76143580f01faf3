using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>Which ZITADEL a service trusts, and as which of its applications. AppHost sets all of it from the result of the set-up.</summary>
public sealed class ZitadelSettings
{
    /// <summary>The issuer, <c>https://my-instance.zitadel.cloud</c>, without a slash at its end, as ZITADEL writes it into tokens.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The client id of the service's own application in ZITADEL.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's client secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The id of the project of the applications: the audience of its access tokens.</summary>
    public string ProjectId { get; set; } = "";
}

/// <summary>Reads <see cref="ZitadelSettings"/>.</summary>
public static class ZitadelSettingsExtensions
{
    /// <summary>
    /// Reads the settings <c>Zitadel__Issuer</c>, <c>Zitadel__ClientId</c>, <c>Zitadel__ClientSecret</c> and <c>Zitadel__ProjectId</c>.
    /// A missing or wrong one stops the start (<see cref="Startup.RunWhenConfigured"/>).
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="requireProjectId">Whether the service checks the audience of access tokens, for which it needs the project's id.</param>
    public static TBuilder AddZitadelSettings<TBuilder>(this TBuilder builder, bool requireProjectId) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptions<ZitadelSettings>().Configure<IConfiguration>((settings, configuration) =>
        {
            var section = configuration.GetSection("Zitadel");
            settings.Issuer = section["Issuer"]?.TrimEnd('/') ?? "";
            settings.ClientId = section["ClientId"] ?? "";
            settings.ClientSecret = section["ClientSecret"] ?? "";
            settings.ProjectId = section["ProjectId"] ?? "";
        }).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ZitadelSettings>>(new Validation(requireProjectId));
        return builder;
    }

    sealed class Validation(bool requireProjectId) : IValidateOptions<ZitadelSettings>
    {
        public ValidateOptionsResult Validate(string? name, ZitadelSettings settings)
        {
            var failures = new List<string>();
            if (settings.Issuer.Length == 0)
                failures.Add("Zitadel__Issuer is missing: set it to the address of ZITADEL, for example https://my-instance.zitadel.cloud.");
            else if (!Uri.TryCreate(settings.Issuer, UriKind.Absolute, out var issuer) || issuer.Scheme is not ("https" or "http") || issuer.PathAndQuery != "/"
                || issuer.UserInfo.Length > 0 || issuer.Fragment.Length > 0)
                failures.Add($"Zitadel__Issuer is '{settings.Issuer}', which is not the origin of a ZITADEL: write https://host or https://host:port.");
            else if (issuer.Scheme == "http" && !issuer.IsLoopback && !issuer.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
                failures.Add($"Zitadel__Issuer is '{settings.Issuer}': http is only allowed on this machine (localhost), use https.");
            if (settings.ClientId.Length == 0)
                failures.Add("Zitadel__ClientId is missing: set it to the client id of this service's application in ZITADEL.");
            if (settings.ClientSecret.Length == 0)
                failures.Add("Zitadel__ClientSecret is missing: set it to the client secret of this service's application in ZITADEL.");
            if (requireProjectId && settings.ProjectId.Length == 0)
                failures.Add("Zitadel__ProjectId is missing: set it to the id of the project in ZITADEL that this service's application belongs to.");
            return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
        }
    }
}
