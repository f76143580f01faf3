using System.Collections.Immutable;

namespace EmbeddedZitadel.Applications;

/// <summary>The origins from which an application's users may call ZITADEL with their tokens.</summary>
public static class Origins
{
    /// <summary>The origins of the redirect URIs, then the additional ones, each once.</summary>
    public static ImmutableArray<string> Allowed(OidcConfiguration oidc) =>
        [.. oidc.RedirectUris.Select(Of).Concat(oidc.AdditionalOrigins).Where(origin => origin.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The origin of a URI: scheme and authority as they are written, <c>com.example.app://</c> for a custom scheme; empty for what is no
    /// URI.</summary>
    public static string Of(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return "";
        var rest = uri.AsSpan(colon + 1);
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return uri[..colon].ToLowerInvariant() + "://";
        rest = rest[2..];
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        return $"{uri[..colon].ToLowerInvariant()}://{authority[(authority.LastIndexOf('@') + 1)..]}";
    }

    /// <summary>Whether a text is an origin and nothing more, e.g. <c>https://spa.example:8443</c>.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.Contains("://", StringComparison.Ordinal) && uri.Host.Length > 0 && Of(text) == text;
}
