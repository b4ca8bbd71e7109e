namespace Roost.Cloud.Store;

/// <summary>One row before gaps are marked; nulls where nothing usable was measured.</summary>
internal readonly record struct SeriesRow(
    long AtMilliseconds, double? Mean, double? Minimum, double? Maximum, double? Last = null, long Readings = 0, double? Good = null);

/// <summary>Chooses the resolution of a chart and marks its gaps. Pure.</summary>
internal static class SeriesShape
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Round lengths, so that a chart which moves with the time keeps its rows where they are.</summary>
    private static readonly long[] RoundMilliseconds =
    [
        100, 200, 500, Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second,
        Minute, 2 * Minute, 3 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 20 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 4 * Hour, 6 * Hour, 8 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day,
    ];

    /// <summary>The shortest round length that cuts a period into no more rows than allowed.</summary>
    public static long BucketMilliseconds(SeriesQuery query)
    {
        var (from, to) = (query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds());
        foreach (var length in RoundMilliseconds)
        {
            if (((to - 1) / length) - (from / length) < query.Points)
            {
                return length;
            }
        }

        var days = ((to - from) / Day / Math.Max(1, query.Points - 1)) + 1;
        return days * Day;
    }

    /// <summary>Puts rows into columns and a row of nulls into each hole.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="rows">What was found, oldest first.</param>
    /// <param name="bucketMilliseconds">What each row sums up; 0 for single readings.</param>
    public static SeriesAnswer Answer(SeriesQuery query, IReadOnlyList<SeriesRow> rows, long bucketMilliseconds)
    {
        var (longest, usual) = LongestSpacing(rows, bucketMilliseconds);
        var times = new List<double>(rows.Count + 8);
        var mean = new List<double?>(rows.Count + 8);
        var minimum = new List<double?>(rows.Count + 8);
        var maximum = new List<double?>(rows.Count + 8);
        var last = new List<double?>(rows.Count + 8);
        var readings = new List<long>(rows.Count + 8);
        var good = new List<double?>(rows.Count + 8);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (index > 0 && row.AtMilliseconds - rows[index - 1].AtMilliseconds > longest)
            {
                Add(new(rows[index - 1].AtMilliseconds + usual, null, null, null));
            }

            Add(row);
        }

        var resolutionSeconds = bucketMilliseconds / (double)Second;
        return new(
            query.Farm,
            query.Coop,
            query.Quantity,
            query.Place,
            query.From,
            query.To,
            resolutionSeconds,
            times,
            mean,
            minimum,
            maximum,
            last,
            readings,
            good);

        void Add(SeriesRow row)
        {
            times.Add(row.AtMilliseconds / (double)Second);
            mean.Add(row.Mean);
            minimum.Add(row.Minimum);
            maximum.Add(row.Maximum);
            last.Add(row.Last);
            readings.Add(row.Readings);
            good.Add(row.Good);
        }
    }

    /// <summary>
    /// A gap is what is much longer than this series' own spacing: five times the median, and twice what nine in ten keep below, because a
    /// series that reports each change and otherwise rarely has two spacings. In buckets three empty ones are no gap yet.
    /// </summary>
    private static (long Longest, long Usual) LongestSpacing(IReadOnlyList<SeriesRow> rows, long bucketMilliseconds)
    {
        if (rows.Count < 3)
        {
            return (long.MaxValue, 0);
        }

        var spacings = new long[rows.Count - 1];
        for (var index = 0; index < spacings.Length; index++)
        {
            spacings[index] = rows[index + 1].AtMilliseconds - rows[index].AtMilliseconds;
        }

        Array.Sort(spacings);
        var median = Math.Max(1, spacings[(spacings.Length - 1) / 2]);
        var nineInTen = spacings[(int)(0.9 * (spacings.Length - 1))];
        return (Math.Max(3 * bucketMilliseconds, Math.Max(5 * median, 2 * nineInTen)), median);
    }
}
