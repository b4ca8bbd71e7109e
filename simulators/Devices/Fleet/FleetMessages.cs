using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>Composes an agent's Sparkplug messages, as bytes. Pure.</summary>
internal static class FleetMessages
{
    public static byte[] NodeBirth(byte birthDeathSequence, ulong oldestBatch, long now, byte sequence) => PayloadCodec.Encode(new(now, sequence,
    [
        new(NodeMetrics.BirthDeathSequence, null, now, MetricValue.OfUInt64(birthDeathSequence)),
        new(NodeMetrics.Rebirth, null, now, MetricValue.OfBoolean(false)),
        new(RoostMetrics.OldestBatch, null, now, MetricValue.OfUInt64(oldestBatch)),
    ]));

    public static byte[] NodeDeath(byte birthDeathSequence, long now) => PayloadCodec.Encode(new(now, null,
    [
        new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(birthDeathSequence)),
    ]));

    /// <summary>A coop's birth. Aliases are the node's, so each of its coops has its own range of them.</summary>
    /// <param name="series">The series.</param>
    /// <param name="firstAlias">The alias of the coop's first series.</param>
    /// <param name="now">The fleet's time, milliseconds since 1970 UTC.</param>
    /// <param name="sequence">The message's number.</param>
    public static byte[] CoopBirth(FleetSeries series, ulong firstAlias, long now, byte sequence) => PayloadCodec.Encode(new(
        now, sequence, firstAlias == 0 ? series.Births : [.. series.Births.Select(birth => birth with { Alias = birth.Alias + firstAlias })]));

    /// <summary>A batch.</summary>
    /// <param name="series">The series.</param>
    /// <param name="firstAlias">The alias of the coop's first series.</param>
    /// <param name="coop">The coop's number in the fleet.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="historical">Whether it is backlog, not news.</param>
    /// <param name="now">The fleet's time, milliseconds since 1970 UTC.</param>
    /// <param name="sequence">The message's number.</param>
    public static byte[] CoopData(FleetSeries series, ulong firstAlias, int coop, in FleetBatch batch, bool historical, long now, byte sequence)
    {
        var takenAt = DateTimeOffset.FromUnixTimeMilliseconds(batch.TakenAtMilliseconds);
        var metrics = new Metric[series.Count + 1];
        metrics[0] = new(RoostMetrics.Batch, null, now, MetricValue.OfUInt64(batch.Number));
        for (var index = 0; index < series.Count; index++)
        {
            metrics[index + 1] = new(
                null, firstAlias + (ulong)index, batch.TakenAtMilliseconds, MetricValue.OfDouble(series.ValueAt(coop, index, takenAt)), historical);
        }

        return PayloadCodec.Encode(new(now, sequence, metrics));
    }
}
