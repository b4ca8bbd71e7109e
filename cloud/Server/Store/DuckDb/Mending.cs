using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>
/// Makes the roll-ups of a span, all of it on one side of each horizon, anew, in the writer's transaction. They say what the readings say; where readings are gone because of their
/// age, what came late is added to what the roll-ups say already, and then goes too.
/// </summary>
internal static class Mending
{
    public static void Mend(DuckDBConnection connection, StoreImage image, DirtySpan span)
    {
        var from = span.FirstHour * RollUpLevel.HourMilliseconds;
        var to = (span.LastHour + 1) * RollUpLevel.HourMilliseconds;
        var marked = FormattableString.Invariant(
            $"hour BETWEEN {span.FirstHour} AND {span.LastHour} AND series BETWEEN {span.FirstSeries} AND {span.LastSeries}");
        string Condition(string at) => FormattableString.Invariant(
            $"""
            {at} >= {from} AND {at} < {to}
            AND (series, CAST({at} // {RollUpLevel.HourMilliseconds} AS INTEGER)) IN (SELECT (series, hour) FROM dirty WHERE {marked})
            """);
        var condition = Condition("at_ms");
        var readings = RollUp.OfReadings(condition);
        var isKept = from >= image.Horizons.Readings;
        if (from >= image.Horizons.Minutes)
        {
            Replace(connection, "minute", RollUpLevel.MinuteMilliseconds, isKept ? readings : $"{readings} UNION ALL {RollUp.OfTable("minute", condition)}", condition);
            Replace(connection, "hour", RollUpLevel.HourMilliseconds, RollUp.OfTable("minute", condition), condition);
        }
        else if (from >= image.Horizons.Hours)
        {
            Replace(connection, "hour", RollUpLevel.HourMilliseconds, $"{readings} UNION ALL {RollUp.OfTable("hour", condition)}", condition);
        }

        if (!isKept)
        {
            image.Readings -= connection.Execute($"DELETE FROM reading WHERE {Condition("taken_at")}");
        }

        connection.Execute($"DELETE FROM dirty WHERE {marked}");
        image.Dirty.Clear(span);
    }

    // In between, because the new rows may be made of the old ones.
    private static void Replace(DuckDBConnection connection, string table, long milliseconds, string rows, string condition)
    {
        connection.Execute($"CREATE OR REPLACE TEMP TABLE mended AS {RollUp.Sums(rows, milliseconds)}");
        connection.Execute($"DELETE FROM \"{table}\" WHERE {condition}");
        connection.Execute($"INSERT INTO \"{table}\" {RollUp.Stored("SELECT * FROM mended")}");
        connection.Execute("DROP TABLE mended");
    }
}
