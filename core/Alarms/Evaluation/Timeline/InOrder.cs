using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>Two ways by which the same readings came, as one.</summary>
internal static class InOrder
{
    /// <summary>Merges readings in order; of two of one series and time the one that counts.</summary>
    public static IEnumerable<Reading> Merge(IEnumerable<Reading> some, Reading[] others)
    {
        Reading? last = null;
        var next = 0;
        foreach (var reading in some)
        {
            for (; next < others.Length && RecentReadings.Compare(others[next], reading) < 0; next++)
            {
                if (Follow(ref last, others[next]) is { } done)
                {
                    yield return done;
                }
            }

            if (Follow(ref last, reading) is { } ready)
            {
                yield return ready;
            }
        }

        for (; next < others.Length; next++)
        {
            if (Follow(ref last, others[next]) is { } done)
            {
                yield return done;
            }
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    private static Reading? Follow(ref Reading? last, in Reading reading)
    {
        if (last is not { } before)
        {
            last = reading;
            return null;
        }

        if (RecentReadings.Compare(before, reading) == 0)
        {
            last = RecentReadings.IsBetter(reading, before) ? reading : before;
            return null;
        }

        last = reading;
        return before;
    }
}
