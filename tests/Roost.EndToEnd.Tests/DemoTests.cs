using System.Diagnostics;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>What a newcomer runs first.</summary>
[CancelAfter(180_000), NonParallelizable]
internal sealed class DemoTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private string folder = null!;

    private string Data => Path.Combine(folder, "data");

    [SetUp]
    public void Create() => folder = Directory.CreateTempSubdirectory("roost-demo-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task The_screens_show_three_days_within_twenty_seconds_and_nothing_is_lost_by_stopping(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> live;
        DateTimeOffset begun;
        TimeSpan full;
        var watch = Stopwatch.StartNew();
        await using (var demo = Start("--coops", "4"))
        {
            await demo.ReadyAsync(cancellationToken);
            var ready = watch.Elapsed;
            begun = await demo.NowAsync(1, cancellationToken);
            await Eventually.TrueAsync("three days of temperature are stored in all four coops", () => HistoryAsync(demo, TimeSpan.FromHours(71), cancellationToken), cancellationToken);
            full = watch.Elapsed;
            await TellAsync($"demo ready after {ready.TotalSeconds:0.0} s, three days on screen after {full.TotalSeconds:0.0} s");
            Assert.That(await FlockDaysAsync(demo, cancellationToken), Is.All.EqualTo(24));

            live = await Eventually.GetAsync("some seconds of live readings are stored", async () =>
                await demo.ReadingsAsync(1, begun, cancellationToken) is { Count: >= 40 } some ? some : null, cancellationToken);
            var children = ProcessTree.ChildrenOf(demo.Process.Id);
            Assert.That(children, Has.Count.GreaterThanOrEqualTo(5), "a cloud and four agents in processes of their own");
            var stopped = await demo.Process.SignalGroupAsync(Interrupt, cancellationToken);
            await TellAsync($"demo stopped after {stopped.TotalSeconds:0.0} s");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(stopped, Is.LessThan(TimeSpan.FromSeconds(5)));
                Assert.That(demo.Process.ExitCode, Is.Zero);
                Assert.That(children.Where(ProcessTree.IsAlive), Is.Empty);
                Assert.That(demo.Process.Printed, Has.Count.EqualTo(1), "the address, and nothing else");
            }
        }

        // The second run keeps what the first had and fills the time between from the controllers' logs.
        await using var again = Start("--coops", "4");
        await again.ReadyAsync(cancellationToken);
        var logged = LoggedIn(Path.Combine(Data, "agents", (await again.CoopAsync(1, cancellationToken))["agent"]!.ToString(), "controller-log.csv"));
        IReadOnlyList<string> stored = [];
        await Eventually.TrueAsync("all that the controller logged is stored", async () =>
        {
            stored = await again.ReadingsAsync(1, begun.AddDays(-4), cancellationToken);
            return logged.IsSubsetOf(stored.Select(KeyOf));
        }, cancellationToken);
        await TellAsync($"{logged.Count} logged and {live.Count} live readings of a coop, from before the stop, all stored once; {stored.Count} in all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logged, Has.Count.GreaterThan(3 * 24 * 60), "a minute each, for three days");
            Assert.That(stored.CountBy(KeyOf).Where(reading => reading.Value > 1), Is.Empty, "nothing is stored twice");
            Assert.That(live.Except(stored), Is.Empty, "what was stored before the stop is still there");
            Assert.That(full, Is.LessThan(TimeSpan.FromSeconds(20)), "the screens were not empty for longer");
        }

        await again.Process.SignalAsync(Terminate, cancellationToken);
    }

    private static Task TellAsync(FormattableString figure) => TestContext.Out.WriteLineAsync($"Measured: {FormattableString.Invariant(figure)}");

    // A line of the controller is time,quantity,place,value, to the second; a stored one has milliseconds and the coop after the time.
    private static HashSet<string> LoggedIn(string file) =>
        [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(fields => $"{fields[0].TrimEnd('Z')}.000Z,{fields[1]},{fields[2]}")];

    private static string KeyOf(string reading)
    {
        var fields = reading.Split(',', 5);
        return $"{fields[0]},{fields[2]},{fields[3]}";
    }

    private static async Task<IReadOnlyList<double?>> FlockDaysAsync(DemoUnderTest demo, CancellationToken cancellationToken)
    {
        var days = new List<double?>();
        for (var coop = 1; coop <= 4; coop++)
        {
            var latest = (await demo.CoopAsync(coop, cancellationToken))["latest"]!.AsArray();
            days.Add((double?)latest.Single(each => each!["reading"]!["quantity"]!.ToString() == "flock-day")!["reading"]!["value"]);
        }

        return days;
    }

    private static async Task<bool> HistoryAsync(DemoUnderTest demo, TimeSpan reach, CancellationToken cancellationToken)
    {
        for (var coop = 1; coop <= 4; coop++)
        {
            var now = await demo.NowAsync(coop, cancellationToken);
            var answer = await demo.SeriesAsync(coop, "relative-humidity", "middle", now.AddDays(-4), cancellationToken);
            var times = answer["times"]!.AsArray().Zip(answer["mean"]!.AsArray()).Where(pair => pair.Second is not null).Select(pair => (double)pair.First!).ToList();
            if (times.Count < 1_000 || now.ToUnixTimeSeconds() - times.Min() < reach.TotalSeconds)
            {
                return false;
            }
        }

        return true;
    }

    private DemoUnderTest Start(params string[] arguments) => new(Data, arguments);
}
