using System.Collections.Frozen;
using System.Security.Cryptography;

namespace EmbeddedZitadel.Login.Rendering;

/// <summary>The stylesheets, script and icon of the pages, part of the program file. Their paths carry a hash, so browsers may keep them for ever.</summary>
internal static class Assets
{
    private static readonly FrozenDictionary<string, Asset> ByName = new[]
    {
        Read("style.css", "text/css; charset=utf-8"),
        Read("console.css", "text/css; charset=utf-8"),
        Read("password-rules.js", "text/javascript; charset=utf-8"),
        Read("submit.js", "text/javascript; charset=utf-8"),
        Read("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary(asset => asset.Name);

    /// <summary>Where the stylesheet is.</summary>
    public static string StylesheetPath { get; } = ByName["style.css"].Path;

    /// <summary>Where the rules are that the console adds to the stylesheet.</summary>
    public static string ConsoleStylesheetPath { get; } = ByName["console.css"].Path;

    /// <summary>Where the script is that ticks off the rules for a password while one types.</summary>
    public static string PasswordRulesPath { get; } = ByName["password-rules.js"].Path;

    /// <summary>Where the script is that sends a page's form at once.</summary>
    public static string SubmitPath { get; } = ByName["submit.js"].Path;

    /// <summary>Where the icon is.</summary>
    public static string IconPath { get; } = ByName["icon.svg"].Path;

    /// <summary>Serves them.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet($"{LoginPaths.Resources}/{{name}}", (RequestDelegate)(async http =>
    {
        if (http.GetRouteValue("name") is not string name || !ByName.TryGetValue(name, out var asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Content.Length;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(asset.Content, http.RequestAborted);
    }));

    private static Asset Read(string name, string contentType)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded into the program; EmbeddedZitadel.csproj should do that.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(name, $"{LoginPaths.Resources}/{name}?{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6))}", contentType, content);
    }

    private sealed record Asset(string Name, string Path, string ContentType, byte[] Content);
}
