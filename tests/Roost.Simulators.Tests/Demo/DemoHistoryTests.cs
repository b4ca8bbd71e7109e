using Roost.Simulators.Demo;
using Roost.Simulators.House;

namespace Roost.Simulators.Tests.Demo;

public sealed class DemoHistoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 25, 12, 0, 30, TimeSpan.Zero);
    private static readonly HousePlan Plan = new(1, 1, new DateOnly(2026, 3, 1), TimeZoneInfo.Utc);

    [Test]
    public async Task A_new_coop_gets_its_last_three_days_by_the_minute()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder.At("log.csv"), null, Now, 4);

        var lines = await File.ReadAllLinesAsync(folder.At("log.csv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0], Is.EqualTo("time,quantity,place,value"));
            Assert.That(lines, Has.Length.EqualTo(1 + (3 * 24 * 60 * HouseController.Map.Count)));
            Assert.That(lines[1], Does.StartWith("2026-03-22T12:01:00Z,temperature,front,"));
            Assert.That(lines[^1], Does.StartWith("2026-03-25T12:00:00Z,flock-day,house,24"));
        }
    }

    [Test]
    public async Task The_next_start_adds_only_the_time_between()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder.At("log.csv"), null, Now, 4);
        var before = await File.ReadAllLinesAsync(folder.At("log.csv"));
        await AppendAsync(folder.At("log.csv"), Now.AddMinutes(10), Now.AddMinutes(15), 4);

        var added = (await File.ReadAllLinesAsync(folder.At("log.csv")))[before.Length..];
        Assert.That(added.Select(line => line[..20]).Distinct(), Is.EqualTo(
            (string[])["2026-03-25T12:11:00Z", "2026-03-25T12:12:00Z", "2026-03-25T12:13:00Z", "2026-03-25T12:14:00Z", "2026-03-25T12:15:00Z"]));
    }

    [Test]
    public async Task A_writer_that_was_killed_in_a_line_goes_on_without_writing_a_minute_twice()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("log.csv");
        await AppendAsync(file, Now.AddMinutes(-10), Now.AddMinutes(-5), 1);
        await File.AppendAllTextAsync(file, "2026-03-25T11:56:00Z,temper");
        await AppendAsync(file, Now.AddMinutes(-10), Now, 1);

        var lines = (await File.ReadAllLinesAsync(file))[1..];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Is.Unique);
            Assert.That(lines.Select(line => line[..20]), Is.Ordered);
            Assert.That(lines.Select(line => line.Split(',').Length), Is.All.EqualTo(4));
            Assert.That(lines[^1], Does.StartWith("2026-03-25T12:00:00Z"));
        }
    }

    [Test]
    public async Task A_start_right_after_a_stop_adds_nothing()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder.At("log.csv"), Now, Now, 4);
        Assert.That(File.Exists(folder.At("log.csv")), Is.False);
    }

    [TestCase(3, 4, 1)]
    [TestCase(3, 60, 15, Description = "More coops, coarser steps: the same number of lines to import.")]
    [TestCase(30, 4, 10, Description = "A month away.")]
    public void Steps_grow_with_coops_and_absence(int days, int coops, int minutes) =>
        Assert.That(DemoHistory.StepOf(TimeSpan.FromDays(days), coops), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    private static async Task AppendAsync(string file, DateTimeOffset? reached, DateTimeOffset now, int coops)
    {
        var from = DemoHistory.BeginOf(file, reached, now);
        await using var house = new SimulatedHouse(Plan, from);
        DemoHistory.Append(file, house, from, now, coops);
    }
}
