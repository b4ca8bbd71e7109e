using Microsoft.Playwright;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A coop's page as somebody uses it who wants to know what was: six hours of readings a minute apart, with an hour of bad air in them.</summary>
[CancelAfter(120_000)]
internal sealed class CoopPastTests
{
    private const int Hours = 6;
    private const double GoodPpm = 12;
    private const double BadPpm = 63.5;
    private const double NeighboursPpm = 8;

    /// <summary>Of a farm that has none of its own.</summary>
    private const string FarmZone = "Asia/Shanghai";

    private const string Camera = "camera-1";

    private static readonly DateTimeOffset End = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>In the bad hour, and some minutes before the moment that tests go to.</summary>
    private static readonly DateTimeOffset BadPicture = End.AddHours(-2.5).AddMinutes(-4);

    private IReadOnlyList<byte[]> pictures = null!;
    private House house = null!;
    private BareAgent agent = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        house = await House.StartAsync(limit.Token);
        pictures = await House.PhotographAsync(3, limit.Token);
        agent = new("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, limit.Token);
        await agent.BearAsync("coop-1", "ammonia/front", "temperature/front", "temperature/rear", "temperature-set-point/house", "fan-speed/house");
        for (var minute = 0; minute <= Hours * 60; minute++)
        {
            var at = End.AddMinutes(minute - (Hours * 60));
            await agent.SendAsync("coop-1", (ulong)minute + 1,
                (0, at, IsBad(minute) ? BadPpm : GoodPpm, Quality.Good, null), (1, at, 24.5, Quality.Good, null), (2, at, 25.5, Quality.Good, null),
                (3, at, 24, Quality.Good, null), (4, at, IsBad(minute) ? 0 : 40, Quality.Good, null));
        }

        var neighbour = house.Keep(new BareAgent("farm", "agent-2"));
        await neighbour.ConnectAsync(house.Cloud.MqttPort, limit.Token);
        await neighbour.BearAsync("coop-2", "ammonia/front");
        for (var minute = 0; minute <= Hours * 60; minute++)
        {
            await neighbour.SendAsync("coop-2", (ulong)minute + 1, (0, End.AddMinutes(minute - (Hours * 60)), NeighboursPpm, Quality.Good, null));
        }

        await Eventually.TrueAsync("all is stored", async () =>
            (await house.Cloud.ValuesAsync("farm", "coop-1", "ammonia", "front", End.AddHours(-Hours - 1), limit.Token)).Count > Hours * 60, limit.Token);
        await Eventually.TrueAsync("all of the neighbour is stored", async () =>
            (await house.Cloud.ValuesAsync("farm", "coop-2", "ammonia", "front", End.AddHours(-Hours - 1), limit.Token)).Count > Hours * 60, limit.Token);
        await KeptStills.PutAsync(house, "coop-1", Camera, BadPicture.AddMinutes(-5), pictures[0], limit.Token);
        await KeptStills.PutAsync(house, "coop-1", Camera, BadPicture, pictures[1], limit.Token);
        await agent.PreviewAsync("coop-1", Camera, pictures[2]);
        await Eventually.TrueAsync("the bad hour is an alarm", async () =>
            (await house.Cloud.GetAsync("/api/farms/farm/alarms?rule=ammonia-high-severe", limit.Token))!["alarms"]!.AsArray().Count > 0, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await agent.DisposeAsync();
        await house.DisposeAsync();
    }

    [Test]
    public async Task A_moment_of_the_past_is_shown_with_its_values_machines_and_alarms_until_somebody_comes_back()
    {
        var page = await OpenAsync(1920);
        await Assertions.Expect(page.Locator("[data-plan-place=front] [data-plan-quantity=ammonia] .value")).ToHaveTextAsync("12.0");
        await Assertions.Expect(page.Locator(".past-bar")).ToHaveCountAsync(0);

        await GoToAsync(page, End.AddHours(-2.5));
        await Assertions.Expect(page.Locator(".past-bar")).ToContainTextAsync("You look at the past");
        await Assertions.Expect(page.Locator("[data-plan-place=front] [data-plan-quantity=ammonia] .value")).ToHaveTextAsync("63.5");
        await Assertions.Expect(page.Locator(".live-values [data-quantity=ammonia] .value")).ToHaveTextAsync("63.5");
        await Assertions.Expect(page.Locator(".live-values [data-quantity=ammonia]")).ToHaveAttributeAsync("data-state", "good");
        await Assertions.Expect(page.Locator("[data-machine=fan-speed]")).ToHaveAttributeAsync("data-running", "false");
        await Assertions.Expect(page.Locator(".coop-alarms [data-alarm^='ammonia-high-severe/']")).ToBeVisibleAsync();
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await Pictures.TakeAsync(page, "coop-past-1920-en");

        await page.Locator(".to-now").ClickAsync();
        await Assertions.Expect(page.Locator(".past-bar")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-plan-place=front] [data-plan-quantity=ammonia] .value")).ToHaveTextAsync("12.0");
    }

    [TestCase(1920, "en")]
    [TestCase(390, "zh-CN")]
    public async Task The_picture_of_a_moment_of_the_past_is_the_last_before_it_with_its_own_time(int width, string language)
    {
        var page = await OpenAsync(width, language);
        var live = page.Locator($"[data-camera={Camera}] img");
        await Assertions.Expect(live).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("/preview"));

        await GoToAsync(page, End.AddHours(-2.5));
        var shown = page.Locator($"[data-camera={Camera}][data-taken-at='{BadPicture:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}']");
        await Assertions.Expect(shown.Locator("figcaption time")).ToContainTextAsync(TimeIn(FarmZone, BadPicture));
        await Assertions.Expect(shown.Locator("figcaption")).ToContainTextAsync(language == "en" ? "min earlier" : "早");
        await shown.EvaluateAsync("figure => figure.scrollIntoView({ block: 'center' })");
        Assert.That(await BytesAsync(page, shown), Is.EqualTo(pictures[1]));
        Assert.That(await shown.Locator("img").EvaluateAsync<int>("async picture => { await picture.decode(); return picture.naturalWidth; }"), Is.Positive);
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await Pictures.TakeAsync(page, $"coop-past-camera-{width}-{language}");

        await GoToAsync(page, End.AddHours(-5));
        await Assertions.Expect(page.Locator($"[data-camera={Camera}][data-state=absent]")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, $"coop-past-no-picture-{width}-{language}");
        await page.Locator(".to-now").ClickAsync();
        await Assertions.Expect(live).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("/preview"));
    }

    [Test]
    public async Task A_recording_has_the_pictures_of_its_time(CancellationToken cancellationToken)
    {
        var recording = Path.Combine(house.Folder, "recording");
        await house.RunAsync(cancellationToken, "record", "--farm", "farm", "--url", house.Cloud.Address.ToString(),
            "--from", BadPicture.ToString("O"), "--to", End.AddHours(-1).ToString("O"), "--out", recording);
        var shown = await house.RunAsync(cancellationToken, "recording", "show", recording);

        var name = $"still~coop-1~{Camera}~{BadPicture:yyyyMMdd'T'HHmmssfff'Z'}.jpg";
        Assert.That(Directory.GetFiles(recording, "*.jpg").Select(Path.GetFileName), Is.EqualTo(new[] { name }), "the one before and the one after are not of it");
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(recording, name), cancellationToken), Is.EqualTo(pictures[1]));
        Assert.That(shown, Does.Contain($"stills: 1 in {name}"));
    }

    [Test]
    public async Task The_past_plays_faster_than_it_was()
    {
        var page = await OpenAsync(1280);
        await GoToAsync(page, End.AddHours(-4));
        await Assertions.Expect(page.Locator(".live-values [data-quantity=ammonia] .value")).ToHaveTextAsync("12.0");
        await page.Locator(".past-bar select").SelectOptionAsync("600");
        await page.Locator(".past-bar .play").ClickAsync();

        await Assertions.Expect(page.Locator(".live-values [data-quantity=ammonia] .value")).ToHaveTextAsync("63.5", new() { Timeout = 20_000 });
        await page.Locator(".past-bar .play").ClickAsync();
        await Assertions.Expect(page.Locator(".past-bar")).ToHaveAttributeAsync("data-playing", "false");
    }

    [Test]
    public async Task Charts_are_zoomed_by_dragging_moved_pressed_and_taken_back()
    {
        var page = await OpenAsync(1280);
        var chart = page.Locator("[data-chart=ammonia] .u-over");
        await chart.ScrollIntoViewIfNeededAsync();
        var whole = await SpanAsync(page);
        await DragAsync(page, chart, 0.8f, 0.9f);
        var near = await SpanAsync(page);
        Assert.That(near.To - near.From, Is.EqualTo((whole.To - whole.From) / 10).Within((whole.To - whole.From) / 50));

        await page.Locator(".period-bar [aria-label=Earlier]").ClickAsync();
        Assert.That((await SpanAsync(page)).From, Is.EqualTo(near.From - ((near.To - near.From) / 2)).Within(1));
        await page.Locator(".period-bar >> text=Back").ClickAsync();
        Assert.That(await SpanAsync(page), Is.EqualTo(near));
        await page.Locator(".period-bar >> text=Back").ClickAsync();
        Assert.That((await SpanAsync(page)).To - (await SpanAsync(page)).From, Is.EqualTo(whole.To - whole.From));

        await chart.ClickAsync();
        await Assertions.Expect(page.Locator(".past-bar")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Another_coop_stands_beside_this_one_in_the_charts()
    {
        var page = await OpenAsync(1920);
        var legend = page.Locator("[data-chart=ammonia] .legend");
        await Assertions.Expect(page.Locator("[data-chart=ammonia]")).ToHaveAttributeAsync("data-state", "ready");
        await Assertions.Expect(legend).Not.ToContainTextAsync("Coop 2");

        await page.Locator("[name=compare]").SelectOptionAsync("coop-2");
        await Assertions.Expect(legend).ToContainTextAsync("Coop 2");
        var chart = page.Locator("[data-chart=ammonia] .u-over");
        await chart.ScrollIntoViewIfNeededAsync();
        var box = (await chart.BoundingBoxAsync())!;
        await chart.HoverAsync(new() { Position = new() { X = box.Width * 0.95f, Y = box.Height / 2 } });
        await Assertions.Expect(legend.Locator("li", new() { HasText = "Coop 2" }).Locator("b")).ToHaveTextAsync("8.0");
        await Pictures.TakeAsync(page, "coop-compared-1920-en");
        await page.Locator("[name=compare]").SelectOptionAsync("");
        await Assertions.Expect(legend).Not.ToContainTextAsync("Coop 2");
    }

    [TestCase("42 days")]
    [TestCase("Week")]
    public async Task A_longer_time_is_a_press_away(string name)
    {
        var page = await OpenAsync(390);
        await page.Locator($".period-bar >> text={name}").TapAsync();
        await Assertions.Expect(page.Locator("[data-chart=ammonia]")).ToHaveAttributeAsync("data-state", "ready");
        await Assertions.Expect(page.Locator("[data-chart=ammonia]")).ToHaveAttributeAsync("aria-label", "NH₃ in the time shown: lowest 12.0, highest 63.5, ppm");
    }

    [TestCase(1920)]
    [TestCase(390)]
    public async Task The_statistics_tell_how_often_each_rule_called(int width)
    {
        var page = await Browser.OpenAsync(width, width > 390 ? 1080 : 844);
        await page.GotoAsync($"{house.Cloud.Address}farms/farm/alarm-statistics");
        await Assertions.Expect(page.Locator("[data-statistics=ammonia-high-severe] td >> nth=1")).ToHaveTextAsync("1");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await Pictures.TakeAsync(page, $"statistics-data-{width}-en");
    }

    private static bool IsBad(int minute) => minute is >= (Hours - 3) * 60 and < (Hours - 2) * 60;

    private static string TimeIn(string zone, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(time, zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<byte[]> BytesAsync(IPage page, ILocator figure) =>
        await (await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), await figure.Locator("img").GetAttributeAsync("src")).ToString())).BodyAsync();

    private async Task<IPage> OpenAsync(int width, string language = "en")
    {
        var page = await Browser.OpenAsync(width, width > 390 ? 1080 : 844, language);
        await page.GotoAsync($"{house.Cloud.Address}coops/farm/coop-1");
        await Assertions.Expect(page.Locator("[data-chart=ammonia]")).ToHaveAttributeAsync("data-state", "ready");
        return page;
    }

    private static Task GoToAsync(IPage page, DateTimeOffset moment) => page.Locator(".period-bar input").FillAsync(
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(moment, FarmZone).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<(double From, double To)> SpanAsync(IPage page)
    {
        var span = await page.EvaluateAsync<double[]>("() => { const { from, to } = document.querySelector('.period-bar .span').dataset; return [Number(from), Number(to)]; }");
        return (span[0], span[1]);
    }

    private static async Task DragAsync(IPage page, ILocator chart, float from, float to)
    {
        var box = (await chart.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * from), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * to), box.Y + (box.Height / 2), new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }
}
