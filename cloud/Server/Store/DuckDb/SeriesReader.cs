using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Reads the course of a series.</summary>
internal static class SeriesReader
{
    /// <summary>Single readings when they fit the point budget, else sums over a round length of time.</summary>
    public static SeriesAnswer Read(DuckDBConnection connection, int series, SeriesQuery query)
    {
        var bucket = SeriesShape.BucketMilliseconds(query);
        var (rows, readings) = Buckets(connection, series, query, bucket);
        if (readings <= query.Points)
        {
            var raw = SeriesShape.Answer(query, Single(connection, series, query), 0);
            if (raw.Times.Count <= query.Points)
            {
                return raw;
            }
        }

        return SeriesShape.Answer(query, rows, bucket);
    }

    private static (List<SeriesRow> Rows, long Readings) Buckets(DuckDBConnection connection, int series, SeriesQuery query, long bucket)
    {
        var readings = 0L;
        var rows = Rows(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT taken_at // {bucket} * {bucket}, avg(value), min(value), max(value), count(*)
                FROM ({Usable(series, query)}) GROUP BY 1 ORDER BY 1
                """),
            row =>
            {
                readings += row.GetInt64(4);
                return new(row.GetInt64(0), Number(row, 1), Number(row, 2), Number(row, 3));
            });
        return (rows, readings);
    }

    private static List<SeriesRow> Single(DuckDBConnection connection, int series, SeriesQuery query) =>
        Rows(connection, $"SELECT taken_at, value FROM ({Usable(series, query)}) ORDER BY taken_at", row =>
        {
            var value = Number(row, 1);
            return new(row.GetInt64(0), value, value, value);
        });

    /// <summary>Bad readings count as present but without a value: nothing is drawn there, and nothing across.</summary>
    private static string Usable(int series, SeriesQuery query) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT taken_at, CASE WHEN quality <> 3 THEN value END AS value FROM reading
        WHERE series = {series} AND taken_at >= {query.From.ToUnixTimeMilliseconds()} AND taken_at < {query.To.ToUnixTimeMilliseconds()}
        """);

    private static double? Number(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static List<SeriesRow> Rows(DuckDBConnection connection, string sql, Func<DuckDBDataReader, SeriesRow> take)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Built from numbers only; as constants they let DuckDB skip what lies outside of the period.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = (DuckDBDataReader)command.ExecuteReader();
        var rows = new List<SeriesRow>();
        while (reader.Read())
        {
            rows.Add(take(reader));
        }

        return rows;
    }
}
