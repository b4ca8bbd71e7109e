using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Spool;
using Roost.Edge.Tests.Testing;

namespace Roost.Edge.Tests.Spool;

/// <summary>What the spool's tests share.</summary>
internal static class SpoolTesting
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    public static DiskSpool Open(string directory, TestLog? log = null, long limitBytes = SpoolOptions.DefaultLimitBytes) =>
        DiskSpool.Open(new(directory, limitBytes), TimeProvider.System, (log ?? new()).For<DiskSpool>());

    /// <summary>An entry that can be recognised by its count.</summary>
    public static SpoolEntry Entry(int count, int readings = 1, BatchKind kind = BatchKind.Live, SourcePosition? position = null) => new(
        "coop-1",
        kind,
        [.. Enumerable.Range(0, readings).Select(index => new Reading(Quantity.Count, "front", Start.AddSeconds(index), count, Quality.Good))],
        position);

    public static int CountOf(SpooledBatch batch) => (int)batch.Readings[0].Value!.Value;

    /// <summary>Everything that is held, in order.</summary>
    public static List<SpooledBatch> ReadAll(DiskSpool spool)
    {
        using var reader = new SpoolReader(spool, spool.AckedThrough + 1);
        var batches = new List<SpooledBatch>();
        while (reader.TryRead(ulong.MaxValue - 1, out var batch))
        {
            batches.Add(batch);
        }

        return batches;
    }
}
