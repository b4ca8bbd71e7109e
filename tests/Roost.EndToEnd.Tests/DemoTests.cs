using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>What a newcomer runs first.</summary>
[CancelAfter(180_000)]
internal sealed class DemoTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private static readonly HttpClient Http = new();

    private readonly string folder = Directory.CreateTempSubdirectory("roost-demo-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task The_screens_show_three_days_within_twenty_seconds_and_nothing_is_lost_by_stopping(CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var watch = Stopwatch.StartNew();
        await using (var demo = Start(port, "--coops", "4"))
        {
            await demo.LineAsync($"http://127.0.0.1:{port}", cancellationToken);
            var ready = watch.Elapsed;
            await Eventually.TrueAsync("three days of temperature are stored in all four coops", () => HistoryAsync(port, TimeSpan.FromHours(71), cancellationToken), cancellationToken);
            var full = watch.Elapsed;
            await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured: demo ready after {ready.TotalSeconds:0.0} s, three days on screen after {full.TotalSeconds:0.0} s"));
            Assert.That(full, Is.LessThan(TimeSpan.FromSeconds(20)));
            Assert.That(await FlockDaysAsync(port, cancellationToken), Is.All.EqualTo(24));

            var children = ChildrenOf(demo.Id);
            Assert.That(children, Has.Count.GreaterThanOrEqualTo(5), "a cloud and four agents in processes of their own");
            var stopped = await demo.SignalAsync(Interrupt, cancellationToken);
            await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured: demo stopped after {stopped.TotalSeconds:0.0} s"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(stopped, Is.LessThan(TimeSpan.FromSeconds(5)));
                Assert.That(demo.ExitCode, Is.Zero);
                Assert.That(children.Where(IsAlive), Is.Empty);
            }
        }

        // The second run keeps what the first had and fills the time between from the controllers' logs.
        await using var again = Start(port, "--coops", "4");
        await again.LineAsync($"http://127.0.0.1:{port}", cancellationToken);
        await Eventually.TrueAsync("the history of the first run is still there", () => HistoryAsync(port, TimeSpan.FromHours(71), cancellationToken), cancellationToken);
        await again.SignalAsync(Terminate, cancellationToken);
    }

    [Test]
    public async Task When_the_demo_itself_is_killed_its_children_stop_by_themselves(CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        await using var demo = Start(port, "--coops", "1");
        await demo.LineAsync($"http://127.0.0.1:{port}", cancellationToken);
        var children = ChildrenOf(demo.Id);
        await demo.KillAsync();
        await Eventually.TrueAsync("every child is gone", () => Task.FromResult(!children.Any(IsAlive)), cancellationToken);
    }

    [Test]
    public async Task Nothing_is_dated_in_the_future_of_a_fast_clock(CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        await using var demo = Start(port, "--coops", "1", "--speed", "60");
        await demo.LineAsync($"http://127.0.0.1:{port}", cancellationToken);
        await Eventually.TrueAsync("an hour has passed in the house", async () =>
        {
            var coop = await CoopAsync(port, 1, cancellationToken);
            var now = DateTimeOffset.Parse(coop["now"]!.ToString(), CultureInfo.InvariantCulture);
            foreach (var latest in coop["latest"]!.AsArray())
            {
                Assert.That(DateTimeOffset.Parse(latest!["reading"]!["takenAt"]!.ToString(), CultureInfo.InvariantCulture), Is.LessThanOrEqualTo(now));
            }

            return now > TimeProvider.System.GetUtcNow().AddMinutes(10);
        }, cancellationToken);
        Assert.That((double)(await CoopAsync(port, 1, cancellationToken))["clockSpeed"]!, Is.EqualTo(60));
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
            await using var demo = RealProcess.StartRoost("Roost.Simulators", ["demo", .. Bin(), .. arguments]);
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

    private static string[] Bin() => ["--bin", Path.GetFullPath(Path.Combine(RealProcess.BuiltAssembly("Roost.Cloud"), "..", "..", ".."))];

    private static async Task<JsonNode> CoopAsync(int port, int coop, CancellationToken cancellationToken)
    {
        var farms = await JsonAsync(port, "/api/farms", cancellationToken);
        var farm = Uri.EscapeDataString(farms.AsArray()[0]!["farm"]!.ToString());
        return await JsonAsync(port, $"/api/farms/{farm}/coops/coop-{coop}", cancellationToken);
    }

    private static async Task<IReadOnlyList<double?>> FlockDaysAsync(int port, CancellationToken cancellationToken)
    {
        var days = new List<double?>();
        for (var coop = 1; coop <= 4; coop++)
        {
            var latest = (await CoopAsync(port, coop, cancellationToken))["latest"]!.AsArray();
            days.Add((double?)latest.Single(each => each!["reading"]!["quantity"]!.ToString() == "flock-day")!["reading"]!["value"]);
        }

        return days;
    }

    private static async Task<bool> HistoryAsync(int port, TimeSpan reach, CancellationToken cancellationToken)
    {
        for (var coop = 1; coop <= 4; coop++)
        {
            var snapshot = await CoopAsync(port, coop, cancellationToken);
            var now = DateTimeOffset.Parse(snapshot["now"]!.ToString(), CultureInfo.InvariantCulture);
            var answer = await JsonAsync(port,
                $"/api/farms/{snapshot["farm"]}/coops/coop-{coop}/series?quantity=relative-humidity&place=middle&from={now.AddDays(-4).UtcDateTime:O}&points=2000", cancellationToken);
            var times = answer["times"]!.AsArray().Zip(answer["mean"]!.AsArray()).Where(pair => pair.Second is not null).Select(pair => (double)pair.First!).ToList();
            if (times.Count < 1_000 || now.ToUnixTimeSeconds() - times.Min() < reach.TotalSeconds)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<JsonNode> JsonAsync(int port, string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}{path}"), cancellationToken))!;

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

    private RealProcess Start(int port, params string[] arguments) => RealProcess.StartRoost("Roost.Simulators",
        ["demo", .. Bin(), "--port", port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder, "data"), .. arguments]);
}
