using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Recordings.Replay;

/// <summary>Composes the messages of the agent that a replay is on the wire. Pure.</summary>
internal sealed class ReplayMessages(IReadOnlyList<RecordedSeries> series)
{
    /// <summary>What is older when it is sent is backlog, not news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Coop, string Quantity, string Place), ulong> aliases = series
        .Select((each, index) => (each, index))
        .ToDictionary(pair => (pair.each.Coop, pair.each.Quantity, pair.each.Place), pair => (ulong)pair.index + 1);

    /// <summary>The coops.</summary>
    public IReadOnlyList<string> Coops { get; } = [.. series.Select(each => each.Coop).Distinct(StringComparer.Ordinal)];

    public static Payload NodeBirth(ulong birthDeathSequence, ulong oldestBatch, DateTimeOffset now, ulong sequence)
    {
        var at = now.ToUnixTimeMilliseconds();
        return new(at, sequence,
        [
            new(NodeMetrics.BirthDeathSequence, null, at, MetricValue.OfUInt64(birthDeathSequence)),
            new(NodeMetrics.Rebirth, null, at, MetricValue.OfBoolean(false)),
            new(RoostMetrics.OldestBatch, null, at, MetricValue.OfUInt64(oldestBatch)),
        ]);
    }

    public static Payload NodeDeath(ulong birthDeathSequence, DateTimeOffset now) =>
        new(now.ToUnixTimeMilliseconds(), null, [new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(birthDeathSequence))]);

    public Payload DeviceBirth(string coop, DateTimeOffset now, ulong sequence)
    {
        var at = now.ToUnixTimeMilliseconds();
        return new(at, sequence, [.. series.Where(each => each.Coop == coop).Select(each => Birth(each, at))]);
    }

    public Payload DeviceData(ulong number, ReplayBatch batch, ReplayTimeline timeline, DateTimeOffset now, ulong sequence)
    {
        var at = now.ToUnixTimeMilliseconds();
        var metrics = new Metric[batch.Readings.Count + 1];
        metrics[0] = new(RoostMetrics.Batch, null, at, MetricValue.OfUInt64(number));
        for (var index = 0; index < batch.Readings.Count; index++)
        {
            var reading = batch.Readings[index];
            var takenAt = timeline.TakenAt(reading.TakenAt);
            metrics[index + 1] = new(
                null,
                aliases[(reading.Coop, reading.Quantity, reading.Place)],
                takenAt.ToUnixTimeMilliseconds(),
                reading is { Quality: not Quality.Bad, Value: { } value } ? MetricValue.OfDouble(value) : MetricValue.Null(MetricType.Double),
                takenAt < now - News,
                reading.Quality == Quality.Good ? null : QualityOf(reading));
        }

        return new(at, sequence, metrics);
    }

    private Metric Birth(RecordedSeries each, long at)
    {
        var facts = QuantityFacts.TryParse(each.Quantity, out var quantity)
            ? QuantityFacts.Of(quantity)
            : throw new ArgumentException($"\"{each.Quantity}\" is no quantity that Roost knows.");
        return new(
            MetricName.Of(quantity, each.Place),
            aliases[(each.Coop, each.Quantity, each.Place)],
            at,
            MetricValue.Null(MetricType.Double),
            false,
            [
                new(RoostMetrics.UnitProperty, MetricValue.OfString(facts.Unit)),
                new(RoostMetrics.LowProperty, MetricValue.OfDouble(facts.Minimum)),
                new(RoostMetrics.HighProperty, MetricValue.OfDouble(facts.Maximum)),
            ]);
    }

    private static MetricProperty[] QualityOf(in RecordedReading reading)
    {
        var quality = new MetricProperty(RoostMetrics.QualityProperty, MetricValue.OfInt32(RoostMetrics.QualityCode(reading.Quality)));
        return reading.Reason is null ? [quality] : [quality, new(RoostMetrics.ReasonProperty, MetricValue.OfString(reading.Reason))];
    }
}
