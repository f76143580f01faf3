namespace EmbeddedZitadel.Hosting;

/// <summary>ZITADEL's caching headers.</summary>
public static class CacheHeaders
{
    /// <summary>
    /// <c>Cache-Control: no-store</c>, <c>Pragma: no-cache</c> and an <c>Expires</c> in the past: on all OIDC answers but the keys, and on v1 and Connect.
    /// </summary>
    public static void NoStore(this HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers.Expires = DateTimeOffset.UnixEpoch.ToString("R");
    }
}
