namespace Roost.Cloud.Store.Influx;

/// <summary>
/// What a roll-up says of the readings of a series in a length of time: how many there are, how many are good, how many are usable (not bad),
/// and of the usable ones the sum, the lowest, the highest and the last. Without a usable one the last four say nothing.
/// </summary>
internal readonly record struct SumRow(
    long AtMilliseconds, long Readings, long Good, long Usable, double Total, double Minimum, double Maximum, double Last)
{
    /// <summary>A row of <see cref="InfluxSchema.SumsOfReadings"/>.</summary>
    public static SumRow OfReadings(InfluxRow row)
    {
        var (usable, doubted, faults) = (row.Count(1), row.Count(2), row.Count(3));
        return new(row.AtMilliseconds, usable + faults, usable - doubted, usable, row.Number(4) ?? 0, row.Number(5) ?? 0, row.Number(6) ?? 0, row.Number(7) ?? 0);
    }

    /// <summary>A row of <see cref="InfluxSchema.SumsOfSums"/>, or of a roll-up's fields.</summary>
    public static SumRow OfSums(InfluxRow row) => new(
        row.AtMilliseconds, row.Count(1), row.Count(2), row.Count(3), row.Number(4) ?? 0, row.Number(5) ?? 0, row.Number(6) ?? 0, row.Number(7) ?? 0);

    /// <summary>This row and one of later readings as one, at this one's time.</summary>
    public SumRow And(in SumRow later) => this with
    {
        Readings = Readings + later.Readings,
        Good = Good + later.Good,
        Usable = Usable + later.Usable,
        Total = Total + later.Total,
        Minimum = Usable == 0 ? later.Minimum : later.Usable == 0 ? Minimum : Math.Min(Minimum, later.Minimum),
        Maximum = Usable == 0 ? later.Maximum : later.Usable == 0 ? Maximum : Math.Max(Maximum, later.Maximum),
        Last = later.Usable == 0 ? Last : later.Last,
    };

    /// <summary>Rows in the order of their readings' time, summed up to a length of time.</summary>
    public static IReadOnlyList<SumRow> Sums(IEnumerable<SumRow> rows, long lengthMilliseconds) =>
        Sums(rows, at => RollUpLevel.Floor(at, lengthMilliseconds));

    /// <summary>The same, to whatever begins where <paramref name="startOf"/> says.</summary>
    public static IReadOnlyList<SumRow> Sums(IEnumerable<SumRow> rows, Func<long, long> startOf)
    {
        var sums = new SortedDictionary<long, SumRow>();
        foreach (var row in rows)
        {
            var start = startOf(row.AtMilliseconds);
            sums[start] = sums.TryGetValue(start, out var sum) ? sum.And(row) : row with { AtMilliseconds = start };
        }

        return [.. sums.Values];
    }

    /// <summary>The row as a chart has it.</summary>
    public SeriesRow ToChart() => Usable == 0
        ? new(AtMilliseconds, null, null, null, null, Readings, Good / (double)Readings)
        : new(AtMilliseconds, Total / Usable, Minimum, Maximum, Last, Readings, Good / (double)Readings);
}
