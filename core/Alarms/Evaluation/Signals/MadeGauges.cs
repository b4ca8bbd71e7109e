using Roost.Alarms.Evaluation.Windows;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>One signal less another.</summary>
internal sealed class DifferenceGauge(Gauge gauge, Gauge from) : Gauge
{
    public override Sample At(long now)
    {
        var (one, other) = (gauge.At(now), from.At(now));
        return Sample.Of(one.Value - other.Value, one, other);
    }
}

/// <summary>One signal in terms of another that is above 0: as a percentage, or for each unit of it.</summary>
internal sealed class ShareGauge(Gauge gauge, Gauge of, double factor) : Gauge
{
    public override Sample At(long now)
    {
        var (one, other) = (gauge.At(now), of.At(now));
        return other.Value > 0 ? Sample.Of(factor * one.Value / other.Value, one, other) : Sample.Unknown;
    }
}

/// <summary>What another signal usually is at this hour of the farm's day.</summary>
internal sealed class UsualGauge(Gauge inner, HourlyMeans means, int days) : Gauge
{
    public override Sample At(long now) =>
        means.UsualAt(now, days) is var usual && double.IsFinite(usual) ? new(usual, Trust.Good) : Sample.Unknown;

    /// <summary>Remembers what the signal is now; once for each reading that it looks at, never for time that only passes.</summary>
    public void Remember(long now)
    {
        if (inner.At(now) is { Trust: Trust.Good } sample)
        {
            means.Add(now, sample.Value);
        }
    }
}
