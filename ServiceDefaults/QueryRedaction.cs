using System.Diagnostics;
using OpenTelemetry;

namespace ServiceDefaults;

/// <summary>
/// Takes the values out of the query of every address on a span: <c>?code=V2_1&amp;state=x</c> becomes <c>?code=*&amp;state=*</c>.
/// The instrumentation does that too, but Aspire switches it off for its resources (<c>OTEL_DOTNET_EXPERIMENTAL_…_DISABLE_URL_QUERY_REDACTION=true</c>,
/// https://github.com/dotnet/aspire/pull/3797), and codes and tokens must not reach the dashboard either.
/// </summary>
sealed class QueryRedaction : BaseProcessor<Activity>
{
    public override void OnEnd(Activity activity)
    {
        // `?code=…`: the query alone. `http://localhost:8080/oauth/v2/authorize?client_id=…`: the query of a whole address.
        if (activity.GetTagItem("url.query") is string query)
            activity.SetTag("url.query", Redact(query));
        if (activity.GetTagItem("url.full") is string address && address.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0)
            activity.SetTag("url.full", address[..mark] + Redact(address[mark..]));
    }

    /// <summary>Keeps the names, which help in reading a trace; a part without <c>=</c> may be a value and goes as a whole.</summary>
    internal static string Redact(string query)
    {
        var start = query.StartsWith('?') ? "?" : "";
        var fragment = query.IndexOf('#', StringComparison.Ordinal);
        var parts = query[start.Length..(fragment < 0 ? query.Length : fragment)].Split('&');
        return start + string.Join('&', parts.Select(part => part.Length == 0 ? "" : part.IndexOf('=') is var equals and > 0 ? part[..equals] + "=*" : "*"));
    }
}
