using EmbeddedZitadel.Instances;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace EmbeddedZitadel.Tests.Store;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class The_store
{
    [Test]
    public void Keeps_nothing_of_a_change_that_throws()
    {
        var store = NewStore();
        var committed = 0;
        store.Committed += _ => committed++;
        var before = store.Current;

        Assert.Throws<InvalidOperationException>(() => store.Change(change =>
        {
            change.Put(Person("1", "road.runner"));
            throw new InvalidOperationException();
        }));

        Assert.That((store.Current, committed), Is.EqualTo((before, 0)));
    }

    [Test]
    public void Tells_a_journal_which_records_a_change_left()
    {
        var store = NewStore();
        var records = new List<ChangedRecord>();
        store.Committed += records.AddRange;

        store.Change(change => change.Put(Person("1", "road.runner")));
        store.Change(change => change.Remove(change.State.Users.Find("1")!));

        Assert.That(records.Select(r => (r.Kind, r.Id, r.Record is null)), Is.EqualTo(((Type, string, bool)[])[(typeof(User), "1", false), (typeof(User), "1", true)]));
    }

    [Test]
    public void Shows_readers_whole_changes_only()
    {
        var store = NewStore();
        store.Change(change => Rename(change, 0));
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var state = store.Current; // two users who always bear the same number
                if (state.Users.Find("1")!.Username[1..] != state.Users.Find("2")!.Username[1..])
                    return false;
            }

            return true;
        });

        for (var i = 1; i < 2000; i++)
            store.Change(change => Rename(change, i));
        done.Cancel();

        Assert.That(reader.GetAwaiter().GetResult(), Is.True);
    }

    [Test]
    public void Finds_through_its_indices_what_a_search_of_all_rows_finds() => Prop.ForAll<(byte Id, byte Name, bool Remove)[]>(steps =>
    {
        var table = new Table<User>(User.ByLoginName);
        foreach (var (id, name, remove) in steps)
            table = remove ? table.Remove($"{id % 5}") : table.Put(Person($"{id % 5}", $"NAME{name % 3}"));
        return Enumerable.Range(0, 3).All(n => table.By(User.ByLoginName, $"name{n}").Select(u => u.Id)
            .SequenceEqual(table.All.Where(u => u.Username == $"NAME{n}").Select(u => u.Id).Order(StringComparer.Ordinal)));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Gives_out_ids_of_18_digits_that_grow_even_when_time_stands_still()
    {
        var ids = new SnowflakeIds(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)));
        var made = Enumerable.Range(0, 10_000).AsParallel().Select(_ => ids.Next()).ToList();
        Assert.That(made, Is.Unique.And.All.Length.EqualTo(18));
    }

    [Test]
    public void Reads_back_opaque_tokens_of_the_right_kind_and_no_others() => Prop.ForAll<NonNull<string>, int>((payload, position) =>
    {
        var text = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(payload.Get)); // a lone surrogate is no text
        var tokens = new OpaqueTokens(NewStore());
        var token = tokens.Write(TokenKind.Access, text);
        var at = (int)((uint)position % (uint)token.Length);
        var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
        return token.Split('.').Length == 5
            && tokens.TryRead(TokenKind.Access, token, out var read) && read == text
            && !tokens.TryRead(TokenKind.Refresh, token, out _)
            && !new OpaqueTokens(NewStore()).TryRead(TokenKind.Access, token, out _)
            && (!tokens.TryRead(TokenKind.Access, forged, out var other) || other == text); // the last character of a part has bits to spare
    }).QuickCheckThrowOnFailure();

    private static void Rename(Change change, int number)
    {
        change.Put(Person("1", $"a{number}"));
        change.Put(Person("2", $"b{number}"));
    }

    private static User Person(string id, string username) => new() { Id = id, Details = Details.New("1", DateTimeOffset.UnixEpoch), Username = username };

    private static InstanceStore NewStore() => new(new InstanceState(new Instance
    {
        Id = "1",
        Domain = "localhost",
        DefaultOrganizationId = "1",
        ZitadelProjectId = "1",
        TokenKey = [.. System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)],
    }));
}
