using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ZitadelSetup.Api;

/// <summary>The calls to ZITADEL that the set-up needs, one file for each area.</summary>
sealed partial class ZitadelApi(ZitadelTransport transport)
{
    // ZITADEL: 100 is the default, above 1000 is refused. Pages are stable only where a column to sort by is named: roles, applications, organisations;
    // the other searches are for names and ids and have few hits.
    const int PageSize = 100;

    Task<Acknowledged> DoAsync(ZitadelMethod method, JsonObject request, CancellationToken cancellationToken) =>
        transport.CallAsync(method, request, ApiJson.Default.Acknowledged, cancellationToken);

    Task<List<T>> ListAsync<TPage, T>(
        ZitadelMethod method, Func<JsonObject> request, JsonTypeInfo<TPage> answer, CancellationToken cancellationToken) where TPage : IPage<T> =>
        ListAsync<TPage, T>(method, request, "pagination", answer, cancellationToken);

    /// <param name="method">A search.</param>
    /// <param name="request">The request without its page.</param>
    /// <param name="pageField">Where the page is asked for: <c>pagination</c>, in older services <c>query</c>.</param>
    /// <param name="answer">One page.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    async Task<List<T>> ListAsync<TPage, T>(
        ZitadelMethod method, Func<JsonObject> request, string pageField, JsonTypeInfo<TPage> answer, CancellationToken cancellationToken)
        where TPage : IPage<T>
    {
        var items = new List<T>();
        while (true)
        {
            var next = request();
            next[pageField] = new JsonObject { ["offset"] = items.Count, ["limit"] = PageSize, ["asc"] = true };
            var page = await transport.CallAsync(method, next, answer, cancellationToken);
            items.AddRange(page.Items ?? []);
            if (page.Items is not { Count: > 0 } || items.Count >= page.Total)
                return items;
        }
    }

    static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);
}
