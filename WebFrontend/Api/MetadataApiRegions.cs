using System.Diagnostics;
using System.Security.Claims;
using ZitadelMetadata;

namespace WebFrontend.Api;

/// <summary>
/// Which MetadataApi a user's requests go to: that of the region in the user's metadata. The one place where it is chosen, from what ZITADEL said at the
/// sign-in and from nothing that a request carries.
/// </summary>
sealed class MetadataApiRegions(IConfiguration configuration)
{
    /// <summary>For users whose metadata names no region, or none that there is.</summary>
    public const string Default = "eu";

    /// <summary>The key in the user's metadata.</summary>
    public const string MetadataKey = "region";

    const string ResourcePrefix = "metadata-api-";

    /// <summary>
    /// The regions of this stack: one for each address that WebFrontend was given, <c>services__metadata-api-us__http__0</c>, and the default.
    /// Another region is another resource in AppHost, and nothing here.
    /// </summary>
    public IReadOnlyCollection<string> All { get; } = new SortedSet<string>(
        configuration.GetSection("services").GetChildren()
            .Where(service => service.Key.StartsWith(ResourcePrefix, StringComparison.OrdinalIgnoreCase))
            .Select(service => service.Key[ResourcePrefix.Length..].ToLowerInvariant())
            .Append(Default), StringComparer.Ordinal);

    /// <summary>Chooses, and notes the choice on the span of the request.</summary>
    public RegionChoice ChooseFor(ClaimsPrincipal user)
    {
        var named = user.GetZitadelMetadata().TryGetValue(MetadataKey, out var value) ? value.ToString() : null;
        var known = All.FirstOrDefault(region => region.Equals(named, StringComparison.OrdinalIgnoreCase));

        // One of the known ones, never the metadata's own text, which can be anything.
        Activity.Current?.SetTag("zitadel_aspire.region", known ?? Default);
        return new RegionChoice(known ?? Default, named, known is not null);
    }

    /// <summary>The address that service discovery resolves.</summary>
    public static Uri AddressOf(string region) => new($"https+http://{ResourcePrefix}{region}");
}

/// <summary>The region that a user's requests go to.</summary>
/// <param name="Region">The region.</param>
/// <param name="Named">What the user's metadata says; null when it says nothing.</param>
/// <param name="IsNamed">Whether that is the region; otherwise it is the default.</param>
sealed record RegionChoice(string Region, string? Named, bool IsNamed);
