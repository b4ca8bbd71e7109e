using System.Numerics;

namespace Roost.Simulators.Fleet;

/// <summary>
/// Counts durations in buckets that are never wider than 1/64 of their value, from a microsecond to beyond a year, in 30 kB whatever comes.
/// Thread-safe.
/// </summary>
internal sealed class LatencyHistogram
{
    private readonly long[] counts = new long[LatencyCounts.Buckets];
    private long largestTicks;

    /// <summary>Adds a duration; a negative one counts as none.</summary>
    public void Add(TimeSpan latency)
    {
        Interlocked.Increment(ref counts[LatencyCounts.BucketOf(latency)]);
        var ticks = latency.Ticks;
        for (var known = Volatile.Read(ref largestTicks); ticks > known;)
        {
            var found = Interlocked.CompareExchange(ref largestTicks, ticks, known);
            known = found == known ? ticks : found;
        }
    }

    /// <summary>What was counted until now.</summary>
    public LatencyCounts Take() => new([.. counts], TimeSpan.FromTicks(Volatile.Read(ref largestTicks)));
}

/// <summary>What a <see cref="LatencyHistogram"/> had counted at a moment.</summary>
internal sealed class LatencyCounts(long[] counts, TimeSpan largest)
{
    /// <summary>Number of buckets; microseconds below 128 have one each, then each doubling has 64.</summary>
    internal const int Buckets = (65 - SubBits) << SubBits;

    private const int SubBits = 6;

    /// <summary>How many durations there are.</summary>
    public long Total { get; } = counts.Sum();

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Largest => largest;

    /// <summary>
    /// A duration that the given share of all, 0 to 1, does not exceed; too long by at most 1/64 and a microsecond, zero without any.
    /// </summary>
    public TimeSpan Percentile(double share)
    {
        var wanted = Math.Clamp((long)Math.Ceiling(share * Total), 1, Math.Max(1, Total));
        long seen = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted)
            {
                var top = TopOf(bucket);
                return top < largest ? top : largest;
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>What came after an earlier moment. Its longest is still that of all.</summary>
    public LatencyCounts Since(LatencyCounts earlier) => new([.. counts.Zip(earlier.Counts, (now, before) => now - before)], largest);

    internal static int BucketOf(TimeSpan latency)
    {
        var microseconds = (ulong)Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        var shift = Math.Max(0, BitOperations.Log2(microseconds | 1) - SubBits);
        return (shift << SubBits) + (int)(microseconds >> shift);
    }

    private long[] Counts => counts;

    private static TimeSpan TopOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBits) - 1);
        var above = (ulong)(bucket - (shift << SubBits) + 1) << shift;
        return above > (ulong)TimeSpan.MaxValue.TotalMicroseconds ? TimeSpan.MaxValue : TimeSpan.FromMicroseconds((long)above);
    }
}
