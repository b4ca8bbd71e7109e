using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Recordings.Record;

/// <summary>What a metric of a node is to a recording; decided at its birth.</summary>
internal sealed record KnownSeries(string? Coop, string? Quantity, string Place, bool IsBatch, bool IsOldestBatch)
{
    public static KnownSeries Of(string? coop, string name, Metric birth) => MetricName.TryParse(name, out var quantity, out var place)
        ? new(coop, QuantityFacts.Of(quantity).Name, place, false, false)
        : new(coop, null, "", name == RoostMetrics.Batch, name == RoostMetrics.OldestBatch);
}

/// <summary>Makes recorded readings of the messages of one node, by the rules by which the cloud makes its readings of them.</summary>
internal sealed class WireReadings
{
    private const long Year2000Milliseconds = 946_684_800_000;
    private const long Year9000Milliseconds = 221_845_392_000_000;

    private readonly NodeSession<KnownSeries> session = new(KnownSeries.Of);
    private readonly List<ResolvedMetric<KnownSeries>> resolved = [];
    private readonly BatchNumbers batches = new();
    private bool isRoostAgent;

    /// <summary>Metrics that were no readings: no numbers, or dated outside of the years 2000 to 8999.</summary>
    public long Refused { get; private set; }

    /// <summary>Batches that came again.</summary>
    public long Repeated { get; private set; }

    /// <summary>Times that messages before one were missing.</summary>
    public long Gaps { get; private set; }

    /// <summary>Messages that could not be read, since no birth had told what they mean.</summary>
    public long Unborn { get; private set; }

    /// <summary>Takes a message; true when the node's births are needed.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">What it says.</param>
    /// <param name="now">The time, for what carries none.</param>
    /// <param name="add">Takes each reading.</param>
    public bool Take(in Topic topic, Payload payload, DateTimeOffset now, Action<RecordedReading> add)
    {
        switch (session.Receive(topic, payload, resolved))
        {
            case SessionVerdict.Unborn:
                Unborn++;
                return true;
            case SessionVerdict.Ignored:
                return false;
            case SessionVerdict.AcceptedAfterGap:
                Gaps++;
                TakeAccepted(topic, payload, now, add);
                return true;
            default:
                TakeAccepted(topic, payload, now, add);
                return false;
        }
    }

    private void TakeAccepted(in Topic topic, Payload payload, DateTimeOffset now, Action<RecordedReading> add)
    {
        if (topic.Kind == MessageKind.NodeBirth)
        {
            isRoostAgent = resolved.Exists(metric => metric.Known.IsOldestBatch);
            return;
        }

        // The values in a Roost agent's births travel in its batches too; those of any other node travel nowhere else.
        if (topic.Kind == MessageKind.DeviceData || (topic.Kind == MessageKind.DeviceBirth && !isRoostAgent))
        {
            if (isRoostAgent && Number() is { } number && !batches.Add(number))
            {
                Repeated++;
                return;
            }

            foreach (var (known, metric) in resolved)
            {
                if (known is { Quantity: not null, Coop: not null } && known.Coop == topic.Device)
                {
                    TakeReading(known, metric, topic.Kind, payload.TimestampMilliseconds, now, add);
                }
            }
        }
    }

    private ulong? Number()
    {
        foreach (var (known, metric) in resolved)
        {
            if (known.IsBatch && metric.Value.TryGetUInt64(out var number))
            {
                return number;
            }
        }

        return null;
    }

    private void TakeReading(
        KnownSeries known, in Metric metric, MessageKind kind, long? payloadMilliseconds, DateTimeOffset now, Action<RecordedReading> add)
    {
        var quality = metric.Property(RoostMetrics.QualityProperty) switch
        {
            { IsNull: false } code => code.TryGetDouble(out var number) && number is >= 0 and <= int.MaxValue ? RoostMetrics.QualityOf((int)number) : Quality.Bad,
            null when kind == MessageKind.DeviceBirth && metric.Value.IsNull => default, // There was no reading yet.
            _ => Quality.Good,
        };
        if (quality == default)
        {
            return;
        }

        var taken = metric.TimestampMilliseconds ?? payloadMilliseconds ?? now.ToUnixTimeMilliseconds();
        double value = 0;
        if (taken is < Year2000Milliseconds or >= Year9000Milliseconds
            || (!metric.Value.IsNull && (!metric.Value.TryGetDouble(out value) || !double.IsFinite(value))))
        {
            Refused++;
            return;
        }

        add(new RecordedReading(
            known.Coop!,
            known.Quantity!,
            known.Place,
            DateTimeOffset.FromUnixTimeMilliseconds(taken),
            metric.Value.IsNull ? null : value,
            quality,
            metric.Property(RoostMetrics.ReasonProperty) is { Text: { Length: > 0 } reason } ? reason
                : metric.Value.IsNull ? "The node sent no value." : "The node gave no reason."));
    }
}
