using System.Globalization;
using Microsoft.Extensions.Options;

namespace MetadataApi.Authentication;

/// <summary>How introspection is used.</summary>
sealed class IntrospectionSettings
{
    const int MaximumCacheSeconds = 10;

    /// <summary>How long a positive answer is used again, in seconds, 0 to 10; 0 asks ZITADEL each time. A revoked token is accepted that long.</summary>
    public int CacheSeconds { get; private set; }

    public static void Read(IntrospectionSettings settings, IConfiguration configuration) =>
        settings.CacheSeconds = configuration["Introspection:CacheSeconds"] is not { Length: > 0 } value ? MaximumCacheSeconds
            : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;

    public sealed class Validation : IValidateOptions<IntrospectionSettings>
    {
        public ValidateOptionsResult Validate(string? name, IntrospectionSettings settings) =>
            settings.CacheSeconds is >= 0 and <= MaximumCacheSeconds
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Introspection__CacheSeconds must be a whole number from 0 (off) to {MaximumCacheSeconds}.");
    }
}
