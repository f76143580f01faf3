
namespace EmbeddedZitadel.Hosting;

/// <summary>Where and how the server listens.</summary>
public static class Listening
{
    /// <summary>
    /// Listens on loopback, port 8080, unless told otherwise: by <c>ZITADEL_PORT</c> (loopback too), or by ASP.NET Core's own settings
    /// (<c>ASPNETCORE_URLS</c>, <c>--urls</c>), which may name other addresses.
    /// </summary>
    public static void ListenAsZitadel(this WebApplicationBuilder builder)
    {
        var port = new ZitadelSettings(builder.Configuration).Port;
        if (port is not null || string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port ?? 8080}"); // Kestrel knows no free port of "localhost"
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Room for what LastResort and the endpoints refuse in ZITADEL's own way; what is beyond, Kestrel refuses.
            kestrel.Limits.MaxRequestLineSize = 4 << 20;
            kestrel.Limits.MaxRequestHeadersTotalSize = 4 << 20;
            kestrel.Limits.MaxRequestHeaderCount = 10_000;
            kestrel.Limits.MaxRequestBufferSize = 8 << 20;
            kestrel.Limits.MaxRequestBodySize = 32 << 20;
        });
    }
}
