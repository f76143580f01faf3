using System.Diagnostics;

namespace WebFrontend.Pages;

/// <summary>Where the trace of a request is shown: in Development, where AppHost says that there is a dashboard (<c>Dashboard__Url</c>).</summary>
sealed class TraceLink(IConfiguration configuration, IHostEnvironment environment)
{
    readonly Uri? _dashboard = environment.IsDevelopment()
        && Uri.TryCreate(configuration["Dashboard:Url"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary><c>http://localhost:15080/traces/detail/4bf92f3577b34da6a3ce929d0e0e4736</c> for this request; null where there is none.</summary>
    public Uri? OfThisRequest => _dashboard is not null && Activity.Current is { } span ? new Uri(_dashboard, $"/traces/detail/{span.TraceId}") : null;
}
