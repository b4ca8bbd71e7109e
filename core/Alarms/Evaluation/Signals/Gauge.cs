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

/// <summary>The middle of numbers.</summary>
internal static class Median
{
    /// <summary>The median, of an even number the mean of the middle two; sorts the numbers.</summary>
    public static double Of(Span<double> numbers)
    {
        Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    // By insertion: the places of a house are few, and the library's sort takes longer to begin than this takes in all.
    private static void Sort(Span<double> numbers)
    {
        if (numbers.Length > 16)
        {
            numbers.Sort();
            return;
        }

        for (var index = 1; index < numbers.Length; index++)
        {
            var (number, place) = (numbers[index], index);
            for (; place > 0 && numbers[place - 1] > number; place--)
            {
                numbers[place] = numbers[place - 1];
            }

            numbers[place] = number;
        }
    }
}
