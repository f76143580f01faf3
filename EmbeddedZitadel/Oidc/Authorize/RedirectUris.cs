using System.Net;
using System.Text.RegularExpressions;
using EmbeddedZitadel.Applications;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>
/// Which redirect URIs an application may use: byte by byte those it registered, except native applications on loopback (any port, RFC 8252 §7.3) and
/// globs in development mode (github.com/zitadel/oidc, <c>ValidateAuthReqRedirectURI</c>).
/// </summary>
public static partial class RedirectUris
{
    private const string Contact = " If you have any questions, you may contact the administrator of the application.";

    /// <summary>Lets the URI of an authorization request through.</summary>
    /// <exception cref="OidcError">It is not registered, or its scheme is not for this type of application.</exception>
    public static void Require(OidcConfiguration client, string uri, string responseType)
    {
        // ZITADEL decodes the parameter once more before it compares, so a registered %20 or + never matches.
        if (!FormUrlEncoding.TryUnescape(uri, out var decoded))
            throw OidcError.InvalidRequest("The requested redirect_uri has a broken percent-escape." + Contact);
        var registered = Matches(client.RedirectUris, client.DevelopmentMode, decoded, Glob.DoubleStar);
        if (client.ApplicationType == OidcApplicationType.Native)
        {
            RequireNative(client, decoded, registered);
            return;
        }

        if (!registered)
            throw NotRegistered();
        if (decoded.StartsWith("https://", StringComparison.Ordinal))
            return;
        if (!decoded.StartsWith("http://", StringComparison.Ordinal))
            throw OidcError.InvalidRequest("This client's redirect_uri is using a custom schema and is not allowed." + Contact);
        // Confidential means type WEB here, whatever the authentication method (seen).
        if (!client.DevelopmentMode && !(client.ApplicationType == OidcApplicationType.Web && responseType == "code"))
            throw HttpNotAllowed();
    }

    /// <summary>Whether a logout may send the browser there.</summary>
    public static bool AllowsPostLogout(OidcConfiguration client, string uri) =>
        Matches(client.PostLogoutRedirectUris, client.DevelopmentMode, uri, Glob.Star)
        || client.ApplicationType == OidcApplicationType.Native && IsLoopbackOfAnyPort(client.PostLogoutRedirectUris, uri);

    private static void RequireNative(OidcConfiguration client, string uri, bool registered)
    {
        if (registered)
        {
            if (uri.StartsWith("http://", StringComparison.Ordinal) && !client.DevelopmentMode && Loopback(uri) is null)
                throw HttpNotAllowed();
            return;
        }

        if (!IsLoopbackOfAnyPort(client.RedirectUris, uri))
            throw NotRegistered();
    }

    private static bool Matches(IEnumerable<string> registered, bool developmentMode, string uri, Glob glob) =>
        registered.Any(candidate => string.Equals(candidate, uri, StringComparison.Ordinal) || developmentMode && glob.Matches(candidate, uri));

    private static bool IsLoopbackOfAnyPort(IEnumerable<string> registered, string uri) =>
        Loopback(uri) is { } asked && registered.Any(candidate => Loopback(candidate) == asked);

    // Path and query of an http or https address on this machine, or null for any other. Taken apart as Go's url.Parse does it: "" and "/" are two
    // paths, a/../b is not b, 127.1 is no address; a fragment does not count.
    private static (string Path, string Query)? Loopback(string uri)
    {
        var match = AbsoluteHttp().Match(uri);
        if (!match.Success || !FormUrlEncoding.TryUnescape(match.Groups["path"].Value.Replace("+", "%2B", StringComparison.Ordinal), out var path))
            return null;
        var host = match.Groups["host"].Value;
        var isLoopback = host == "localhost" || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)
            && (host.Contains(':', StringComparison.Ordinal) || host == address.ToString());
        return isLoopback ? (path, match.Groups["query"].Value) : null;
    }

    [GeneratedRegex(@"\Ahttps?://(?:[^/?#@]*@)?(?:\[(?<host>[^\]]*)\]|(?<host>[^/?#:@\[\]]*))(?::\d*)?(?<path>/[^?#]*)?(?:\?(?<query>[^#]*))?(?:#.*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex AbsoluteHttp();

    private static OidcError NotRegistered() => OidcError.InvalidRequest("The requested redirect_uri is missing in the client configuration." + Contact);

    private static OidcError HttpNotAllowed() => OidcError.InvalidRequest("This client's redirect_uri is http and is not allowed." + Contact);
}
