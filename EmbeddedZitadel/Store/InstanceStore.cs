namespace EmbeddedZitadel.Store;

/// <summary>
/// Holds the state of the instance. Reads take <see cref="Current"/>, a whole and unchanging picture, and never see half a change.
/// Writes go one after the other through <see cref="Change{T}"/>; a write that throws leaves no trace.
/// </summary>
public sealed class InstanceStore(InstanceState initial)
{
    private readonly Lock _oneWriter = new();
    private volatile InstanceState _current = initial;

    /// <summary>The state as of now. Take it once per request and ask it everything, so that the answers belong together.</summary>
    public InstanceState Current => _current;

    /// <summary>Raised after each write, in order, with the records that it left: what a journal or database has to save.</summary>
    public event Action<IReadOnlyList<ChangedRecord>>? Committed;

    /// <summary>
    /// Makes one change: <paramref name="work"/> reads and writes through the <see cref="Change"/> it is given, then all of it becomes
    /// visible at once. Do slow work (hashing a password, making a key) before, not in it: it holds up every other writer.
    /// </summary>
    public T Change<T>(Func<Change, T> work)
    {
        lock (_oneWriter)
        {
            var change = new Change(_current);
            var result = work(change);
            _current = change.State;
            if (change.Records.Count > 0)
                Committed?.Invoke(change.Records);
            return result;
        }
    }

    /// <inheritdoc cref="Change{T}"/>
    public void Change(Action<Change> work) => Change(change =>
    {
        work(change);
        return true;
    });
}

/// <summary>One record that a write left behind.</summary>
/// <param name="Kind">The type of the record.</param>
/// <param name="Id">Its id.</param>
/// <param name="Record">The record, or null where it was removed.</param>
public sealed record ChangedRecord(Type Kind, string Id, IRecord? Record);
