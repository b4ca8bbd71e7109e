using DuckDB.NET.Data;
using Roost.Alarms.Evaluation;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>
/// The alarms of a recording: those that were raised in its period, in the order in which they were, as facts of the readings alone. What people did
/// about them, and when they became known, is another matter at every replay and so is not in it.
/// </summary>
internal static class AlarmsPart
{
    /// <summary>Its name in the manifest.</summary>
    public const string Name = "alarms";

    private const string File = "alarms.parquet";

    private const string Sorted = """
        SELECT rule, coop, place, epoch_ms(started_at)::TIMESTAMPTZ AS started_at, severity, epoch_ms(raised_at)::TIMESTAMPTZ AS raised_at,
            epoch_ms(ended_at)::TIMESTAMPTZ AS ended_at, value, alarm_limit, worst, suppressed FROM alarm
        ORDER BY alarm.raised_at, rule, coop, place, alarm.started_at
        """;

    /// <summary>Writes the alarms that were raised before the end; what lasted until then stands as lasting, without a worst.</summary>
    public static void Write(RecordingWriter writer, IReadOnlyList<Verdict> alarms, DateTimeOffset to)
    {
        Verdict[] raised = [.. alarms.Where(alarm => alarm.RaisedAt < to)];
        var path = writer.AddFile(Name, File, raised.Length);
        using var database = new ParquetDatabase();
        database.Execute(
            """
            CREATE TABLE alarm (rule VARCHAR NOT NULL, coop VARCHAR NOT NULL, place VARCHAR NOT NULL, started_at BIGINT NOT NULL, severity VARCHAR NOT NULL,
                raised_at BIGINT NOT NULL, ended_at BIGINT, value DOUBLE, alarm_limit DOUBLE, worst DOUBLE, suppressed BOOLEAN NOT NULL)
            """);
        using (var appender = database.Connection.CreateAppender("alarm"))
        {
            foreach (var alarm in raised)
            {
                var row = appender.CreateRow();
                row.AppendValue(alarm.Alarm.Rule).AppendValue(alarm.Alarm.Coop).AppendValue(alarm.Alarm.Place);
                row.AppendValue(alarm.Alarm.Start.ToUnixTimeMilliseconds()).AppendValue(SeverityName.Of(alarm.Severity)).AppendValue(alarm.RaisedAt.ToUnixTimeMilliseconds());

                // How far it went in the end is told by what came after the recording, if it lasted.
                var isOver = alarm.EndedAt < to;
                row.AppendValue(isOver ? alarm.EndedAt?.ToUnixTimeMilliseconds() : null);
                row.AppendValue(alarm.Value).AppendValue(alarm.Limit).AppendValue(isOver ? alarm.Worst : null).AppendValue(alarm.Suppressed).EndRow();
            }
        }

        database.Execute($"COPY ({Sorted}) TO {ParquetDatabase.Text(path)} (FORMAT parquet, COMPRESSION zstd)");
    }

    /// <summary>The alarms, in the order in which they were raised; null when they were not recorded.</summary>
    /// <exception cref="RecordingException">They can't be read.</exception>
    public static IReadOnlyList<Verdict>? Read(Recording recording)
    {
        if (recording.Manifest.Part(Name) is not { } part)
        {
            return null;
        }

        using var database = new ParquetDatabase();
        try
        {
            // Earlier recordings have no alarms that a house without birds suppressed.
            var file = ParquetDatabase.Text(Path.Combine(recording.Folder, part.File));
            var suppressed = database.Rows($"SELECT 1 FROM parquet_schema({file}) WHERE name = 'suppressed'").Any() ? "suppressed" : "false";
            return
            [
                .. database.Rows(
                    $"""
                    SELECT rule, coop, place, epoch_ms(started_at), severity, epoch_ms(raised_at), epoch_ms(ended_at), value, alarm_limit, worst, {suppressed}
                    FROM read_parquet({file})
                    """).Select(row => new Verdict(
                        new(row.GetString(0), row.GetString(1), row.GetString(2), Time(row, 3)!.Value),
                        SeverityName.Read(row.GetString(4)),
                        Time(row, 5)!.Value,
                        Time(row, 6),
                        Number(row, 7),
                        Number(row, 8),
                        Number(row, 9),
                        Suppressed: row.GetBoolean(10))),
            ];
        }
        catch (Exception problem) when (problem is DuckDBException or InvalidCastException or FormatException)
        {
            throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: its alarms can't be read ({problem.Message})", problem);
        }
    }

    private static DateTimeOffset? Time(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static double? Number(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
