using System.CommandLine;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Record;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Recordings;

[CancelAfter(60_000)]
internal sealed class AlarmsCommandTests
{
    private const string Story = """
        title: { en: A story, zh-CN: 故事 }
        about: A probe dies for an hour.
        flock: { kind: ross-308, hatched: 2025-04-10, age: 20 }
        length: 6h
        events:
          - { what: sensor-dead, sensor: temperature/front, day: 0, at: "02:00", for: 1h }
        """;

    [Test]
    public async Task It_prints_the_alarms_that_rules_make_of_a_recording_in_the_farms_time(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.At("story"), cancellationToken);

        var (code, output, _) = await RunAsync(cancellationToken, folder.At("story"), "--breed", "ross-308", "--placed", "2025-04-10", "--birds", "20000");

        var line = output.Split('\n').Single(each => each.Contains("sensor-missing-temperature", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(line, Does.StartWith("2025-04-30 02:02:00  2025-04-30 03:01:00  warning      coop-1").And.Contains("front"));
        }
    }

    [Test]
    public async Task Rules_of_ones_own_are_judged_in_place_of_a_pack_and_their_mistakes_are_told(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.At("story"), cancellationToken);
        await File.WriteAllTextAsync(folder.At("wrong.yaml"), "rules: [ { rule: a } ]\n", cancellationToken);

        var (code, _, error) = await RunAsync(cancellationToken, folder.At("story"), "--rules", folder.At("wrong.yaml"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(error, Does.Contain("wrong.yaml").And.Contains("severity"));
        }
    }

    [Test]
    public async Task A_recording_of_a_scenario_is_judged_by_its_own_rules_and_flock_and_gives_the_alarms_that_it_has(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.At("story"), cancellationToken);

        var (_, recorded, _) = await RunAsync(cancellationToken, folder.At("story"), "--recorded");
        var (_, judged, _) = await RunAsync(cancellationToken, folder.At("story"));
        var (_, other, _) = await RunAsync(cancellationToken, folder.At("story"), "--coop", "coop-2", "--recorded");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(recorded, Does.Contain("sensor-missing-temperature").And.Contain("2025-04-30 03:01:00"));
            Assert.That(judged, Is.EqualTo(recorded));
            Assert.That(other, Does.Contain("0 alarms"));
        }
    }

    [Test]
    public async Task Alarms_that_were_not_recorded_are_not_printed_as_none(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using (var writer = RecordingWriter.Create(folder.At("bare")))
        {
            await writer.FinishAsync("farm-1", "UTC", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), [], cancellationToken);
        }

        var (code, _, error) = await RunAsync(cancellationToken, folder.At("bare"), "--recorded");

        Assert.That((code, error), Is.EqualTo((2, $"roost alarms: The recording \"{folder.At("bare")}\" has no alarms; leave out --recorded to judge its readings.{Environment.NewLine}")));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = await AlarmsCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task RecordAsync(string into, CancellationToken cancellationToken)
    {
        var scenario = ScenarioReader.Read("story", Story);
        using var writer = RecordingWriter.Create(into);
        var recorder = new ScenarioRecorder(scenario, "coop-1", TimeSpan.FromSeconds(10));
        var (from, to) = recorder.Record(writer, cancellationToken);
        await writer.FinishAsync("farm-1", scenario.Setup.TimeZone.Id, from, to, recorder.Notes, cancellationToken);
    }
}
