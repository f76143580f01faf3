using System.Collections.Immutable;

namespace EmbeddedZitadel.Store;

/// <summary>A named way to find records of one kind by something else than their id, e.g. users by login name.</summary>
/// <param name="keysOf">The keys under which a record is found; none, one or several.</param>
public sealed class Index<T>(Func<T, IEnumerable<string>> keysOf) where T : class, IRecord
{
    internal IEnumerable<string> KeysOf(T record) => keysOf(record);
}

/// <summary>
/// An immutable set of records of one kind, with its indices. <see cref="Put"/> and <see cref="Remove"/> answer a new table and share what
/// did not change, so a reader of the old one is never disturbed.
/// </summary>
public sealed class Table<T> where T : class, IRecord
{
    private readonly ImmutableDictionary<string, T> _rows;
    private readonly ImmutableArray<(Index<T> Index, ImmutableDictionary<string, ImmutableSortedSet<string>> Ids)> _indices;

    private Table(
        ImmutableDictionary<string, T> rows,
        ImmutableArray<(Index<T> Index, ImmutableDictionary<string, ImmutableSortedSet<string>> Ids)> indices) => (_rows, _indices) = (rows, indices);

    /// <summary>An empty table with these indices.</summary>
    public Table(params IEnumerable<Index<T>> indices) : this(
        ImmutableDictionary.Create<string, T>(StringComparer.Ordinal),
        [.. indices.Select(index => (index, ImmutableDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal)))])
    {
    }

    /// <summary>All records, in no order.</summary>
    public IEnumerable<T> All => _rows.Values;

    /// <summary>How many records there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The record with this id, or null.</summary>
    public T? Find(string? id) => id is null ? null : _rows.GetValueOrDefault(id);

    /// <summary>The records found under a key of an index, oldest id first.</summary>
    public IEnumerable<T> By(Index<T> index, string key)
    {
        foreach (var (candidate, ids) in _indices)
        {
            if (ReferenceEquals(candidate, index))
                return ids.TryGetValue(key, out var found) ? found.Select(id => _rows[id]) : [];
        }

        throw new InvalidOperationException($"The table of {typeof(T).Name} has no such index; name it where the table is made, in {nameof(InstanceState)}.");
    }

    /// <summary>The table with this record added, or in the place of the one with the same id.</summary>
    public Table<T> Put(T record)
    {
        var old = Find(record.Id);
        return new(_rows.SetItem(record.Id, record), [.. _indices.Select(i => (i.Index, Reindex(i.Index, i.Ids, old, record)))]);
    }

    /// <summary>The table without the record of this id.</summary>
    public Table<T> Remove(string id)
    {
        var old = Find(id);
        return old is null ? this : new(_rows.Remove(id), [.. _indices.Select(i => (i.Index, Reindex(i.Index, i.Ids, old, null)))]);
    }

    private static ImmutableDictionary<string, ImmutableSortedSet<string>> Reindex(
        Index<T> index, ImmutableDictionary<string, ImmutableSortedSet<string>> ids, T? old, T? record)
    {
        string[] before = old is null ? [] : [.. index.KeysOf(old)];
        string[] after = record is null ? [] : [.. index.KeysOf(record)];
        if (before.AsSpan().SequenceEqual(after))
            return ids;

        foreach (var key in before)
        {
            var rest = ids[key].Remove(old!.Id);
            ids = rest.IsEmpty ? ids.Remove(key) : ids.SetItem(key, rest);
        }

        foreach (var key in after)
            ids = ids.SetItem(key, (ids.GetValueOrDefault(key) ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Add(record!.Id));
        return ids;
    }
}
