namespace Roost.Alarms.Evaluation.Signals;

/// <summary>A rule's signal, bound to the series of one place.</summary>
internal abstract class Gauge
{
    /// <summary>What it is now; series hold their newest readings.</summary>
    public abstract Sample At(long now);
}

/// <summary>A signal whose series has not come.</summary>
internal sealed class UnknownGauge : Gauge
{
    public override Sample At(long now) => Sample.Unknown;
}

/// <summary>The median of what is known at several places; as trusted as the least trusted of them.</summary>
internal sealed class MedianGauge(IReadOnlyList<Gauge> places) : Gauge
{
    private readonly Gauge[] places = [.. places];
    private readonly double[] known = new double[places.Count];

    public override Sample At(long now)
    {
        var (count, trust) = (0, Trust.Good);
        foreach (var place in places)
        {
            var sample = place.At(now);
            if (sample.Trust is not Trust.Unknown)
            {
                known[count++] = sample.Value;
                trust = Sample.Least(trust, sample.Trust);
            }
        }

        return count == 0 ? Sample.Unknown : new(Median.Of(known.AsSpan(0, count)), trust);
    }
}
