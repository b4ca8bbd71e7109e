using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Simulators.Recordings;

/// <summary>One series of a recording.</summary>
internal sealed record RecordedSeries(
    string Coop, string Quantity, string Place, long Readings, long NotGood, double? Minimum, double? Maximum);

/// <summary>The extent of what was selected.</summary>
internal sealed record RecordedExtent(long Readings, long Times, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Reads the readings of a recording, from the file, with bounded memory.</summary>
internal sealed class RecordingReader : IDisposable
{
    private readonly ParquetDatabase database = new();
    private readonly Recording recording;
    private readonly string source;
    private readonly (string, object)[] parameters;

    public RecordingReader(Recording recording, Selection selection)
    {
        this.recording = recording;
        List<(string, object)> named = [];
        List<string> conditions = [];
        OneOf("coop", selection.Coops);
        OneOf("quantity", selection.Quantities);
        if (selection.From is { } from)
        {
            conditions.Add($"epoch_ms(taken_at) >= {ParquetDatabase.Text(from.ToUnixTimeMilliseconds())}");
        }

        if (selection.Until is { } until)
        {
            conditions.Add($"epoch_ms(taken_at) < {ParquetDatabase.Text(until.ToUnixTimeMilliseconds())}");
        }

        source = $"FROM read_parquet({ParquetDatabase.Text(recording.ReadingsPath())})"
            + (conditions.Count > 0 ? $" WHERE {string.Join(" AND ", conditions)}" : "");
        parameters = [.. named];

        void OneOf(string column, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
            {
                var places = names.Select((name, index) =>
                {
                    var parameter = string.Create(CultureInfo.InvariantCulture, $"{column}{index}");
                    named.Add((parameter, name));
                    return $"${parameter}";
                });
                conditions.Add($"{column} IN ({string.Join(", ", places)})");
            }
        }
    }

    /// <summary>What is selected; null when that is nothing.</summary>
    public RecordedExtent? Extent() => Each(
        $"SELECT count(*), count(DISTINCT taken_at), min(epoch_ms(taken_at)), max(epoch_ms(taken_at)) {source}",
        row => row.GetInt64(0) == 0
            ? null
            : new RecordedExtent(
                row.GetInt64(0),
                row.GetInt64(1),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))).Single();

    /// <summary>The selected series in the order of coop, quantity and place.</summary>
    public IReadOnlyList<RecordedSeries> Series() =>
    [
        .. Each(
            $"""
            SELECT coop, quantity, place, count(*), count(*) FILTER (quality <> 'good'), min(value), max(value)
            {source} GROUP BY ALL ORDER BY coop, quantity, place
            """,
            row => new RecordedSeries(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), Number(row, 5), Number(row, 6))),
    ];

    /// <summary>The selected readings in the order of the file: of time, coop, quantity and place.</summary>
    public IEnumerable<RecordedReading> Readings()
    {
        var last = long.MinValue;
        return Each($"SELECT coop, quantity, place, epoch_ms(taken_at), value, quality, reason {source}", row =>
        {
            var at = row.GetInt64(3);
            last = at >= last ? at : throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: its readings are not in the order of time.");
            return new RecordedReading(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(at),
                Number(row, 4),
                QualityName.Read(row.GetString(5))
                    ?? throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: \"{row.GetString(5)}\" is no quality."),
                row.IsDBNull(6) ? null : row.GetString(6));
        });
    }

    public void Dispose() => database.Dispose();

    private static double? Number(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private IEnumerable<T> Each<T>(string sql, Func<DuckDBDataReader, T> take)
    {
        using var rows = database.Rows(sql, parameters).GetEnumerator();
        while (Next())
        {
            yield return take(rows.Current);
        }

        bool Next()
        {
            try
            {
                return rows.MoveNext();
            }
            catch (DuckDBException problem)
            {
                throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: its readings can't be read ({problem.Message})", problem);
            }
        }
    }
}
