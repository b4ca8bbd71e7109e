using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Evaluation.Windows;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>The newest value less the one a while ago.</summary>
internal sealed class ChangeGauge(SensorSeries series, LookBack past, TimeSpan over) : Gauge
{
    public override Sample At(long now)
    {
        // What is older than the while and a hold stands for another time than the one asked for.
        var sample = series.At(now);
        return sample.Trust is not Trust.Unknown && past.TryFind(now, out var time, out var value) && now - time <= over.Ticks + SensorSeries.HoldTicks
            ? new(sample.Value - value, sample.Trust)
            : Sample.Unknown;
    }
}

/// <summary>What a counter grows in an hour.</summary>
internal sealed class FlowGauge(SensorSeries series, GrowthWindow growth) : Gauge
{
    public override Sample At(long now)
    {
        var sample = series.At(now);
        return sample.Trust is not Trust.Unknown && growth.PerHourAt(now) is var perHour && double.IsFinite(perHour)
            ? new(perHour, sample.Trust)
            : Sample.Unknown;
    }
}

/// <summary>What a counter came to in days.</summary>
internal sealed class DayTotalGauge(SensorSeries series, DayTotals totals, int days, FlockFigures flock) : Gauge
{
    public override Sample At(long now)
    {
        // Days before placement need no watching: there was nothing to count.
        var sample = series.At(now);
        var firstNeeded = flock.Calendar.DayAt(now) - days + 1;
        var isWatched = totals.FirstDay <= firstNeeded || flock.Context.PlacedOn?.DayNumber >= totals.FirstDay;
        return sample.Trust is not Trust.Unknown && isWatched ? new(totals.SumOf(days, now), sample.Trust) : Sample.Unknown;
    }
}

/// <summary>Highest less lowest value of a while.</summary>
internal sealed class SpreadGauge(SensorSeries series, SpreadWindow spread) : Gauge
{
    public override Sample At(long now)
    {
        var sample = series.At(now);
        return sample.Trust is not Trust.Unknown && spread.At(now) is var width && double.IsFinite(width) ? new(width, sample.Trust) : Sample.Unknown;
    }
}

/// <summary>Seconds since the last reading of any quality.</summary>
internal sealed class SilenceGauge(SensorSeries series) : Gauge
{
    public override Sample At(long now) => new((now - series.TakenAt) / (double)TimeSpan.TicksPerSecond, Trust.Good);
}

/// <summary>Median of a quantity at the coop's other places, of good readings alone.</summary>
/// <remarks>
/// One other place is enough: a house with two probes of which one was swapped with the one outside shows only that they disagree, and naming
/// both is better than naming neither.
/// </remarks>
internal sealed class OtherPlacesGauge(SensorSeries[] others) : Gauge
{
    private readonly double[] known = new double[others.Length];

    public override Sample At(long now)
    {
        var count = 0;
        foreach (var other in others)
        {
            var sample = other.At(now);
            if (sample.Trust is Trust.Good)
            {
                known[count++] = sample.Value;
            }
        }

        return count == 0 ? Sample.Unknown : new(Median.Of(known.AsSpan(0, count)), Trust.Good);
    }
}
