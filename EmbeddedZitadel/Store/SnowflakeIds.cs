using System.Globalization;

namespace EmbeddedZitadel.Store;

/// <summary>
/// Makes ids as ZITADEL does: numbers of 18 digits that grow with time (Sonyflake, https://github.com/sony/sonyflake: units of 10 ms since
/// 2014-09-01, then 8 bits of sequence and 16 bits of machine).
/// </summary>
public sealed class SnowflakeIds(TimeProvider clock)
{
    private static readonly DateTimeOffset Epoch = new(2014, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long _machine = Random.Shared.Next(1 << 16);
    private long _last;

    /// <summary>The next id, greater than all before it, however many are asked for in one tick or by how many threads.</summary>
    public string Next()
    {
        var now = ((clock.GetUtcNow() - Epoch).Ticks / (10 * TimeSpan.TicksPerMillisecond)) << 8;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(last + 1, now);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return ((next << 16) | _machine).ToString(CultureInfo.InvariantCulture);
    }
}
