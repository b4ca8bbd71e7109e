using System.Globalization;
using System.Text;
using CsCheck;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Import;

namespace Roost.Simulators.Tests.Recordings.Import;

[CancelAfter(60_000)]
public sealed class CsvImportTests
{
    private const string Wide = """
        farm: farm
        time-zone: Europe/Berlin
        coop: Stall 1
        time: { text: "{t}" }
        readings:
          - { column: temp, quantity: temperature, place: vorn }
        """;

    [Test]
    public async Task A_german_spreadsheet_in_latin1_with_units_words_and_templates_is_read(CancellationToken cancellationToken)
    {
        var (readings, report) = await ImportAsync(
            """
            farm: farm
            time-zone: Europe/Berlin
            coop: "Stall {Stall}"
            file: { separator: ";", decimal: ",", thousands: ".", encoding: latin1, missing: ["", "--"] }
            time: { text: "{Datum} {Zeit}", formats: ["dd.MM.yyyy HH:mm"] }
            readings:
              - { column: Temperatur (°F), quantity: temperature, place: "Fühler-{Fühler}", scale: 0.5555555555555556, offset: -17.77777777777778 }
              - { column: Wasser, quantity: water, place: leitung }
              - { column: Netz, quantity: mains-power, place: haus, words: { an: 1, aus: 0 } }
            """,
            "Datum;Zeit;Stall;Fühler;Temperatur (°F);Wasser;Netz\r\n03.07.2026;14:05;1;A;68;1.234,5;an\r\n03.07.2026;14:06;1;A;--;1.236;aus\r\n",
            cancellationToken,
            Encoding.Latin1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(readings.Select(reading => (reading.Coop, reading.Quantity, reading.Place, reading.Value is { } value ? Math.Round(value, 6) : double.NaN)), Is.EqualTo(new[]
            {
                ("Stall 1", "mains-power", "haus", 1.0), ("Stall 1", "temperature", "Fühler-A", 20), ("Stall 1", "water", "leitung", 1234.5),
                ("Stall 1", "mains-power", "haus", 0), ("Stall 1", "water", "leitung", 1236),
            }));
            Assert.That(readings[0].TakenAt, Is.EqualTo(new DateTimeOffset(2026, 7, 3, 14, 5, 0, TimeSpan.FromHours(2))));
            Assert.That(report.Sentences(), Is.EqualTo(new[] { "1 values are missing: line 3 \"--\"." }));
        }
    }

