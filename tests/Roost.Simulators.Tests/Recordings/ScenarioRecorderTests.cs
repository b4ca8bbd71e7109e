using System.Security.Cryptography;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Record;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Recordings;

[CancelAfter(60_000)]
internal sealed class ScenarioRecorderTests
{
    private const string Story = """
        title: { en: A story, zh-CN: 故事 }
        about: What it is about.
        flock: { kind: ross-308, hatched: 2025-04-10, age: 20 }
        length: 6h
        events:
          - { what: sensor-dead, sensor: temperature/front, day: 0, at: "02:00", for: 1h }
          - { what: network-outage, day: 0, at: "03:00" }
        """;

    [Test]
    public async Task A_scenario_is_recorded_as_its_sensors_show_it_and_the_same_seed_is_the_same_bytes(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var scenario = ScenarioReader.Read("story", Story);
        await RecordAsync(scenario, folder.At("a"), cancellationToken);
        await RecordAsync(scenario, folder.At("b"), cancellationToken);
        await RecordAsync(scenario.With(99), folder.At("c"), cancellationToken);

        var recording = await Recording.OpenAsync(folder.At("a"), cancellationToken);
        using var reader = new RecordingReader(recording, Selection.All);
        var readings = reader.Readings().ToList();
        var dead = readings.Where(reading => reading.Quality == Quality.Bad).ToList();
        var begin = scenario.Begin();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(readings, Has.Count.EqualTo(begin.SensorPlans.Count * 6 * 360));
            Assert.That(dead.Select(reading => $"{reading.Coop} {reading.Quantity}/{reading.Place} {reading.Reason}").Distinct(), Is.EqualTo(new[] { "coop-1 temperature/front The sensor shows nothing." }));
            Assert.That(dead, Has.Count.EqualTo(360));
            Assert.That((recording.Manifest.From, recording.Manifest.To), Is.EqualTo((begin.Now, begin.Now.AddHours(6))));
            Assert.That(recording.Manifest.Notes, Has.Count.EqualTo(1).And.One.Contains("network-outage"));
            Assert.That(Hash(folder.At("b")), Is.EqualTo(Hash(folder.At("a"))));
            Assert.That(Hash(folder.At("c")), Is.Not.EqualTo(Hash(folder.At("a"))));
        }
    }

    private static async Task RecordAsync(Scenario scenario, string into, CancellationToken cancellationToken)
    {
        using var writer = RecordingWriter.Create(into);
        var recorder = new ScenarioRecorder(scenario, "coop-1", TimeSpan.FromSeconds(10));
        var (from, to) = recorder.Record(writer, cancellationToken);
        await writer.FinishAsync("farm-1", scenario.Setup.TimeZone.Id, from, to, recorder.Notes, cancellationToken);
    }

    private static string Hash(string folder) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, Recording.ReadingsFile))));
}
