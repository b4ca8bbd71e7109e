using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Reads the course of a series, from the coarsest level that says what was asked.</summary>
internal static class SeriesReader
{
    /// <summary>Single readings when they fit the point budget, else sums over the asked steps or a round length of time.</summary>
    public static SeriesAnswer Read(DuckDBConnection connection, int series, SeriesQuery query)
    {
        // One transaction: levels, what is dirty and what is gone must be of one moment.
        connection.Execute("BEGIN TRANSACTION READ ONLY");
        try
        {
            var source = SeriesSource.Load(connection, series);
            return query.Steps is { } steps ? InSteps(connection, source, query, steps) : InBuckets(connection, source, query);
        }
        finally
        {
            connection.Execute("ROLLBACK");
        }
    }

    private static SeriesAnswer InBuckets(DuckDBConnection connection, SeriesSource source, SeriesQuery query)
    {
        var (from, to) = (query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds());
        var level = source.Horizons.LevelOf(from, SeriesShape.BucketMilliseconds(query));
        var length = Math.Max(level, SeriesShape.BucketMilliseconds(query));
        var rows = Rows(connection, RollUp.Sums(Source(), length));
        if (from >= source.Horizons.Readings && rows.Sum(row => row.Readings) <= query.Points)
        {
            // Only where the sums say that there is something: a period may begin long before its first reading.
            var (first, end) = rows.Count == 0 ? (from, from) : (Math.Max(from, rows[0].AtMilliseconds), Math.Min(to, rows[^1].AtMilliseconds + length));
            var raw = SeriesShape.Answer(query, Rows(connection, source.Rows(0, first, end)), 0);
            if (raw.Times.Count <= query.Points)
            {
                return raw;
            }
        }

        return SeriesShape.Answer(query, rows, length);

        string Source() => level == 0
            ? source.Rows(level, from, to)
            : source.Rows(level, from / length * length, (to + length - 1) / length * length);
    }

    private static SeriesAnswer InSteps(DuckDBConnection connection, SeriesSource source, SeriesQuery query, IReadOnlyList<DateTimeOffset> steps)
    {
        var starts = steps.Select(step => step.ToUnixTimeMilliseconds()).ToArray();
        var divisor = starts.All(start => start % RollUpLevel.HourMilliseconds == 0) ? RollUpLevel.HourMilliseconds : RollUpLevel.MinuteMilliseconds;
        var rows = Rows(
            connection,
            $"""
            SELECT step.start AS at_ms, sum(readings) AS readings, sum(good) AS good, sum(usable) AS usable, sum(total) AS total,
                min(minimum) AS minimum, max(maximum) AS maximum, arg_max(last, r.at_ms) AS last
            FROM ({source.Rows(source.Horizons.LevelOf(starts[0], divisor), starts[0], starts[^1])}) r
            ASOF JOIN (SELECT unnest([{string.Join(", ", starts.Select(start => FormattableString.Invariant($"{start}")))}]) AS start) step
            ON r.at_ms >= step.start GROUP BY step.start
            """);
        var longest = starts.Zip(starts.Skip(1), (start, end) => end - start).DefaultIfEmpty(0).Max();
        return SeriesShape.Answer(query, rows, longest);
    }

    private static List<SeriesRow> Rows(DuckDBConnection connection, string sums)
    {
        var rows = new List<SeriesRow>();
        connection.Each(
            $"SELECT at_ms, total / usable, minimum, maximum, last, CAST(readings AS BIGINT), good / readings FROM ({sums}) ORDER BY at_ms",
            row => rows.Add(new(row.GetInt64(0), Number(row, 1), Number(row, 2), Number(row, 3), Number(row, 4), row.GetInt64(5), Number(row, 6))));
        return rows;
    }

    private static double? Number(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
