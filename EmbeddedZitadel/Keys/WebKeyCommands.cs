using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Keys;

/// <summary>The one place where the keys that sign tokens change: exactly one is in use.</summary>
internal sealed class WebKeyCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Makes a key, which is published at once and signs nothing yet.</summary>
    public WebKey Create(string algorithm, int rsaBits)
    {
        var key = WebKeys.Create(ids.Next(), algorithm, rsaBits, store.Current.Instance.Id, clock.GetUtcNow());
        store.Change(change => change.Put(key));
        return key;
    }

    /// <summary>Puts a key to use; the one that was stays published for the tokens it signed.</summary>
    public WebKey Activate(string id) => store.Change(change =>
    {
        var key = change.State.WebKeys.Find(id) ?? throw ZitadelError.NotFound("COMMAND-teiG3", "Errors.WebKey.NotFound");
        if (key.State == WebKeyState.Active)
            return key;

        var now = clock.GetUtcNow();
        foreach (var before in change.State.WebKeys.All.Where(one => one.State == WebKeyState.Active).ToList())
            change.Put(before with { State = WebKeyState.Inactive, Details = before.Details.Changed(now) });
        var active = key with { State = WebKeyState.Active, Details = key.Details.Changed(now) };
        change.Put(active);
        return active;
    });

    /// <summary>Deletes a key that is not in use; what it signed is no longer valid. Null where there is none.</summary>
    public WebKey? Delete(string id) => store.Change(change =>
    {
        if (change.State.WebKeys.Find(id) is not { } key)
            return null;
        if (key.State == WebKeyState.Active)
            throw ZitadelError.FailedPrecondition("COMMAND-Chai1", "Errors.WebKey.ActiveDelete");
        change.Remove(key);
        return key with { Details = key.Details.Changed(clock.GetUtcNow()) };
    });
}
