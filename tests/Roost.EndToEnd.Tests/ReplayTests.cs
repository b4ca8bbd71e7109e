using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Recording, replaying and recording again, each by the command that a developer would run, to real clouds.</summary>
[CancelAfter(150_000)]
internal sealed class ReplayTests
{
    private const string Coop = "鸡舍-1";
    private static readonly DateTimeOffset Dawn = new(2026, 3, 1, 6, 0, 0, 125, TimeSpan.Zero);

    [Test]
    public async Task Record_replay_record_gives_the_same_bytes_and_a_listener_gets_what_the_store_got(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var listener = house.Keep(RealProcess.StartRoost("Roost.Simulators",
            ["record", "--farm", "farm", "--broker", Broker(house.Cloud), "--out", At(house, "listened")]));
        await listener.LineAsync("Listening on", cancellationToken);
        await using (var agent = new BareAgent("farm", "agent-1"))
        {
            await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
            await agent.BearAsync(Coop, "temperature/前", "relative-humidity/middle", "water/line-1");
            for (var batch = 1ul; batch <= 200; batch++)
            {
                await SendAsync(agent, batch);
            }

            await SendAsync(agent, 7);
        }

        await StoredAsync(house.Cloud, "temperature", "%E5%89%8D", 200, cancellationToken);
        await RecordAsync(house, house.Cloud, "stored", cancellationToken);
        await listener.SignalAsync(2, cancellationToken);

        await using var other = await CloudUnderTest.StartAsync(At(house, "other"), cancellationToken);
        await ReplayAsync(house, other, cancellationToken, At(house, "stored"), "--speed", "max");
        await RecordAsync(house, other, "again", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listener.ExitCode, Is.Zero, listener.Output);
            Assert.That(Hash(house, "listened"), Is.EqualTo(Hash(house, "stored")), "the listener got what the store got");
            Assert.That(Hash(house, "again"), Is.EqualTo(Hash(house, "stored")), "the replayed cloud holds the same");
            Assert.That(new FileInfo(Path.Combine(At(house, "again"), "readings.parquet")).Length, Is.GreaterThan(1_000));
        }
    }

    [Test]
    public async Task A_replay_goes_on_when_the_cloud_is_killed_and_nothing_is_lost_or_doubled(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await ImportAsync(house, "made", rows: 60_000, cancellationToken);
        // 60,000 recorded seconds in twenty: a cloud that was killed needs some until it is back.
        var replay = house.Keep(RealProcess.StartRoost("Roost.Simulators",
            ["replay", At(house, "made"), "--broker", Broker(house.Cloud), "--speed", "3000"]));

        var stored = 0;
        for (var kill = 1; kill <= 2; kill++)
        {
            var before = stored;
            await Eventually.TrueAsync("a further part is stored", async () =>
                (stored = await CountAsync(house.Cloud, cancellationToken)) > before + 1_000, cancellationToken);
            Assert.That(replay.HasExited, Is.False, "killed in the middle");
            await house.Cloud.KillAsync();
            await house.Cloud.ReadyAsync(cancellationToken);
        }

        Assert.That(await replay.ExitAsync(cancellationToken), Is.Zero, replay.Output);
        await RecordAsync(house, house.Cloud, "again", cancellationToken);

        Assert.That(Hash(house, "again"), Is.EqualTo(Hash(house, "made")));
    }

    [Test]
    public async Task A_real_flock_goes_through_unchanged(CancellationToken cancellationToken)
    {
        var file = Recordings.PathOf("12_sensor_broiler_aviary_1min/aviary_1min.csv");
        await using var house = await House.StartAsync(cancellationToken);
        await RunAsync(house, cancellationToken, "import", "csv", file, "--map", MapOf("broiler-aviary-1min"), "--out", At(house, "made"));

        var watch = Stopwatch.StartNew();
        await ReplayAsync(house, house.Cloud, cancellationToken, At(house, "made"), "--speed", "max", "--farm", "farm");
        await TestContext.Out.WriteLineAsync($"Measured: replay of 169,568 readings, from the command to its end with all acknowledged: {watch.Elapsed.TotalSeconds:0.0} s");
        watch.Restart();
        await RecordAsync(house, house.Cloud, "again", cancellationToken, "2023-01-01", "2024-01-01");
        await TestContext.Out.WriteLineAsync($"Measured: recording of 169,568 readings from the store: {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.That(Hash(house, "again"), Is.EqualTo(Hash(house, "made")));
    }

    [Test]
    public async Task A_simulated_farm_plays_as_fast_as_the_cloud_acknowledges(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        var recorded = await RunAsync(house, cancellationToken, "record", "agent-clock-wrong", "--seed", "7", "--farm", "farm", "--coop", Coop, "--out", At(house, "made"));
        var (simulated, manifest) = (watch.Elapsed, await File.ReadAllTextAsync(Path.Combine(At(house, "made"), "manifest.json"), cancellationToken));
        watch.Restart();
        await ReplayAsync(house, house.Cloud, cancellationToken, At(house, "made"), "--speed", "max");
        await TestContext.Out.WriteLineAsync($"Measured: {recorded.Trim()} A coop's two days recorded in {simulated.TotalSeconds:0.0} s, played and acknowledged in {watch.Elapsed.TotalSeconds:0.0} s");
        await RecordAsync(house, house.Cloud, "again", cancellationToken, "2025-01-01", "2026-01-01");

        Assert.That(Hash(house, "again"), Is.EqualTo(Hash(house, "made")), manifest);
    }

    [Test]
    public async Task Steps_and_choices_send_only_what_was_asked_for_and_a_shift_brings_it_to_now(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await ImportAsync(house, "made", rows: 600, cancellationToken);

        await ReplayAsync(house, house.Cloud, cancellationToken, At(house, "made"), "--speed", "max", "--until", "2026-03-01T06:02:00Z", "--quantities", "temperature");
        await RecordAsync(house, house.Cloud, "first", cancellationToken);
        await ReplayAsync(house, house.Cloud, cancellationToken, At(house, "made"), "--speed", "max", "--from", "2026-03-01T06:02:00Z", "--quantities", "temperature");
        await RecordAsync(house, house.Cloud, "both", cancellationToken);
        var before = TimeProvider.System.GetUtcNow();
        await ReplayAsync(house, house.Cloud, cancellationToken, At(house, "made"), "--speed", "100", "--shift", "now", "--coops", "coop-1");
        await RecordAsync(house, house.Cloud, "now", cancellationToken, before.AddHours(-1).ToString("O"), before.AddHours(1).ToString("O"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ShowAsync(house, "first", cancellationToken), Does.Contain("temperature/x: 120 readings").And.Not.Contain("water"));
            Assert.That(await ShowAsync(house, "both", cancellationToken), Does.Contain("temperature/x: 600 readings"));
            Assert.That(await ShowAsync(house, "now", cancellationToken), Does.Contain("temperature/x: 600 readings").And.Contain("water/x: 600 readings"));
        }
    }

    [Test]
    public async Task A_loop_goes_on_until_it_is_stopped_and_a_listener_that_comes_late_asks_for_the_births(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await ImportAsync(house, "made", rows: 2, cancellationToken);
        var before = TimeProvider.System.GetUtcNow();
        var loop = house.Keep(RealProcess.StartRoost("Roost.Simulators",
            ["replay", At(house, "made"), "--broker", Broker(house.Cloud), "--shift", "now", "--loop"]));
        await Eventually.TrueAsync("a round is stored", async () => await CountAsync(house.Cloud, cancellationToken) > 4, cancellationToken);

        await RunAsync(house, cancellationToken, "record", "--farm", "farm", "--broker", Broker(house.Cloud), "--for", "4s", "--out", At(house, "listened"));
        await loop.SignalAsync(2, cancellationToken);
        await RecordAsync(house, house.Cloud, "stored", cancellationToken, before.AddHours(-1).ToString("O"), before.AddHours(1).ToString("O"));

        var heard = await ShowAsync(house, "listened", cancellationToken);
        var times = (await house.Cloud.ValuesAsync("farm", "coop-1", "temperature", "x", before.AddMinutes(-1), cancellationToken)).Select(value => value.UnixSeconds).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loop.ExitCode, Is.Zero, loop.Output);
            Assert.That(heard, Does.Match(@"temperature/x: [1-9]").And.Contain("came before the births that tell what they mean"));
            Assert.That(times, Has.Count.GreaterThan(4).And.Unique, "the rounds lie side by side");
            Assert.That(times.Zip(times.Skip(1), (first, second) => second - first), Is.All.EqualTo(1).Within(0.01));
        }
    }

    [TestCase("replay", "DIR", "There is no broker", "--broker", "127.0.0.1:1", "No MQTT broker answers at 127.0.0.1:1")]
    [TestCase("record", null, "There is no cloud", "--farm", "farm", "--url", "http://127.0.0.1:1", "--from", "2026-01-01", "No cloud answers at http://127.0.0.1:1/")]
    public async Task Says_in_one_sentence_when_nobody_answers(string command, string? folder, string why, params string[] rest)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var root = Directory.CreateTempSubdirectory("roost-e2e-").FullName;
        var csv = Path.Combine(root, "a.csv");
        await File.WriteAllTextAsync(csv, "t,a\n2026-03-01T06:00:00Z,1\n", limit.Token);
        await File.WriteAllTextAsync(Path.Combine(root, "a.yaml"), "{farm: farm, time-zone: UTC, coop: c, time: {text: '{t}'}, readings: [{column: a, quantity: count, place: x}]}", limit.Token);
        await using (var import = RealProcess.StartRoost("Roost.Simulators", ["import", "csv", csv, "--map", Path.Combine(root, "a.yaml"), "--out", Path.Combine(root, "r")]))
        {
            Assert.That(await import.ExitAsync(limit.Token), Is.Zero, import.Output);
        }

        string[] arguments = [command, .. folder is null ? ["--out", Path.Combine(root, "out")] : new[] { Path.Combine(root, "r") }, .. rest[..^1]];
        await using var process = RealProcess.StartRoost("Roost.Simulators", arguments);

        Assert.That(await process.ExitAsync(limit.Token), Is.EqualTo(2), why);
        Assert.That(process.Output, Does.Contain(rest[^1]).And.Not.Contain("   at "));
        Directory.Delete(root, recursive: true);
    }

    private static Task SendAsync(BareAgent agent, ulong batch)
    {
        var at = Dawn.AddSeconds(batch);
        return agent.SendAsync(
            Coop,
            batch,
            (0, at, 20 + (batch / 7.0), Quality.Good, null),
            batch % 10 == 0 ? (1, at, null, Quality.Bad, "断线: the wire is cut.") : (1, at, 60, Quality.Uncertain, batch % 3 == 0 ? null : "Stuck."),
            batch % 11 == 0 ? (2, at, null, Quality.Bad, null) : (2, at, batch * 1e7, Quality.Good, null));
    }

    private static async Task ImportAsync(House house, string name, int rows, CancellationToken cancellationToken)
    {
        var csv = new StringBuilder("t,temp,water\n");
        for (var row = 0; row < rows; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Dawn.AddSeconds(row):yyyy-MM-ddTHH:mm:ssZ},{20 + Math.Sin(row / 100.0):0.###},{row}\n");
        }

        await File.WriteAllTextAsync(At(house, $"{name}.csv"), csv.ToString(), cancellationToken);
        await File.WriteAllTextAsync(
            At(house, $"{name}.yaml"),
            """
            farm: farm
            time-zone: Asia/Shanghai
            coop: coop-1
            time: { text: "{t}" }
            readings:
              - { column: temp, quantity: temperature, place: x }
              - { column: water, quantity: water, place: x }
            """,
            cancellationToken);
        await RunAsync(house, cancellationToken, "import", "csv", At(house, $"{name}.csv"), "--map", At(house, $"{name}.yaml"), "--out", At(house, name));
    }

    private static Task<string> ReplayAsync(House house, CloudUnderTest cloud, CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(house, cancellationToken, ["replay", .. arguments, "--broker", Broker(cloud)]);

    private static Task<string> RecordAsync(
        House house, CloudUnderTest cloud, string name, CancellationToken cancellationToken, string from = "2026-03-01", string to = "2026-03-08") =>
        RunAsync(house, cancellationToken, "record", "--farm", "farm", "--url", cloud.Address.ToString(), "--from", from, "--to", to, "--out", At(house, name));

    private static Task<string> ShowAsync(House house, string name, CancellationToken cancellationToken) =>
        RunAsync(house, cancellationToken, "recording", "show", At(house, name));

    private static Task<string> RunAsync(House house, CancellationToken cancellationToken, params string[] arguments) => house.RunAsync(cancellationToken, arguments);

    private static async Task StoredAsync(CloudUnderTest cloud, string quantity, string place, int count, CancellationToken cancellationToken) =>
        await Eventually.TrueAsync(
            $"{count} readings are stored",
            async () => (await cloud.ValuesAsync("farm", Uri.EscapeDataString(Coop), quantity, place, Dawn.AddHours(-1), cancellationToken)).Count >= count,
            cancellationToken);

    private static async Task<int> CountAsync(CloudUnderTest cloud, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        using var answer = await http.GetAsync(new Uri("/api/farms/farm/readings?from=2026-03-01T00:00:00Z", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync(cancellationToken)).Count(character => character == '\n') : 0;
    }

    private static string Broker(CloudUnderTest cloud) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{cloud.MqttPort}");

    private static string At(House house, string name) => Path.Combine(house.Folder, name);

    private static string Hash(House house, string name) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(At(house, name), "readings.parquet"))));

    private static string MapOf(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "simulators", "maps", $"{name}.yaml"));
}
