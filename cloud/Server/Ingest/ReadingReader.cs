using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>Makes readings of metrics. Pure: the time comes in, a reading or the kind of its refusal comes out.</summary>
internal static class ReadingReader
{
    /// <summary>How far ahead of the cloud's clock an agent's clock may run.</summary>
    public static readonly TimeSpan ToleratedFuture = TimeSpan.FromSeconds(60);

    private const int LongestReason = 300;
    private const string NoReason = "The node gave no reason.";
    private const string NoValue = "The node sent no value.";
    private static readonly long EarliestMilliseconds = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Reads one metric of a data message.</summary>
    /// <param name="known">What its birth said of it; a series.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="payloadMilliseconds">The message's own time, for a metric without one.</param>
    /// <param name="now">The cloud's time, for a message without one.</param>
    /// <param name="reading">The reading.</param>
    /// <returns>Null, or the word of <see cref="Rejection"/> under which it is refused.</returns>
    public static string? Read(KnownMetric known, in Metric metric, long? payloadMilliseconds, DateTimeOffset now, out Reading reading)
    {
        reading = default;
        var nowMilliseconds = now.ToUnixTimeMilliseconds();
        var taken = metric.TimestampMilliseconds ?? payloadMilliseconds ?? nowMilliseconds;
        if (taken < EarliestMilliseconds)
        {
            // A timestamp above Int64 comes out negative: it is no old one.
            return taken < 0 ? Rejection.TimeInFuture : Rejection.TimeTooOld;
        }

        if (taken > nowMilliseconds + (long)ToleratedFuture.TotalMilliseconds)
        {
            return Rejection.TimeInFuture;
        }

        var quality = QualityOf(metric);
        double? value = null;
        if (!metric.Value.IsNull)
        {
            if (!metric.Value.TryGetDouble(out var number) || !double.IsFinite(number))
            {
                return Rejection.NotFinite;
            }

            value = quality == Quality.Bad ? null : number;
        }
        else
        {
            quality = Quality.Bad;
        }

        var reason = quality == Quality.Good ? null : ReasonOf(metric);
        reading = new Reading(known.Quantity, known.Place, DateTimeOffset.FromUnixTimeMilliseconds(taken), value, quality, reason);
        return null;
    }

    /// <summary>Whether a birth's metric tells of a reading at all: null without a quality means that there was none yet.</summary>
    public static bool HasReading(in Metric birth) => !birth.Value.IsNull || birth.Property(RoostMetrics.QualityProperty) is not null;

    private static Quality QualityOf(in Metric metric)
    {
        if (metric.Property(RoostMetrics.QualityProperty) is not { IsNull: false } property)
        {
            return Quality.Good;
        }

        return property.TryGetDouble(out var code) && code is >= 0 and <= int.MaxValue ? RoostMetrics.QualityOf((int)code) : Quality.Bad;
    }

    private static string ReasonOf(in Metric metric) => metric.Property(RoostMetrics.ReasonProperty) switch
    {
        { Text: { Length: > 0 } text } => text.Length <= LongestReason ? text : text[..LongestReason],
        _ => metric.Value.IsNull ? NoValue : NoReason,
    };
}
