using System.CommandLine;
using CsCheck;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Record;
using Roost.Simulators.Recordings.Replay;

namespace Roost.Simulators.Tests.Recordings.Replay;

public sealed class ReplayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void No_reading_that_is_shifted_to_now_is_sent_before_its_own_time() =>
        Gen.Select(Gen.Int[0, 10_000_000], Gen.Double[0.01, 1000], Gen.Double[0, 1], Gen.Int[0, 999]).Sample((lengthMilliseconds, speed, part, startMilliseconds) =>
        {
            var (last, start) = (Noon.AddMilliseconds(lengthMilliseconds), Noon.AddDays(100).AddMilliseconds(startMilliseconds));
            var timeline = ReplayTimeline.Now(Noon, last, start, speed);
            var reading = Noon.AddMilliseconds((long)(lengthMilliseconds * part));

            Assert.That(timeline.TakenAt(reading), Is.LessThanOrEqualTo(timeline.DueAt(reading).AddMilliseconds(1)));
            var nearest = speed >= 1 ? last : Noon;
            Assert.That(timeline.TakenAt(nearest), Is.EqualTo(timeline.DueAt(nearest)).Within(TimeSpan.FromMilliseconds(2)));
        });

    [Test]
    public void As_fast_as_possible_ends_now()
    {
        var timeline = ReplayTimeline.Now(Noon, Noon.AddHours(1), Noon.AddDays(1), null);
        Assert.That(timeline.TakenAt(Noon.AddHours(1)), Is.EqualTo(Noon.AddDays(1)));
        Assert.That(timeline.DueAt(Noon.AddMinutes(30)), Is.EqualTo(Noon.AddDays(1)));
    }

    [Test]
    public void Batches_hold_every_reading_once_each_coops_in_order_and_none_waits_beyond_its_window() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 400]).Array[0, 3000], Gen.Int[1, 5000]).Sample((steps, windowMilliseconds) =>
        {
            var at = Noon;
            var readings = steps.Select((step, index) => new RecordedReading(
                $"coop-{step.Item1}", "count", "x", at = at.AddMilliseconds(step.Item2 / 100), index, Quality.Good, null)).ToList();
            var window = TimeSpan.FromMilliseconds(windowMilliseconds);

            var batches = ReplayBatches.Of(readings, window).ToList();

            Assert.That(batches.SelectMany(batch => batch.Readings).OrderBy(reading => reading.Value), Is.EqualTo(readings));
            foreach (var batch in batches)
            {
                Assert.That(batch.Readings, Has.Count.InRange(1, ReplayBatches.MostReadings));
                Assert.That(batch.Readings.All(reading => reading.Coop == batch.Coop && reading.TakenAt <= batch.Through && batch.Through - reading.TakenAt < window));
                Assert.That(batch.Readings.Select(reading => reading.Value), Is.Ordered);
            }

            Assert.That(batches.Select(batch => batch.Through), Is.Ordered);
        }, iter: 60);

    [Test]
    public void Batch_numbers_are_new_once_in_any_order() =>
        Gen.ULong[0, 40].Array[0, 120].Sample(numbers =>
        {
            var (batches, seen) = (new BatchNumbers(), new HashSet<ulong>());
            foreach (var number in numbers)
            {
                Assert.That(batches.Add(number), Is.EqualTo(seen.Add(number)));
            }
        });

    [TestCase("replay r --speed 0", "--speed takes a number from 0.01 to 100000, or max, not \"0\".")]
    [TestCase("replay r --speed fast", "--speed takes a number from 0.01 to 100000, or max, not \"fast\".")]
    [TestCase("replay r --shift later", "--shift takes now or none, not \"later\".")]
    [TestCase("replay r --broker nowhere", "--broker takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"nowhere\".")]
    [TestCase("replay r --broker host:0", "--broker takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"host:0\".")]
    [TestCase("replay r --coops ,", "--coops takes names separated by commas.")]
    [TestCase("record --farm f --for 10", "--for takes a duration from 1s to 40d, such as 10s or 5m, not \"10\".")]
    [TestCase("record --farm f --for -1m", "--for takes a duration from 1s to 40d, such as 10s or 5m, not \"-1m\".")]
    [TestCase("record --farm f --for 1000d", "--for takes a duration from 1s to 40d, such as 10s or 5m, not \"1000d\".")]
    public void Rejects_options_that_can_not_be_understood(string arguments, string sentence)
    {
        var parsed = new RootCommand { ReplayCommand.Create(), RecordCommand.Create() }.Parse(arguments);
        Assert.That(parsed.Errors.Select(error => error.Message), Is.EqualTo((string[])[sentence]));
    }

    [TestCase("", "Say where to, for example --broker 127.0.0.1:1883.")]
    [TestCase("--broker 127.0.0.1:1 --loop", "--loop goes with --shift now and a --speed of at most 1")]
    [TestCase("--broker 127.0.0.1:1 --loop --shift now --speed 2", "--loop goes with --shift now and a --speed of at most 1")]
    [TestCase("--broker 127.0.0.1:1 --coops none", "has no coop \"none\"; it has coop-1.")]
    [TestCase("--broker 127.0.0.1:1 --quantities water", "has no quantity \"water\"; it has of-a-newer-roost, temperature.")]
    [TestCase("--broker 127.0.0.1:1 --quantities of-a-newer-roost", "has no quantity that this Roost knows.")]
    [TestCase("--broker 127.0.0.1:1 --until yesterday", "--until takes an ISO 8601 time, in the farm's time (Asia/Shanghai) or with an offset")]
    [TestCase("--broker 127.0.0.1:1 --until 2020-01-01", "has no readings of what was chosen.")]
    [TestCase("--broker 127.0.0.1:1 --farm a/b", "\"a/b\" is no farm's name; give one with --farm.")]
    [TestCase("--broker 127.0.0.1:1 --clock now", "The clock \"now\" is not of the form REAL-ORIGIN/ORIGIN/SPEED")]
    [TestCase("--broker 127.0.0.1:1 --from 2999-01-01", "which is still to come, and a cloud takes nothing of the future; play it with --shift now.")]
    [CancelAfter(30_000)]
    public async Task Rejects_what_can_not_be_played_before_anything_is_sent(string options, string sentence, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordingFileTests.WriteAsync(
            folder.At("r"),
            [
                new("coop-1", "temperature", "x", Noon, 1, Quality.Good, null),
                new("coop-1", "of-a-newer-roost", "x", Noon, 1, Quality.Good, null),
                .. options.Contains("2999") ? [new RecordedReading("coop-1", "temperature", "x", Noon.AddYears(2000), 1, Quality.Good, null)] : Array.Empty<RecordedReading>(),
            ],
            cancellationToken);
        var errors = new StringWriter();

        var exitCode = await new RootCommand { ReplayCommand.Create() }.Parse(["replay", folder.At("r"), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Null, Error = errors }, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(2));
            Assert.That(errors.ToString(), Does.Contain("roost replay: ").And.Contain(sentence));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_dry_run_says_what_is_there_and_what_is_not(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordingFileTests.WriteAsync(
            folder.At("r"),
            [new("coop-1", "temperature", "x", Noon, 1.25, Quality.Good, null), new("coop-1", "temperature", "x", Noon.AddSeconds(1), null, Quality.Bad, "Cut.")],
            cancellationToken);
        var output = new StringWriter();

        await new RootCommand { ReplayCommand.Create() }.Parse(["replay", folder.At("r"), "--dry-run"])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = TextWriter.Null }, cancellationToken);

        Assert.That(output.ToString(), Does.Contain("checksum verified").And.Contain("not recorded: alarms, stills, rules, flocks")
            .And.Contain("temperature/x: 2 readings, 1.25 to 1.25 °C, 1 not good").And.Contain("2026-03-01 20:00:00 +08:00"));
    }
}
