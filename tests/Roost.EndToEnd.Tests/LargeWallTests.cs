using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>The wall of a large farm: light to load, and page after page.</summary>
[CancelAfter(240_000)]
internal sealed class LargeWallTests
{
    private const int MostBytes = 120_000;

    private House house = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        house = await LargeFarm.StartAsync(limit.Token);
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
        Assert.That(weights, Has.Count.EqualTo(LargeFarm.Coops));
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
}
