using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>
/// The pages of a real farm as people have them: on the office's big screens and on a phone, in both languages. What a machine can
/// judge is asserted; a picture of each is left in <c>artifacts/pictures</c> for eyes.
/// </summary>
[CancelAfter(180_000)]
internal sealed class ScreensTests
{
    private static readonly string[] TileQuantities = ["temperature", "relative-humidity", "ammonia", "carbon-dioxide", "water", "activity"];

    private static readonly object[] Screens =
    [
        new object[] { 1920, 1080, "en" }, new object[] { 1920, 1080, "zh-CN" },
        new object[] { 3840, 2160, "en" }, new object[] { 3840, 2160, "zh-CN" },
        new object[] { 390, 844, "en" }, new object[] { 390, 844, "zh-CN" },
    ];

    private static readonly string[] Paths =
        [
            "", "coops/demo-farm/coop-1", "farms/demo-farm/alarms", "farms/demo-farm/alarm-statistics", "farms/demo-farm/rules", "farms/demo-farm/devices",
            "farms/demo-farm/reports", "farms/demo-farm/people", "nowhere",
        ];

    // Names of things, sources of rules and units are the same in every language.
    private const string Untranslated = """
        () => {
          const same = /“[^”]*”|Esc|Roost|demo-farm|agent-\d+|English|ppm|lx|kg|Pa|max|min|\bUTC\b/g;
          const texts = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (node.parentElement.closest('code, script, option[value], .source, .pack, .farm-name')) continue;
            texts.push(node.textContent);
          }
          for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
            for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
          texts.push(document.title);
          return [...new Set(texts.filter((text) => /[A-Za-z]{3,}/.test(text.replace(same, ''))))];
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("roost-screens-").FullName;
    private DemoUnderTest demo = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120), TimeProvider.System);
        demo = new DemoUnderTest(Path.Combine(folder, "data"), "--coops", "4");
        await demo.ReadyAsync(limit.Token);
        await Eventually.TrueAsync("every camera tells its activity", async () =>
        {
            for (var coop = 1; coop <= 4; coop++)
            {
                if (!(await demo.CoopAsync(coop, limit.Token))["latest"]!.AsArray().Any(latest => latest!["reading"]!["quantity"]!.ToString() == "activity"))
                {
                    return false;
                }
            }

            return true;
        }, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await demo.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [TestCaseSource(nameof(Screens))]
    public async Task The_wall_shows_six_quantities_of_each_coop(int width, int height, string language)
    {
        var page = await OpenAsync(width, height, language, "");
        await Assertions.Expect(page.Locator("[data-coop]")).ToHaveCountAsync(4);
        await ShownAsync(page, from coop in Enumerable.Range(1, 4)
                               from quantity in TileQuantities
                               select $"[data-coop=coop-{coop}] [data-quantity={quantity}] .value[data-value]");

        // The temperatures of the last two hours come with requests of their own; then their range stands below the line.
        await Assertions.Expect(page.Locator("[data-coop] .sparkline figcaption:not(:empty)")).ToHaveCountAsync(4);
        await JudgeAsync(page, "wall", width, language);
    }

    [TestCaseSource(nameof(Screens))]
    public async Task The_coop_page_shows_numbers_charts_and_the_camera(int width, int height, string language)
    {
        var page = await OpenAsync(width, height, language, "coops/demo-farm/coop-1");
        await ShownAsync(page, [.. TileQuantities.Select(quantity => $".live-values [data-quantity={quantity}] .value[data-value]"), "[data-chart] canvas"]);
        await page.WaitForFunctionAsync("() => document.querySelector('[data-camera] img')?.naturalWidth > 0");
        await JudgeAsync(page, "coop", width, language);
    }

    [Test, Combinatorial]
    public async Task Everybody_can_use_every_page([ValueSource(nameof(Paths))] string path, [Values("en", "zh-CN")] string language)
    {
        // Each page on a phone and on a desk, by light and in the dark.
        var phone = language == "en";
        var page = await OpenAsync(phone ? 390 : 1920, phone ? 844 : 1080, language, path);
        await ReadyAsync(page);
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.That(await Axe.FaultsAsync(page), Is.Empty, "in the dark");
    }

    [TestCaseSource(nameof(Paths))]
    public async Task No_text_is_left_in_another_language(string path)
    {
        var page = await OpenAsync(1920, 1080, "zh-CN", path);
        await ReadyAsync(page);
        try
        {
            // What is live comes a moment after the page.
            await page.WaitForFunctionAsync($"() => ({Untranslated})().length === 0");
        }
        catch (TimeoutException)
        {
            Assert.That(await page.EvaluateAsync<string[]>(Untranslated), Is.Empty);
            throw;
        }
    }

    [TestCase("farms/demo-farm/devices", "devices", 1920, "en")]
    [TestCase("farms/demo-farm/devices", "devices", 390, "zh-CN")]
    [TestCase("farms/demo-farm/alarm-statistics", "statistics", 1920, "zh-CN")]
    [TestCase("farms/demo-farm/alarms", "alarms", 1920, "en")]
    [TestCase("farms/demo-farm/rules", "rules", 390, "zh-CN")]
    public async Task The_other_pages_fit_their_screens(string path, string name, int width, string language)
    {
        var page = await OpenAsync(width, width > 390 ? 1080 : 844, language, path);
        await ReadyAsync(page);
        await JudgeAsync(page, name, width, language);
    }

    [Test]
    public async Task The_devices_page_tells_of_each_agent_its_link_spool_clock_and_ledger()
    {
        var page = await OpenAsync(1920, 1080, "en", "farms/demo-farm/devices");
        await Assertions.Expect(page.Locator("[data-agent]")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("[data-agent=agent-1]")).ToHaveAttributeAsync("data-connected", "true");
        await Assertions.Expect(page.Locator("[data-agent=agent-1] [data-ledger]")).ToContainTextAsync("up to batch");
        await Assertions.Expect(page.Locator("[data-agent=agent-1]")).ToContainTextAsync("Spool used");
        await Assertions.Expect(page.Locator("[data-coop-devices=coop-1] .health")).ToContainTextAsync("sensors read well");
    }

    [Test]
    public async Task A_phone_without_a_network_opens_with_what_was_last_known_and_says_how_old_it_is()
    {
        var page = await OpenAsync(390, 844, "en", "");
        await Assertions.Expect(page.Locator("[data-coop]")).ToHaveCountAsync(4, new() { Timeout = 30_000 });
        await Browser.WorkerAsync(page);
        await page.WaitForFunctionAsync("() => localStorage.getItem('roost.last-known') !== null");

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".connection-banner")).ToContainTextAsync("lost its connection");
        await Assertions.Expect(page.Locator("[data-coop=coop-1] [data-quantity=temperature] .value[data-value]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-coop=coop-1] [data-quantity=temperature]")).ToHaveAttributeAsync("data-state", "stale", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-coop=coop-1] [data-quantity=temperature] .note")).ToContainTextAsync("ago");

        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-coop=coop-1] [data-quantity=temperature]")).ToHaveAttributeAsync("data-state", "good", new() { Timeout = 30_000 });
    }

    [Test]
    public async Task The_keyboard_alone_leads_to_a_coop_and_through_its_past()
    {
        var page = await OpenAsync(1280, 800, "en", "coops/demo-farm/coop-1");
        await ReadyAsync(page);
        var earlier = page.Locator(".period-bar [aria-label=Earlier]");
        await earlier.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".period-bar [aria-label=Later]")).ToBeEnabledAsync();
        await page.Locator(".period-bar input").FocusAsync();
        var moment = await page.EvaluateAsync<string>("() => { const field = document.querySelector('.period-bar input'); return field.max.slice(0, 10) + 'T00:00'; }");
        await page.Locator(".period-bar input").FillAsync(moment);
        await Assertions.Expect(page.Locator(".past-bar")).ToBeVisibleAsync();
        await page.Locator(".past-bar .play").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".past-bar")).ToHaveAttributeAsync("data-playing", "true");
    }

    [Test]
    public async Task Another_language_is_chosen_at_once_and_for_the_next_time_too()
    {
        var page = await OpenAsync(390, 844, "en", "");
        var label = page.Locator("[data-coop=coop-1] [data-quantity=temperature] .name");
        await Assertions.Expect(label).ToHaveTextAsync("Temperature");

        await page.Locator("[data-language=zh-CN]").ClickAsync();
        await Assertions.Expect(label).ToHaveTextAsync("温度");
        await page.ReloadAsync();
        await Assertions.Expect(label).ToHaveTextAsync("温度");
        Assert.That(await page.EvaluateAsync<string>("() => document.documentElement.lang"), Is.EqualTo("zh-CN"));
    }

    private static async Task ReadyAsync(IPage page) => await page.WaitForFunctionAsync(
        "() => ['live', 'connecting'].includes(document.documentElement.dataset.connection) && document.querySelector('main').childElementCount > 0 && !document.querySelector('.busy')");

    private async Task<IPage> OpenAsync(int width, int height, string language, string path, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await Browser.OpenAsync(width, height, language, scheme);
        await page.GotoAsync(new Uri(demo.Address, path).ToString());
        return page;
    }

    // Asked for together: a question takes long on a screen of eight million dots that nobody draws in hardware.
    private static async Task ShownAsync(IPage page, IEnumerable<string> selectors)
    {
        const string Missing = "all => all.filter(one => !document.querySelector(one)?.checkVisibility())";
        string[] all = [.. selectors];
        try
        {
            await page.WaitForFunctionAsync($"all => ({Missing})(all).length === 0", all);
        }
        catch (TimeoutException)
        {
            Assert.That(await page.EvaluateAsync<string[]>(Missing, all), Is.Empty, "everything is on the screen");
        }
    }

    private static async Task JudgeAsync(IPage page, string name, int width, string language)
    {
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.connection === 'live' && !document.querySelector('.busy')");
        await Pictures.TakeAsync(page, $"{name}-{width}-{language}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.EvaluateAsync<string>("() => document.documentElement.lang"), Is.EqualTo(language));
            Assert.That(
                await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero,
                "nothing reaches beyond the screen's side");
            Assert.That(
                await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.value')].filter(value => value.scrollWidth > value.clientWidth + 1 && getComputedStyle(value).display !== 'inline').map(value => value.textContent)"),
                Is.Empty, "no number is cut off");
        }
    }
}
