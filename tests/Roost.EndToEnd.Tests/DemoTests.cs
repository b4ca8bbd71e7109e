using System.Diagnostics;
using System.Globalization;
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
            var children = ChildrenOf(demo.Process.Id);
            Assert.That(children, Has.Count.GreaterThanOrEqualTo(5), "a cloud and four agents in processes of their own");
            var stopped = await demo.Process.SignalGroupAsync(Interrupt, cancellationToken);
            await TellAsync($"demo stopped after {stopped.TotalSeconds:0.0} s");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(stopped, Is.LessThan(TimeSpan.FromSeconds(5)));
                Assert.That(demo.Process.ExitCode, Is.Zero);
                Assert.That(children.Where(IsAlive), Is.Empty);
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

    [Test]
    public async Task A_recorded_video_plays_as_the_first_coops_camera(CancellationToken cancellationToken)
    {
        var clip = Path.Combine(folder, "clip.mp4");
        await using (var maker = RealProcess.Start("ffmpeg", "ffmpeg",
            ["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=4", "-c:v", "mpeg4", clip]))
        {
            Assert.That(await maker.ExitAsync(cancellationToken), Is.Zero, maker.Output);
        }

        await using var demo = Start("--coops", "1", "--video", clip);
        await demo.ReadyAsync(cancellationToken);
        await Eventually.TrueAsync("the video's activity is coop 1's", async () =>
            (await demo.CoopAsync(1, cancellationToken))["latest"]!.AsArray().Any(latest =>
                latest!["reading"]!["quantity"]!.ToString() == "activity" && latest["reading"]!["place"]!.ToString() == "camera-1"
                && (double?)latest["reading"]!["value"] > 0), cancellationToken);
        using var http = new HttpClient();
        using var preview = await http.GetAsync(demo.Preview(1, "camera-1"), cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)preview.StatusCode, Is.EqualTo(200));
            Assert.That((await preview.Content.ReadAsByteArrayAsync(cancellationToken))[..3], Is.EqualTo(new byte[] { 0xFF, 0xD8, 0xFF }), "it is a JPEG");
        }
    }

    [Test]
    public async Task When_the_demo_itself_is_killed_its_children_stop_by_themselves(CancellationToken cancellationToken)
    {
        await using var demo = Start("--coops", "1");
        await demo.ReadyAsync(cancellationToken);
        var children = ChildrenOf(demo.Process.Id);
        await demo.Process.KillAsync();
        await Eventually.TrueAsync("every child is gone", () => Task.FromResult(!children.Any(IsAlive)), cancellationToken);
    }

    [Test]
    public async Task Nothing_is_dated_in_the_future_of_a_fast_clock(CancellationToken cancellationToken)
    {
        await using var demo = Start("--coops", "1", "--speed", "60");
        await demo.ReadyAsync(cancellationToken);
        await Eventually.TrueAsync("an hour has passed in the house", async () =>
        {
            var coop = await demo.CoopAsync(1, cancellationToken);
            var now = DateTimeOffset.Parse(coop["now"]!.ToString(), CultureInfo.InvariantCulture);
            foreach (var latest in coop["latest"]!.AsArray())
            {
                Assert.That(DateTimeOffset.Parse(latest!["reading"]!["takenAt"]!.ToString(), CultureInfo.InvariantCulture), Is.LessThanOrEqualTo(now));
            }

            return now > TimeProvider.System.GetUtcNow().AddMinutes(10);
        }, cancellationToken);
        Assert.That((double)(await demo.CoopAsync(1, cancellationToken))["clockSpeed"]!, Is.EqualTo(60));
    }

    [Test]
    public async Task Mistakes_are_told_in_one_sentence_before_anything_starts(CancellationToken cancellationToken)
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", cancellationToken);

        await RefusedAsync(port.ToString(CultureInfo.InvariantCulture), "--port", port.ToString(CultureInfo.InvariantCulture), "--data", folder);
        await RefusedAsync("missing.mp4", "--port", "0", "--data", folder, "--video", "missing.mp4");
        await RefusedAsync(file, "--port", "0", "--data", folder, "--video", file);
        await RefusedAsync(file, "--data", Path.Combine(file, "below"));

        async Task RefusedAsync(string named, params string[] arguments)
        {
            await using var demo = RealProcess.StartRoost("Roost.Simulators", ["demo", .. DemoUnderTest.Bin, .. arguments]);
            await Eventually.TrueAsync("the demo refuses", () => Task.FromResult(demo.HasExited), cancellationToken);
            var said = demo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(demo.ExitCode, Is.Not.Zero);
                Assert.That(said, Has.Length.EqualTo(1), demo.Output);
                Assert.That(demo.Output, Does.Contain(named));
            }
        }
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

    private static IReadOnlyList<int> ChildrenOf(int process) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => StateOf(id) is { } state && state.Parent == process)];

    private static bool IsAlive(int process) => StateOf(process) is { State: not 'Z' };

    // The name in /proc/ID/stat stands in brackets and may hold anything; state and parent follow the last one.
    private static (char State, int Parent)? StateOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (rest[0][0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private DemoUnderTest Start(params string[] arguments) => new(Data, arguments);
}
