using System.Reflection;

namespace OfflineAspire.Tests;

/// <summary>Where the sources are, and what was built of them.</summary>
static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;

    public static string AppHost { get; } = Path.Combine(Root, "AppHost", "bin", Configuration, "net10.0", "AppHost");

    /// <summary>Whether AppHost was built against OfflineAspire.</summary>
    public static bool IsOffline { get; } = File.Exists(Path.Combine(Path.GetDirectoryName(AppHost)!, "OfflineAspire.dll"));

    static string Configuration => typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
