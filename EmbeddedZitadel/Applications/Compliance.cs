using System.Collections.Immutable;
using System.Net;

namespace EmbeddedZitadel.Applications;

/// <summary>ZITADEL's remarks on an OIDC application that OAuth's best practices speak against; it works all the same.</summary>
internal static class Compliance
{
    private const string Http = "http://", Https = "https://", Prefix = "Application.OIDC.V1.";

    /// <summary>The keys of the remarks, none for a compliant application. One of them may be there twice, as in ZITADEL.</summary>
    public static ImmutableArray<string> Problems(OidcConfiguration oidc)
    {
        var problems = new List<string>();
        var (isCode, isImplicit, isDevice) = (Has(OidcGrantType.AuthorizationCode), Has(OidcGrantType.Implicit), Has(OidcGrantType.DeviceCode));
        if (Has(OidcGrantType.RefreshToken) && !isCode && !isDevice)
            problems.Add("GrantType.Refresh.NoAuthCode");
        if (oidc.RedirectUris.IsEmpty && (!isDevice || isCode))
            problems.Insert(0, "NoRedirectUris");
        problems.AddRange(RedirectProblems(oidc, isCode, isImplicit));
        if (oidc.ApplicationType != OidcApplicationType.Web)
        {
            if (oidc.AuthMethod != OidcAuthMethod.None)
                problems.Add($"{oidc.ApplicationType}.AuthMethodType.NotNone");
            if (problems.Count > 0)
                problems.Insert(0, "NotCompliant");
        }

        if (problems.Count > 0)
            problems.Insert(0, "NotCompliant");
        return [.. problems.Select(problem => Prefix + problem)];

        bool Has(OidcGrantType grant) => oidc.GrantTypes.Contains(grant);
    }

    private static IEnumerable<string> RedirectProblems(OidcConfiguration oidc, bool isCode, bool isImplicit)
    {
        var uris = oidc.RedirectUris;
        if ((!isCode && !isImplicit) || uris.All(uri => uri.StartsWith(Https, StringComparison.Ordinal)))
            yield break;

        var isNative = oidc.ApplicationType == OidcApplicationType.Native;
        var hasHttp = uris.Any(uri => uri.StartsWith(Http, StringComparison.Ordinal));
        var hasCustom = uris.Any(uri => !uri.StartsWith(Http, StringComparison.Ordinal) && !uri.StartsWith(Https, StringComparison.Ordinal));
        if (isImplicit && hasCustom && (!isCode || !isNative))
            yield return "Implicit.RedirectUris.CustomNotAllowed";
        if (hasHttp && isCode && oidc.ApplicationType == OidcApplicationType.UserAgent)
            yield return "Code.RedirectUris.HttpOnlyForWeb";
        if (hasHttp && isNative && !uris.All(IsNoHttpButLoopback))
            yield return "Native.RedirectUris.MustBeHttpLocalhost";
        if (hasHttp && !isCode && !isNative)
            yield return "Implicit.RedirectUris.HttpNotAllowed";
        if (isCode && !isImplicit && hasCustom && !isNative)
            yield return "Code.RedirectUris.CustomOnlyForNative";
    }

    private static bool IsNoHttpButLoopback(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme != "http" || parsed.Host == "localhost" || (IPAddress.TryParse(parsed.Host, out var address) && IPAddress.IsLoopback(address)));
}
