using System.Buffers;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace EmbeddedZitadel.Oidc;

/// <summary>
/// The parameters of an OIDC request: those of the form in the body, then those of the query, as ZITADEL (Go's <c>ParseForm</c>) joins them for
/// every method. A body of another content type counts as none.
/// </summary>
public sealed class OidcParameters
{
    // Go's limit for forms; a body beyond it is an error, not a cut.
    private const int MaxFormBytes = 10 << 20;

    private readonly List<KeyValuePair<string, string>> _pairs = [];
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    private OidcParameters()
    {
    }

    /// <summary>Reads the parameters of a request.</summary>
    /// <exception cref="OidcError">Form or query cannot be read, or the form is too large.</exception>
    public static async Task<OidcParameters> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var parameters = new OidcParameters();
        var good = true;
        if (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method))
        {
            if (!string.IsNullOrEmpty(request.ContentType) && !MediaTypeHeaderValue.TryParse(request.ContentType, out _))
                throw OidcError.InvalidRequest("error parsing form");
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
                && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
                good = FormUrlEncoding.TryParse(await ReadBodyAsync(context), parameters._pairs);
        }

        good &= FormUrlEncoding.TryParse(request.QueryString.Value.AsSpan().TrimStart('?'), parameters._pairs);
        if (!good)
            throw OidcError.InvalidRequest("error parsing form");
        foreach (var (name, value) in parameters._pairs)
        {
            parameters._first.TryAdd(name, value);
            parameters._last[name] = value;
        }

        return parameters;
    }

    /// <summary>The first value of that name, or empty: how ZITADEL reads <c>grant_type</c> and the callback's <c>id</c>.</summary>
    public string First(string name) => _first.GetValueOrDefault(name, "");

    /// <summary>The last value of that name, or empty: how ZITADEL reads everything else.</summary>
    public string Last(string name) => _last.GetValueOrDefault(name, "");

    /// <summary>The last value of that name, or null where the parameter is absent.</summary>
    public string? Find(string name) => _last.GetValueOrDefault(name);

    /// <summary>All values of that name, in order.</summary>
    public IReadOnlyList<string> All(string name) => [.. _pairs.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    /// <summary>A list separated by single spaces, as ZITADEL splits it: absent is null, empty is one empty entry.</summary>
    public List<string>? List(string name) => Find(name) is { } text ? [.. text.Split(' ')] : null;

    private static async Task<string> ReadBodyAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>();
        int read;
        do
        {
            read = await context.Request.Body.ReadAsync(body.GetMemory(8192), context.RequestAborted);
            body.Advance(read);
            if (body.WrittenCount > MaxFormBytes)
                throw OidcError.InvalidRequest("error parsing form: the body is larger than 10 MiB");
        }
        while (read > 0);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
