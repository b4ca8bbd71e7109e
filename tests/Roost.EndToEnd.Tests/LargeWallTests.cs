using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>What the wall costs: to load, and to show sixty coops of twenty values each, twice a second, for as long as the office is open.</summary>
[CancelAfter(240_000), NonParallelizable]
internal sealed class LargeWallTests
{
    private const int Coops = 60;
    private const int MostBytes = 120_000;
    private const double MostCore = 0.10;
    private const double MostGrowth = 1.15;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(45);

    private House house = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        house = await House.StartAsync(limit.Token);
        house.Keep(RealProcess.StartRoost(
            "Roost.Simulators", "fleet", "--broker", $"127.0.0.1:{house.Cloud.MqttPort}", "--farm", "farm", "--coops", $"{Coops}", "--agents", "6", "--readings", "20", "--every", "500ms"));
        await Eventually.TrueAsync(
            "every coop is there", async () => (await house.Cloud.GetAsync("/api/farms", limit.Token))!.AsArray().Sum(farm => farm!["coops"]!.AsArray().Count) == Coops, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await house.DisposeAsync();

    [Test]
    public async Task The_first_load_is_light()
    {
        var page = await Browser.OpenAsync(390, 844);
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        Dictionary<string, double> bytes = [];
        HashSet<string> wanted = [];
        session.Event("Network.responseReceived").OnEvent += (_, told) =>
        {
            if (told!.Value.GetProperty("type").GetString() is "Script" or "Stylesheet")
            {
                wanted.Add(told.Value.GetProperty("requestId").GetString()!);
            }
        };
        session.Event("Network.loadingFinished").OnEvent += (_, told) =>
            bytes[told!.Value.GetProperty("requestId").GetString()!] = told.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(house.Cloud.Address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        await Assertions.Expect(page.Locator("[data-coop] .value[data-value]").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        var sum = bytes.Where(one => wanted.Contains(one.Key)).Sum(one => one.Value);
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured: first load of the wall {sum / 1000:0.0} kB of compressed script and style"));
        Assert.That(sum, Is.InRange(1, MostBytes));
    }

    [Test]
    public async Task Sixty_coops_cost_little_and_leave_nothing_behind()
    {
        var page = await Browser.OpenAsync(1920, 1080, scheme: ColorScheme.Dark);
        await page.GotoAsync(house.Cloud.Address.ToString());
        await Assertions.Expect(page.Locator(".page-turner")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await page.WaitForTimeoutAsync((float)Settling.TotalMilliseconds);

        var before = await MetricsAsync(session);
        await page.WaitForTimeoutAsync((float)Watched.TotalMilliseconds);
        var after = await MetricsAsync(session);

        var core = (after["TaskDuration"] - before["TaskDuration"]) / Watched.TotalSeconds;
        var growth = after["JSHeapUsedSize"] / before["JSHeapUsedSize"];
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Measured: {Coops} coops, 20 values, every 500 ms: {100 * core:0.0} % of a core in the page's main thread, heap {before["JSHeapUsedSize"] / 1e6:0.0} to {after["JSHeapUsedSize"] / 1e6:0.0} MB and {before["Nodes"]:0} to {after["Nodes"]:0} nodes in {Watched.TotalSeconds:0} s"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(core, Is.LessThan(MostCore));
            Assert.That(growth, Is.LessThan(MostGrowth));
        }
    }

    [Test]
    public async Task A_large_wall_turns_its_pages_by_itself_until_somebody_holds_one()
    {
        var page = await Browser.OpenAsync(1920, 1080);
        await page.GotoAsync(house.Cloud.Address.ToString());
        var turner = page.Locator(".page-turner");
        await Assertions.Expect(turner).ToHaveAttributeAsync("data-page", "1", new() { Timeout = 30_000 });
        var first = await page.Locator("[data-coop]").First.GetAttributeAsync("data-coop");
        Assert.That(await page.EvaluateAsync<bool>("() => document.querySelector('main').scrollHeight <= document.querySelector('main').clientHeight"), Is.True, "nothing needs scrolling");

        await Assertions.Expect(turner).ToHaveAttributeAsync("data-page", "2", new() { Timeout = 25_000 });
        Assert.That(await page.Locator("[data-coop]").First.GetAttributeAsync("data-coop"), Is.Not.EqualTo(first));

        await turner.Locator("button >> nth=1").ClickAsync();
        await Assertions.Expect(turner).ToHaveAttributeAsync("data-page", "1");
        await Assertions.Expect(turner.Locator("[aria-pressed=true]")).ToHaveTextAsync("Turn pages");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
    }

    [Test]
    public async Task Each_of_sixty_tiles_has_the_birds_weight_beside_the_standard(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = house.Cloud.Address };
        var farm = (await house.Cloud.GetAsync("/api/farms", cancellationToken))!.AsArray().Single()!;
        var path = $"/api/farms/{farm["farm"]}";
        var placedOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-24);
        foreach (var coop in farm["coops"]!.AsArray().Select(coop => coop!.ToString()))
        {
            using var placed = await http.PutAsJsonAsync($"{path}/flocks/{coop}-flock", new { placement = new { coop, breed = "Ross 308", birds = 20_000, placedOn }, by = "An" }, cancellationToken);
            Assert.That(placed.IsSuccessStatusCode, Is.True, await placed.Content.ReadAsStringAsync(cancellationToken));
        }

        var watch = Stopwatch.StartNew();
        var weights = (await house.Cloud.GetAsync($"{path}/weights", cancellationToken))!.AsArray();
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured: the weights of {weights.Count} flocks in {watch.Elapsed.TotalMilliseconds:0} ms"));
        Assert.That(weights, Has.Count.EqualTo(Coops));
        foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (390, 844) })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var page = await Browser.OpenAsync(width, height, language);
                await page.GotoAsync(house.Cloud.Address.ToString());
                await Assertions.Expect(page.Locator(".tile-weight").First).ToContainTextAsync(language == "en" ? "% of standard" : "标准的", new() { Timeout = 30_000 });
                await Pictures.TakeAsync(page, $"wall-weights-{width}-{language}");
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(await page.Locator("[data-coop]:not(:has(.tile-weight))").CountAsync(), Is.Zero, "every tile has it");
                    Assert.That(await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.tile')].filter(tile => tile.scrollHeight > tile.clientHeight + 1).length"), Is.Zero, "it fits into its tile");
                    Assert.That(await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.tile-weight, .tile-weight .share')].filter(line => line.scrollWidth > line.clientWidth + 1).length"), Is.Zero, "it is whole");
                }

                await page.Context.CloseAsync();
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> MetricsAsync(ICDPSession session)
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        var told = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return told.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetDouble(), StringComparer.Ordinal);
    }
}
