using Roost.Domain.Readings;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Import;

namespace Roost.Simulators.Tests.Recordings.Import;

/// <summary>The maps that come with Roost, on the data they are for.</summary>
[CancelAfter(60_000)]
public sealed class RealDataTests
{
    [TestCase("12_sensor_broiler_aviary_1min/aviary_1min.csv", "broiler-aviary-1min", 42_392, 169_568, 1, Description = "Four columns of 42,392 rows (SOURCES.md)")]
    [TestCase("14_heatwave_daily_mortality/confterm.tsv", "heatwave-daily-mortality", 76, 76, 4)]
    [TestCase("15_flock_weekly_health/viparc.csv", "flock-weekly-health", 5_566, 27_827, 322, Description = "322 flocks; one row misses 3 of 5 values")]
    [TestCase("16_growth_and_targets/ChickWeight.csv", "chick-weights", 578, 578, 4, Description = "578 weighings, four diets")]
    [TestCase("16_growth_and_targets/zuidhof.broiler.tsv", "breeder-hen-weights", 59, 24, 1, Description = "59 rows, 35 of them without a weight")]
    [TestCase("16_growth_and_targets/outside_weather_hourly_southern_europe_2022.csv", "outside-weather-hourly", 1_056, 3_168, 1, Description = "1,056 h")]
    public async Task Every_value_is_imported_or_counted(string file, string map, int rows, int readings, int coops, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var report = await ImportCommand.ImportAsync(SharedData.PathOf(file), SharedData.MapOf(map), folder.At("r"), TextWriter.Null, cancellationToken);
        var manifest = (await Recording.OpenAsync(folder.At("r"), cancellationToken)).Manifest;

        var values = report.Rows * ImportMap.Read(SharedData.MapOf(map)).Readings.Count;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Rows, Is.EqualTo(rows));
            Assert.That(manifest.Part("readings")!.Count, Is.EqualTo(readings));
            Assert.That(manifest.Coops, Has.Count.EqualTo(coops));
            Assert.That(readings + report.CountOf(CsvImport.Missing), Is.EqualTo(values), "nothing else was left out");
        }
    }

    [Test]
    public async Task Known_truths_of_the_aviary_are_in_its_recording(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await ImportCommand.ImportAsync(
            SharedData.PathOf("12_sensor_broiler_aviary_1min/aviary_1min.csv"), SharedData.MapOf("broiler-aviary-1min"), folder.At("r"), TextWriter.Null, cancellationToken);
        using var reader = new RecordingReader(await Recording.OpenAsync(folder.At("r"), cancellationToken), new([], ["temperature"], null, null));
        var temperatures = reader.Readings().ToList();
        var longest = temperatures.Zip(temperatures.Skip(1)).MaxBy(pair => pair.Second.TakenAt - pair.First.TakenAt);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(temperatures[0].TakenAt, Is.EqualTo(new DateTimeOffset(2023, 8, 16, 0, 3, 13, TimeSpan.FromHours(-3))), "local to UTC");
            Assert.That(longest.First.TakenAt.UtcDateTime, Is.EqualTo(new DateTime(2023, 9, 1, 20, 41, 0)).Within(TimeSpan.FromMinutes(1)), "SOURCES.md: gap 2023-09-01 17:41 to 21:58");
            Assert.That(temperatures.Where(reading => reading.Value == 0).Select(reading => reading.TakenAt), Is.EqualTo(new[] { new DateTimeOffset(2023, 8, 23, 10, 28, 14, TimeSpan.FromHours(-3)) }), "SOURCES.md: the bad row");
            Assert.That(temperatures.Max(reading => reading.Value), Is.EqualTo(34.25), "SOURCES.md: 13.8 to 34.25 °C apart from it");
            Assert.That(temperatures.Select(reading => reading.Quality), Is.All.EqualTo(Quality.Good));
        }
    }
}
