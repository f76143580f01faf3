using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace MetadataApi.Regions;

/// <summary>Which region this instance serves, where there are several.</summary>
sealed partial class RegionSettings
{
    /// <summary><c>MetadataApi__Region</c>, for example <c>eu</c>; empty where there is only one.</summary>
    public string Region { get; set; } = "";

    public sealed partial class Validation : IValidateOptions<RegionSettings>
    {
        public ValidateOptionsResult Validate(string? name, RegionSettings settings) => settings.Region.Length == 0 || Form().IsMatch(settings.Region)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("MetadataApi__Region must be at most 32 lower-case letters, digits and hyphens, for example eu.");

        [GeneratedRegex("^[a-z0-9-]{1,32}$")]
        private static partial Regex Form();
    }
}

/// <summary>Says with each answer, refusals included, which region it comes from: <c>Region: eu</c>.</summary>
static class RegionHeader
{
    public const string Name = "Region";

    public static void AddRegion(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RegionSettings>()
            .Configure<IConfiguration>((settings, configuration) => settings.Region = configuration["MetadataApi:Region"] ?? "").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RegionSettings>, RegionSettings.Validation>();
    }

    public static void UseRegionHeader(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IOptions<RegionSettings>>();
        app.Use((context, next) =>
        {
            // At the last moment: the exception handler begins its answer with empty headers.
            if (settings.Value.Region.Length > 0)
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[Name] = settings.Value.Region;
                    return Task.CompletedTask;
                });
            return next(context);
        });
    }
}
