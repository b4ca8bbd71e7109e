using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Where to look for a series' past: roll-ups where they are right, readings where they are not.</summary>
/// <param name="Series">The series' id.</param>
/// <param name="Horizons">How far back each level goes.</param>
/// <param name="Dirty">The hours whose roll-ups are not what the readings say, ascending.</param>
internal sealed record SeriesSource(int Series, Horizons Horizons, IReadOnlyList<int> Dirty)
{
    /// <summary>More stretches than this are looked for at once: each costs a search of its own.</summary>
    private const int MostStretches = 16;

    public static SeriesSource Load(DuckDBConnection connection, int series)
    {
        var dirty = new List<int>();
        connection.Each($"SELECT hour FROM dirty WHERE series = {series} ORDER BY hour", row => dirty.Add(row.GetInt32(0)));
        return new(series, HorizonTable.Load(connection), dirty);
    }

    /// <summary>All rows of a level in a period.</summary>
    public string Rows(long level, long from, long to)
    {
        if (level == 0)
        {
            return RollUp.OfReadings(In(from, to));
        }

        // What came after the readings of its time had been removed is only added to the roll-ups, which are right without it.
        var stretches = Stretches(from, to);
        var right = stretches.Where(stretch => stretch.To > Horizons.Readings)
            .Select(stretch => FormattableString.Invariant($" AND NOT (at_ms >= {Math.Max(stretch.From, Horizons.Readings)} AND at_ms < {stretch.To}{stretch.Among})"));
        return string.Join(
            " UNION ALL ",
            stretches.Select(stretch => RollUp.OfReadings(In(Math.Max(from, stretch.From), Math.Min(to, stretch.To)) + stretch.Among))
                .Prepend(RollUp.OfTable(level == RollUpLevel.HourMilliseconds ? "hour" : "minute", In(from, to) + string.Concat(right))));
    }

    private string In(long from, long to) => FormattableString.Invariant($"series = {Series} AND at_ms >= {from} AND at_ms < {to}");

    /// <summary>Dirty hours that follow each other, as one; very many stretches become one with a list.</summary>
    private List<Stretch> Stretches(long from, long to)
    {
        var stretches = new List<Stretch>();
        foreach (var hour in Dirty)
        {
            var start = hour * RollUpLevel.HourMilliseconds;
            var end = start + RollUpLevel.HourMilliseconds;
            if (start >= to || end <= from)
            {
                continue;
            }

            if (stretches is [.., var last] && last.To == start)
            {
                stretches[^1] = last with { To = end };
            }
            else
            {
                stretches.Add(new(start, end, ""));
            }
        }

        return stretches.Count <= MostStretches
            ? stretches
            : [new(stretches[0].From, stretches[^1].To, FormattableString.Invariant($" AND at_ms // {RollUpLevel.HourMilliseconds} IN (SELECT hour FROM dirty WHERE series = {Series})"))];
    }

    private sealed record Stretch(long From, long To, string Among);
}
