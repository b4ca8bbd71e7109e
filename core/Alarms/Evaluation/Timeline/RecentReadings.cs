using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>The newest readings, in the order of time, quantity and place, each series once at a time.</summary>
internal sealed class RecentReadings
{
    private readonly List<Reading> readings = [];

    public int Count => readings.Count;

    public Reading this[int index] => readings[index];

    /// <summary>
    /// Puts a reading where it belongs and gives its index; −1 for a repeat. Of two that differ the better counts, then the higher, so that
    /// what counts doesn't hang on which came first.
    /// </summary>
    public int Insert(in Reading reading)
    {
        var index = readings.Count == 0 || Compare(readings[^1], reading) < 0 ? ~readings.Count : IndexOf(reading);
        if (index < 0)
        {
            readings.Insert(~index, reading with { Reason = null });
            return ~index;
        }

        if (!IsBetter(reading, readings[index]))
        {
            return -1;
        }

        readings[index] = reading with { Reason = null };
        return index;
    }

    /// <summary>Index of the first reading that a position does not cover.</summary>
    public int FirstAfter(Position position)
    {
        var (low, high) = (0, readings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = position.Covers(readings[middle].TakenAt.UtcTicks, readings[middle].Quantity, readings[middle].Place)
                ? (middle + 1, high)
                : (low, middle);
        }

        return low;
    }

    /// <summary>Forgets the first readings.</summary>
    public void RemoveFirst(int count) => readings.RemoveRange(0, count);

    /// <summary>Takes all out.</summary>
    public Reading[] TakeAll()
    {
        Reading[] all = [.. readings];
        readings.Clear();
        return all;
    }

    public static int Compare(in Reading one, in Reading other)
    {
        var byTime = one.TakenAt.UtcTicks.CompareTo(other.TakenAt.UtcTicks);
        return byTime != 0 ? byTime
            : one.Quantity != other.Quantity ? one.Quantity.CompareTo(other.Quantity)
            : string.CompareOrdinal(one.Place, other.Place);
    }

    public static bool IsBetter(in Reading one, in Reading other) => one.Quality != other.Quality
        ? one.Quality < other.Quality
        : (one.Value ?? double.NaN).CompareTo(other.Value ?? double.NaN) > 0;

    private int IndexOf(in Reading reading)
    {
        var (low, high) = (0, readings.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Compare(readings[middle], reading))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }
}
