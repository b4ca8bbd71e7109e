using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Sparkplug;

namespace Roost.Edge.Uplink;

/// <summary>Composes the agent's Sparkplug messages. Pure.</summary>
internal static class MessageWriter
{
    public static Payload NodeBirth(byte birthDeathSequence, ulong oldestBatch, DateTimeOffset now, byte sequence)
    {
        var at = now.ToUnixTimeMilliseconds();
        return new(at, sequence,
        [
            new(NodeMetrics.BirthDeathSequence, null, at, MetricValue.OfUInt64(birthDeathSequence)),
            new(NodeMetrics.Rebirth, null, at, MetricValue.OfBoolean(false)),
            new(RoostMetrics.OldestBatch, null, at, MetricValue.OfUInt64(oldestBatch)),
        ]);
    }

    public static Payload NodeDeath(byte birthDeathSequence, DateTimeOffset now) => new(
        now.ToUnixTimeMilliseconds(),
        null,
        [new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(birthDeathSequence))]);

    public static Payload DeviceBirth(IReadOnlyList<RegisteredSeries> series, DateTimeOffset now, byte sequence)
    {
        var at = now.ToUnixTimeMilliseconds();
        return new(at, sequence, [.. series.Select(each => Birth(each, at))]);
    }

    /// <param name="historical">Whether it is backlog, not news.</param>
    /// <param name="aliases">The alias of each reading's series.</param>
    public static Payload DeviceData(SpooledBatch batch, bool historical, DateTimeOffset now, byte sequence, IReadOnlyList<ulong> aliases)
    {
        var at = now.ToUnixTimeMilliseconds();
        var metrics = new Metric[batch.Readings.Count + (batch.Acknowledged is null ? 1 : 2)];
        metrics[0] = new(RoostMetrics.Batch, null, at, MetricValue.OfUInt64(batch.Number));
        if (batch.Acknowledged is { } acknowledged)
        {
            metrics[^1] = new(
                RoostMetrics.Acknowledged, null, acknowledged.At.ToUnixTimeMilliseconds(), MetricValue.OfString(acknowledged.ToString()), historical);
        }

        for (var index = 0; index < batch.Readings.Count; index++)
        {
            var reading = batch.Readings[index];
            metrics[index + 1] = new(
                null,
                aliases[index],
                reading.TakenAt.ToUnixTimeMilliseconds(),
                ValueOf(reading),
                historical,
                reading.Quality == Quality.Good ? null : QualityOf(reading));
        }

        return new(at, sequence, metrics);
    }

    private static Metric Birth(RegisteredSeries series, long at)
    {
        var facts = QuantityFacts.Of(series.Quantity);
        List<MetricProperty> properties =
        [
            new(RoostMetrics.UnitProperty, MetricValue.OfString(facts.Unit)),
            new(RoostMetrics.LowProperty, MetricValue.OfDouble(facts.Minimum)),
            new(RoostMetrics.HighProperty, MetricValue.OfDouble(facts.Maximum)),
        ];
        if (series.Definition is { } definition)
        {
            properties.Add(new(RoostMetrics.PeriodProperty, MetricValue.OfDouble(definition.ReportEvery.TotalSeconds)));
        }

        properties.AddRange(series.Last is { } known ? QualityOf(known) : []);
        return new(
            MetricName.Of(series.Quantity, series.Place),
            series.Alias,
            series.Last?.TakenAt.ToUnixTimeMilliseconds() ?? at,
            series.Last is { } last ? ValueOf(last) : MetricValue.Null(MetricType.Double),
            false,
            properties);
    }

    private static MetricValue ValueOf(in Reading reading) =>
        reading is { Quality: not Quality.Bad, Value: { } value } ? MetricValue.OfDouble(value) : MetricValue.Null(MetricType.Double);

    private static MetricProperty[] QualityOf(in Reading reading)
    {
        var quality = new MetricProperty(RoostMetrics.QualityProperty, MetricValue.OfInt32(RoostMetrics.QualityCode(reading.Quality)));
        return reading.Reason is null
            ? [quality]
            : [quality, new(RoostMetrics.ReasonProperty, MetricValue.OfString(reading.Reason))];
    }
}
