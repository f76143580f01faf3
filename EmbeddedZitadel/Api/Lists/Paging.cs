using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api.Lists;

/// <summary>Which part of a list is asked for: <c>object.v2.ListQuery</c>, <c>filter.v2.PaginationRequest</c> and v1's <c>ListQuery</c> alike.</summary>
internal sealed record Paging(ulong Offset = 0, uint Limit = 0, bool Asc = false)
{
    private const uint DefaultLimit = 100, MaxLimit = 1000;

    /// <summary>The limit that a v2 list with <c>pagination</c> applies.</summary>
    /// <exception cref="ZitadelError">The limit is above 1000.</exception>
    public uint AppliedLimit => Limit switch
    {
        0 => DefaultLimit,
        > MaxLimit => throw ZitadelError.InvalidArgument("QUERY-4M0fs", "Errors.Query.LimitExceeded"),
        _ => Limit,
    };

    /// <summary>The limit of a v2 list with <c>query</c>: all rows unless there is one.</summary>
    public uint? CheckedLimit => Limit == 0 ? null : AppliedLimit;

    /// <summary>The rows that a v1 list gives: all, unless there is a limit.</summary>
    public List<T> OfV1<T>(IEnumerable<T> ascending) => Of(ascending, Limit == 0 ? null : Limit);

    /// <summary>A part of the rows, which are in ascending order.</summary>
    public List<T> Of<T>(IEnumerable<T> ascending, uint? limit)
    {
        var rows = Asc ? ascending : ascending.Reverse();
        rows = rows.Skip((int)Math.Min(Offset, int.MaxValue));
        return [.. limit is { } most ? rows.Take((int)Math.Min(most, int.MaxValue)) : rows];
    }
}

/// <summary>How many rows there are in all; <c>filter.v2.PaginationResponse</c>.</summary>
internal sealed record PaginationResponse(ulong TotalResult, ulong AppliedLimit);

/// <summary>One page of a list, and how many rows there are in all.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Rows, PaginationResponse Pagination)
{
    /// <summary>The page of the rows, sorted, that <paramref name="paging"/> asks for (null: the first).</summary>
    public static Page<T> Of(Paging? paging, IEnumerable<T> ascending)
    {
        paging ??= new();
        var limit = paging.AppliedLimit;
        var all = ascending.ToList();
        return new(paging.Of(all, limit), new((ulong)all.Count, limit));
    }

    /// <summary>The page as messages.</summary>
    public IReadOnlyList<TMessage> Select<TMessage>(Func<T, TMessage> message) => [.. Rows.Select(message)];
}
