using System.Globalization;
using System.Text;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Simulators.Recordings.Import;

/// <summary>Makes readings of the rows of a spreadsheet, as a map says. What can't be one is counted by reason; nothing is dropped in silence.</summary>
internal sealed class CsvImport
{
    public const string WrongLength = "rows have another number of fields than the header";
    public const string NoTime = "rows have no time that can be read";
    public const string NoCoop = "rows have no coop's name that can be used";
    public const string NoPlace = "values have no place's name that can be used";
    public const string NoNumber = "values are no numbers";
    public const string Missing = "values are missing";
    public const string Implausible = "values can't come from a poultry house and are imported as uncertain";
    public const string Repeated = "values came a second time";
    public const string Contradicting = "values contradict an earlier one of the same time, which is kept";
    public const string DoubleTime = "rows have a time that the clock showed twice: the first was taken, unless the rows before had reached it";
    public const string SkippedTime = "rows have a time that the clock skipped: it was read as if the clock had not been set forward";
    public const string Unmatched = "rows match none of the map's readings";
    public const string Cut = "rows are cut off: a quote is never closed";

    private readonly ImportMap map;
    private readonly ImportReport report;
    private readonly NumberText numbers;
    private readonly TimeZoneInfo zone;
    private readonly DateTimeOffset since;
    private readonly Template coopTemplate;
    private readonly Template timeTemplate;
    private readonly Template[] placeTemplates;
    private readonly string[] kindColumns;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> lastByKind = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Coop, string Quantity, string Place), Dictionary<long, double>> seen = [];
    private IReadOnlyList<string> fields = [];
    private int rowLength;
    private int line;

    public CsvImport(ImportMap map, ImportReport report)
    {
        (this.map, this.report) = (map, report);
        numbers = new(map.File.Decimal[0], map.File.Thousands is [var sign] ? sign : null);
        zone = map.Time.ZoneOf(TimeZoneInfo.FindSystemTimeZoneById(map.TimeZone));
        (coopTemplate, timeTemplate) = (new(map.Coop), new(map.Time.Text));
        placeTemplates = [.. map.Readings.Select(reading => new Template(reading.Place))];
        kindColumns = [.. placeTemplates.SelectMany(place => place.Columns).Concat(map.Readings.SelectMany(reading => reading.When.Keys)).Distinct()];
        if (map.Time.Since.Length > 0)
        {
            _ = FarmTime.TryParse(map.Time.Since, zone, out since);
        }
    }

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="RecordingException">The file can't be read, or lacks a column.</exception>
    public async Task RunAsync(string path, Action<RecordedReading> add, CancellationToken cancellationToken)
    {
        _ = Encodings.TryGet(map.File.Encoding, out var encoding);
        try
        {
            using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
            var rows = new DelimitedReader(text, map.File.Separator[0]);
            await ReadHeaderAsync(path, rows, cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                (fields, line) = (rows.Fields, rows.Line);
                report.Rows++;
                if (!rows.IsWhole)
                {
                    report.Add(Cut, line, fields[0]);
                }
                else
                {
                    TakeRow(add);
                }
            }
        }
        catch (DecoderFallbackException problem)
        {
            throw new RecordingException($"\"{path}\" is not written in {map.File.Encoding}: set file.encoding in the map to latin1 or utf-16.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"\"{path}\" can't be read: {problem.Message}", problem);
        }
    }

    private async Task ReadHeaderAsync(string path, DelimitedReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
        {
            throw new RecordingException($"\"{path}\" is empty.");
        }

        rowLength = rows.Fields.Count;
        var used = map.Columns().ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < rowLength; index++)
        {
            var name = rows.Fields[index].Trim();
            if (!columns.TryAdd(name, index) && used.Contains(name))
            {
                throw new RecordingException($"\"{path}\" has two columns \"{name}\", fields {columns[name] + 1} and {index + 1}; rename the one that the map does not mean.");
            }
        }

        if (map.Columns().Where(column => !columns.ContainsKey(column)).ToList() is { Count: > 0 } lacking)
        {
            throw new RecordingException(
                $"\"{path}\" has no column {string.Join(", ", lacking.Select(column => $"\"{column}\""))}; it has {string.Join(", ", columns.Keys.Select(column => $"\"{column}\""))}.");
        }
    }

    private void TakeRow(Action<RecordedReading> add)
    {
        if (fields.Count != rowLength)
        {
            report.Add(WrongLength, line, string.Join(map.File.Separator, fields));
            return;
        }

        var coop = coopTemplate.Of(Field);
        if (!WireName.IsValid(coop))
        {
            report.Add(NoCoop, line, coop);
        }
        else if (KindOf(coop) is var kind && TimeOf(kind) is not { } takenAt)
        {
            report.Add(NoTime, line, timeTemplate.Of(Field));
        }
        else
        {
            lastByKind[kind] = takenAt;
            var matched = false;
            for (var index = 0; index < map.Readings.Count; index++)
            {
                if (map.Readings[index].When.All(condition => Field(condition.Key).Trim() == condition.Value))
                {
                    matched = true;
                    TakeValue(map.Readings[index], placeTemplates[index], coop, takenAt, add);
                }
            }

            if (!matched)
            {
                report.Add(Unmatched, line, string.Join(map.File.Separator, fields));
            }
        }
    }

    private string Field(string column) => fields[columns[column]];

    // Rows of one kind are of the same series: a file may hold many rows of one time, but only one of each kind.
    private string KindOf(string coop) => kindColumns.Length == 0 ? coop : string.Join('\n', kindColumns.Select(Field).Prepend(coop));

    private void TakeValue(ImportReading reading, Template placeTemplate, string coop, DateTimeOffset takenAt, Action<RecordedReading> add)
    {
        var text = Field(reading.Column).Trim();
        var place = placeTemplate.Of(Field);
        if (!WireName.IsValid(place))
        {
            report.Add(NoPlace, line, place);
        }
        else if (reading.Words.TryGetValue(text, out var raw) || numbers.TryRead(text, out raw))
        {
            var value = (raw * reading.Scale) + reading.Offset;
            if (!double.IsFinite(value))
            {
                report.Add(NoNumber, line, text);
            }
            else if (IsNew((coop, reading.Quantity, place), takenAt, value, text))
            {
                _ = QuantityFacts.TryParse(reading.Quantity, out var quantity);
                var isPlausible = QuantityFacts.Of(quantity).IsPlausible(value);
                if (!isPlausible)
                {
                    report.Add(Implausible, line, text);
                }

                add(new(
                    coop, reading.Quantity, place, takenAt, value, isPlausible ? Quality.Good : Quality.Uncertain,
                    isPlausible ? null : "The value is outside what is plausible in a house."));
            }
        }
        else
        {
            report.Add(map.File.Missing.Contains(text) ? Missing : NoNumber, line, text);
        }
    }

    private bool IsNew((string Coop, string Quantity, string Place) series, DateTimeOffset takenAt, double value, string text)
    {
        if (!seen.TryGetValue(series, out var values))
        {
            seen.Add(series, values = []);
        }

        if (values.TryAdd(takenAt.ToUnixTimeMilliseconds(), value))
        {
            return true;
        }

        report.Add(values[takenAt.ToUnixTimeMilliseconds()].Equals(value) ? Repeated : Contradicting, line, text);
        return false;
    }

    private DateTimeOffset? TimeOf(string rowKind)
    {
        var text = timeTemplate.Of(Field);
        if (map.Time.Since.Length > 0)
        {
            return Elapsed(text);
        }

        if (map.Time.Formats.Count == 0)
        {
            return !FarmTime.TryParse(text, zone, out var iso) || !InRange(iso) ? null : FarmTime.TryParseLocal(text, out var here) ? Told(here) : iso;
        }

        foreach (var format in map.Time.Formats)
        {
            if (format.AsSpan().ContainsAny('z', 'K'))
            {
                if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && InRange(time))
                {
                    return time.ToUniversalTime();
                }
            }
            else if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 2000 and < 9000)
            {
                return Told(local);
            }
        }

        return null;

        DateTimeOffset Told(DateTime local)
        {
            var time = FarmTime.ToUtc(local, zone, lastByKind.TryGetValue(rowKind, out var before) ? before : null, out var kind);
            if (kind != LocalTimeKind.Single)
            {
                report.Add(kind == LocalTimeKind.Double ? DoubleTime : SkippedTime, line, text);
            }

            return time;
        }
    }

    private DateTimeOffset? Elapsed(string text)
    {
        var unit = map.Time.Unit switch
        {
            "hours" => TimeSpan.FromHours(1),
            "days" => TimeSpan.FromDays(1),
            _ => TimeSpan.FromDays(7),
        };
        return numbers.TryRead(text, out var count) && Math.Abs(count * unit.TotalDays) < 365_000 && InRange(since + (count * unit)) ? since + (count * unit) : null;
    }

    private static bool InRange(DateTimeOffset time) => time.Year is >= 2000 and < 9000;
}