    [Test]
    public async Task A_long_file_has_a_value_a_row(CancellationToken cancellationToken)
    {
        var (readings, report) = await ImportAsync(
            """
            farm: farm
            time-zone: UTC
            coop: c
            time: { text: "{t}" }
            readings:
              - { column: value, when: { kind: T }, quantity: temperature, place: "{sensor}" }
              - { column: value, when: { kind: RH }, quantity: relative-humidity, place: "{sensor}" }
            """,
            "t,kind,sensor,value\n2026-03-01T06:00Z,T,s1,20\n2026-03-01T06:00Z,RH,s1,60\n2026-03-01T06:00Z,T,s2,21\n2026-03-01T06:00Z,lux,s1,9\n",
            cancellationToken);

        Assert.That(readings.Select(reading => $"{reading.Quantity}/{reading.Place} {reading.Value}"), Is.EqualTo(new[] { "relative-humidity/s1 60", "temperature/s1 20", "temperature/s2 21" }));
        Assert.That(report.CountOf(CsvImport.Unmatched), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_bad_row_is_counted_by_its_reason_with_its_line(CancellationToken cancellationToken)
    {
        var (readings, report) = await ImportAsync(
            Wide,
            "t,temp\n2026-01-01T00:00,1\n2026-01-01T00:00,1\n2026-01-01T00:00,2\nyesterday,3\n2026-01-01T00:01\n2026-01-01T00:02,\"4\n5\"\n2026-01-01T00:03,NA\n2026-01-01T00:04,1e999\n"
            + "2026-01-01T00:05,99\n1999-12-31T00:00,5\n\n2026-01-01T00:06,\"6",
            cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(readings.Select(reading => (reading.Value, reading.Quality)), Is.EqualTo(new (double?, Quality)[] { (1, Quality.Good), (99, Quality.Uncertain) }));
            Assert.That(report.Sentences(), Is.EqualTo(new[]
            {
                $"1 {CsvImport.Repeated}: line 3 \"1\".",
                $"1 {CsvImport.Contradicting}: line 4 \"2\".",
                $"2 {CsvImport.NoTime}: line 5 \"yesterday\", line 12 \"1999-12-31T00:00\".",
                $"1 {CsvImport.WrongLength}: line 6 \"2026-01-01T00:01\".",
                $"2 {CsvImport.NoNumber}: line 7 \"4\n5\", line 10 \"1e999\".",
                $"1 {CsvImport.Missing}: line 9 \"NA\".",
                $"1 {CsvImport.Implausible}: line 11 \"99\".",
                $"1 {CsvImport.Cut}: line 14 \"2026-01-01T00:06\".",
            }));
            Assert.That(report.Rows, Is.EqualTo(11));
        }
    }

    [Test]
    public void Local_times_of_a_clock_that_only_goes_on_come_back_exactly() =>
        Gen.Select(Gen.OneOf(Gen.Const("Europe/Berlin"), Gen.Const("America/Sao_Paulo"), Gen.Const("Australia/Lord_Howe"), Gen.Const("Asia/Shanghai")), Gen.Int[0, 364 * 24], Gen.Int[1, 3600])
            .Sample((name, hour, step) =>
            {
                // Berlin and Lord Howe (by half an hour) set their clocks twice in 2026.
                var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
                DateTimeOffset? before = null;
                for (var index = 0; index < 200; index++)
                {
                    var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour).AddSeconds((long)index * step);
                    // A log that begins in the second showing of an hour can't be known from one that begins in the first.
                    var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
                    if (before is null && zone.IsAmbiguousTime(local))
                    {
                        return;
                    }

                    before = FarmTime.ToUtc(local, zone, before, out _);
                    // Steps that jump over the whole first showing leave no trace of it either.
                    if (zone.IsAmbiguousTime(local) && step > 1800)
                    {
                        return;
                    }

                    Assert.That(before, Is.EqualTo(time));
                }
            });

    [TestCase("2026-03-29T02:30", "2026-03-29T01:30Z", LocalTimeKind.Skipped)]
    [TestCase("2026-10-25T02:30", "2026-10-25T00:30Z", LocalTimeKind.Double)]
    [TestCase("2026-10-25T03:00", "2026-10-25T02:00Z", LocalTimeKind.Single)]
    public void A_skipped_time_is_read_as_before_the_change_and_of_two_the_first(string local, string utc, object kind)
    {
        var time = FarmTime.ToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), null, out var found);
        Assert.That((time, found), Is.EqualTo((DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), (LocalTimeKind)kind)));
    }

    [Test]
    public async Task Hours_around_the_changes_of_the_clock_are_counted_and_hourly_rows_stay_apart(CancellationToken cancellationToken)
    {
        var (readings, report) = await ImportAsync(
            Wide, "t,temp\n2026-03-29T02:30,1\n2026-10-25T01:00,2\n2026-10-25T02:00,3\n2026-10-25T02:00,4\n2026-10-25T03:00,5\n", cancellationToken);

        Assert.That(readings.Skip(1).Select(reading => reading.TakenAt.Hour), Is.EqualTo(new[] { 23, 0, 1, 2 }));
        Assert.That((report.CountOf(CsvImport.SkippedTime), report.CountOf(CsvImport.DoubleTime)), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Numbers_read_back_in_every_way_of_writing() =>
        Gen.Select(Gen.Double[-1e12, 1e12], Gen.Int[0, 6], Gen.OneOf(Gen.Const((',', '.')), Gen.Const((',', ' ')), Gen.Const(('.', ',')), Gen.Const(('.', '\''))))
            .Sample((number, decimals, signs) =>
            {
                var value = Math.Round(number, decimals);
                var format = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
                (format.NumberDecimalSeparator, format.NumberGroupSeparator, format.NumberDecimalDigits) = ($"{signs.Item1}", $"{signs.Item2}", decimals);

                Assert.That(new NumberText(signs.Item1, signs.Item2).TryRead(value.ToString("N", format), out var read), value.ToString("N", format));
                Assert.That(read, Is.EqualTo(double.Parse(value.ToString($"F{decimals}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
            });

    [TestCase("1.5", ',', '.', Description = "a decimal point after all must not make 15")]
    [TestCase("1.2345", ',', '.')]
    [TestCase("12,34", '.', ',')]
    [TestCase("1,5", '.', null)]
    [TestCase("1.5.0", '.', null)]
    [TestCase("NaN", '.', null)]
    [TestCase("Infinity", '.', null)]
    [TestCase("1e400", '.', null)]
    [TestCase(".234.567", ',', '.')]
    [TestCase("", '.', null)]
    [TestCase("-", '.', null)]
    public void Rejects_what_is_no_number(string text, char point, char? thousands) =>
        Assert.That(new NumberText(point, thousands).TryRead(text, out _), Is.False);

    [TestCase("farm: farm", "time-zone must be the IANA name of a time zone", "coop is missing", "time.text is missing", "readings must name at least one column")]
    [TestCase("farm: f\nfram: x", "line 2: ", "fram")]
    [TestCase("{farm: f, time-zone: UTC, coop: '{c', time: {text: t, zone: Mars}, readings: [{column: a, quantity: warmth, place: x, scale: 0}]}", "brace that is not closed", "time.zone must be", "readings[0].quantity \"warmth\" is none of temperature", "scale must be a number other than 0")]
    public void Rejects_a_map_with_all_its_mistakes_at_once(string yaml, params string[] sentences)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("map.yaml"), yaml);

        var problem = Assert.Throws<RecordingException>(() => ImportMap.Read(folder.At("map.yaml")));

        using (Assert.EnterMultipleScope())
        {
            foreach (var sentence in sentences)
            {
                Assert.That(problem!.Message, Does.Contain(sentence));
            }
        }
    }

    [TestCase("a,b\n1,2\n", "has no column \"t\", \"temp\"; it has \"a\", \"b\".")]
    [TestCase("", "is empty.")]
    [TestCase("t,temp\nx,1\n", "is a reading by the map")]
    public void Rejects_a_file_that_the_map_is_not_for(string csv, string sentence) => Assert.That(
        async () => await ImportAsync(Wide, csv, CancellationToken.None), Throws.InstanceOf<RecordingException>().With.Message.Contains(sentence));

    [Test]
    public Task Delimited_text_reads_back_whatever_its_fields_hold() =>
        Gen.String["ab ,;\"\n\r鸡"].Array[1, 4].Array[0, 6].SampleAsync(async rows =>
        {
            var text = string.Concat(rows.Select(row => string.Join(';', row.Select(field => $"\"{field.Replace("\"", "\"\"")}\"")) + "\r\n"));
            var reader = new DelimitedReader(new StringReader(text), ';');
            var read = new List<string[]>();
            while (await reader.ReadAsync(CancellationToken.None))
            {
                Assert.That(reader.IsWhole);
                read.Add([.. reader.Fields]);
            }

            Assert.That(read, Is.EqualTo(rows));
        });

    private static async Task<(IReadOnlyList<RecordedReading> Readings, ImportReport Report)> ImportAsync(
        string map, string csv, CancellationToken cancellationToken, Encoding? encoding = null)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("map.yaml"), map, cancellationToken);
        await File.WriteAllTextAsync(folder.At("file.csv"), csv, encoding ?? new UTF8Encoding(false), cancellationToken);
        var report = await ImportCommand.ImportAsync(folder.At("file.csv"), folder.At("map.yaml"), folder.At("r"), TextWriter.Null, cancellationToken);
        using var reader = new RecordingReader(await Recording.OpenAsync(folder.At("r"), cancellationToken), Selection.All);
        return ([.. reader.Readings()], report);
    }
}
