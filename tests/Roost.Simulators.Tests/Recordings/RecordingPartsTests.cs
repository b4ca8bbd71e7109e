using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Parts;

namespace Roost.Simulators.Tests.Recordings;

[CancelAfter(60_000)]
internal sealed class RecordingPartsTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddHours(2);

    [Test]
    public async Task What_is_known_beside_the_readings_comes_back_as_it_was(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var recording = await RecordAsync(folder.At("made"), cancellationToken);

        var rules = RulesPart.Read(recording)!;
        var limit = ((Above)rules.Of("鸡舍 1")!.Rules.Single(rule => rule.Name == "ammonia-high").When).Limit;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FlocksPart.Read(recording)!.Select(flock => (flock.Coop, flock.Kind, flock.PlacedOn, flock.Birds)), Is.EqualTo(new[]
            {
                ("coop-2", "native", (DateOnly?)null, (int?)null), ("鸡舍 1", null, new DateOnly(2026, 2, 1), 20_000),
            }));
            Assert.That(FlocksPart.Read(recording)![1].Uses, Is.EqualTo(new[] { new HouseUseSince(From, HouseUse.Cleaning), new HouseUseSince(To, HouseUse.Birds) }));
            Assert.That(rules.Changes, Is.EqualTo(Changes));
            Assert.That(limit, Is.EqualTo(Curve.Constant(17)), "the coop's change is in force");
            Assert.That(rules.Of("coop-2")!.Rules, Has.Count.EqualTo(RulePacks.SlowGrowing.Rules.Count));
            Assert.That(rules.Of("coop-2")!.Rules.Single(rule => rule.Name == "temperature-high").OnDelay, Is.EqualTo(TimeSpan.FromMinutes(7)), "the farm's change holds for it too");
            Assert.That(rules.Of("coop-3"), Is.Null);
        }
    }

    [Test]
    public async Task Alarms_come_back_in_the_order_in_which_they_were_raised_and_lasting_where_they_outlast_the_recording(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var recording = await RecordAsync(folder.At("made"), cancellationToken);

        Assert.That(AlarmsPart.Read(recording), Is.EqualTo(new[] { Alarm("first", 1, 90) with { Suppressed = true }, Alarm("second", 2, null) with { Worst = null }, Alarm("third", 2, null) with { Worst = null } }));
    }

    [Test]
    public async Task Show_lists_every_part_with_what_is_known_of_the_coops(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var recording = await RecordAsync(folder.At("made"), cancellationToken);
        using StringWriter output = new();

        await ShowCommand.ShowAsync(recording, output);

        Assert.That(output.ToString(), Does.Contain("alarms: 3 in alarms.parquet").And.Contain("stills: 1 in still~coop-2~camera-1~20260301T060000000Z.jpg")
            .And.Match(@"rules: \d+ in 5 files, .* checksums verified").And.Contain("flocks: 2 in flocks.yaml").And.Not.Contain("not recorded")
            .And.Contain("鸡舍 1  20,000 birds, placed 2026-02-01, rules broiler with 2 changes"));
    }

    [TestCase("alarms.parquet")]
    [TestCase("rules.yaml")]
    [TestCase("rules-common.yaml")]
    [TestCase("flocks.yaml")]
    [TestCase("still~coop-2~camera-1~20260301T060000000Z.jpg")]
    public async Task A_part_that_was_changed_is_found_out(string file, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.At("made"), cancellationToken);
        await File.AppendAllTextAsync(Path.Combine(folder.At("made"), file), "\n", cancellationToken);

        Assert.That(
            async () => await Recording.OpenAsync(folder.At("made"), cancellationToken),
            Throws.InstanceOf<RecordingException>().With.Message.Contains($"its file {file} is not the one that was written"));
    }

    [Test]
    public void A_recording_that_is_given_up_leaves_nothing_of_its_parts_behind()
    {
        using var folder = new TemporaryFolder();
        using (var writer = RecordingWriter.Create(folder.At("made")))
        {
            FlocksPart.Write(writer, []);
        }

        Assert.That(Directory.Exists(folder.At("made")), Is.False);
    }

    private static RecordedChange[] Changes { get; } =
    [
        new(null, new("temperature-high", "on-delay", "7m", "Li 李", "因为: \"热\"\nvery", From)),
        new("鸡舍 1", new("ammonia-high", "limit", "17", "anna", "#1 { a, b }", From.AddHours(1))),
    ];

    private static Verdict Alarm(string rule, int raised, int? ended) => new(
        new(rule, "鸡舍 1", "front", From), AlarmSeverity.Warning, From.AddMinutes(raised), ended is { } end ? From.AddMinutes(end) : null, 1.0 / 3, null, -7);

    private static async Task<Recording> RecordAsync(string into, CancellationToken cancellationToken)
    {
        using var writer = RecordingWriter.Create(into);
        writer.Add(new("鸡舍 1", "ammonia", "front", From, 3, Domain.Readings.Quality.Good, null));
        AlarmsPart.Write(writer, [Alarm("third", 2, 120), Alarm("second", 2, null), Alarm("first", 1, 90) with { Suppressed = true }, Alarm("later", 120, null)], To);
        RulesPart.Write(writer, new Dictionary<string, string> { ["鸡舍 1"] = "broiler", ["coop-2"] = "slow-growing" }, Changes);
        FlocksPart.Write(writer,
        [
            new("鸡舍 1", null, new DateOnly(2026, 2, 1), 20_000, [new(From, HouseUse.Cleaning), new(To, HouseUse.Birds)]),
            new("coop-2", "native", null, null, []),
        ]);
        await StillsPart.AddAsync(writer, "coop-2", "camera-1", From, [0xFF, 0xD8, 0xFF], cancellationToken);
        await writer.FinishAsync("farm", "Asia/Shanghai", From, To, [], cancellationToken);
        return await Recording.OpenAsync(into, cancellationToken);
    }
}
