using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A limit over the birds' age is changed by its points: with the mouse, the thumb, and the keyboard alone.</summary>
[CancelAfter(180_000)]
internal sealed class RuleCurveTests
{
    private const string Rule = "temperature-low";
    private const string Shipped = "-2 at day 0, -2 at day 7, -4 at day 14";
    private const int SlackPixels = 3;

    private House house = null!;
    private BareAgent agent = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120), TimeProvider.System);
        house = await House.StartAsync(limit.Token);
        agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, limit.Token);
        await agent.BearAsync("coop-1", "temperature/front", "flock-day/house");
        var now = TimeProvider.System.GetUtcNow();
        await agent.SendAsync("coop-1", 1, (0, now, 27, Quality.Good, null), (1, now, 23, Quality.Good, null));
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", limit.Token), limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await agent.DisposeAsync();
        await house.DisposeAsync();
    }

    [Test]
    public async Task A_point_dragged_with_the_mouse_is_judged_saved_and_in_force(CancellationToken cancellationToken)
    {
        var page = await Browser.OpenAsync(1280, 900);
        var rule = await OpenAsync(page);
        await page.Locator("input[name=name]").FillAsync("An Li");
        await page.Locator("form.person button").ClickAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.Locator(".rules > header select").SelectOptionAsync("coop-1"), answer => answer.Url.EndsWith("/rules?coop=coop-1", StringComparison.Ordinal));
        await rule.Locator("> button").ClickAsync();
        var text = rule.Locator("label.wide input").First;
        await Assertions.Expect(text).ToHaveValueAsync(Shipped);
        await Assertions.Expect(rule.Locator(".today-word")).ToHaveTextAsync("today, day 23");

        await DragAsync(page, rule, 2, -0.6);
        await Assertions.Expect(text).ToHaveValueAsync("-2 at day 0, -2 at day 7, -0.6 at day 14");
        await rule.Locator("button.primary").ClickAsync();
        await Assertions.Expect(rule.Locator(".findings")).ToContainTextAsync("less than a degree from the set-point");
        await PictureAsync(page, rule, "rule-curve-warned-1280-en");

        await DragAsync(page, rule, 2, -5.2);
        await Assertions.Expect(text).ToHaveValueAsync("-2 at day 0, -2 at day 7, -5.2 at day 14");
        await Assertions.Expect(rule.Locator(".findings")).ToBeEmptyAsync();
        await Assertions.Expect(rule.Locator(".said")).ToHaveTextAsync("day 14: -5.2\u00a0°C");
        await rule.Locator("button.primary").ClickAsync();
        await Assertions.Expect(rule.Locator(".findings")).ToContainTextAsync("Nothing speaks against it");
        await rule.Locator("label.wide input").Last.FillAsync("feathered well");
        await rule.Locator("button.primary").ClickAsync();
        await Assertions.Expect(rule).ToContainTextAsync("Changed here");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await InForceAsync("?coop=coop-1", cancellationToken), Is.EqualTo("0:-2 7:-2 14:-5.2"));
            Assert.That(await InForceAsync("", cancellationToken), Is.EqualTo("0:-2 7:-2 14:-4"), "the other coops keep theirs");
        }

        await rule.Locator("> button").ClickAsync();
        await Assertions.Expect(rule.Locator(".limit-chart .legend li")).ToHaveTextAsync(["New", "Alarm ends", "In force", "As shipped"]);
        await PictureAsync(page, rule, "rule-curve-1280-en");
    }

    [Test]
    public async Task The_text_and_the_points_are_two_ways_to_the_same_limit()
    {
        var page = await Browser.OpenAsync(1920, 1080, scheme: ColorScheme.Dark);
        var rule = await OpenAsync(page);
        await rule.Locator("> button").ClickAsync();
        var text = rule.Locator("label.wide input").First;
        var points = rule.Locator("[role=slider]");

        await text.FillAsync("-3");
        await Assertions.Expect(points).ToHaveCountAsync(1);
        await Assertions.Expect(points).ToHaveAttributeAsync("aria-valuetext", "every day: -3.0\u00a0°C");
        await PictureAsync(page, rule, "rule-curve-constant-1920-en-dark");
        await text.FillAsync("-3 at day 9, -4 at day");
        await Assertions.Expect(points).ToHaveCountAsync(0);
        await Assertions.Expect(rule.Locator(".plot [role=status]")).ToContainTextAsync("youngest first");
        await text.FillAsync("-3 at day 9, -4 at day 20");
        await Assertions.Expect(points).ToHaveCountAsync(2);

        var (left, right) = (await CenterAsync(points.First), await CenterAsync(points.Last));
        await page.Mouse.DblClickAsync((left.X + right.X) / 2, (left.Y + right.Y) / 2);
        await Assertions.Expect(text).ToHaveValueAsync(new Regex("^-3 at day 9, -3\\.[456] at day 1[45], -4 at day 20$"));

        // Far beyond its neighbours: it stops a day before.
        await page.Mouse.MoveAsync((left.X + right.X) / 2, (left.Y + right.Y) / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(right.X + 300, right.Y, new() { Steps = 5 });
        await Assertions.Expect(points.Nth(1)).ToHaveAttributeAsync("aria-valuetext", new Regex("^day 19: "));
        await PictureAsync(page, rule, "rule-curve-1920-en-dark");
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        await Assertions.Expect(points.Nth(1)).ToHaveAttributeAsync("aria-valuetext", new Regex("^day 1[45]: "));
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
    }

    [Test]
    public async Task The_keyboard_alone_draws_a_limit_on_a_phone()
    {
        var page = await Browser.OpenAsync(390, 844, "zh-CN");
        var rule = await OpenAsync(page);
        await rule.Locator("> button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var text = rule.Locator("label.wide input").First;
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        var point = page.Locator(":focus");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-label", "限值，第 3 点，共 3 点");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-valuetext", "14日龄：-4.0\u00a0°C");

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-valuetext", "22日龄：-4.6\u00a0°C");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(text).ToHaveValueAsync("-2 at day 0, -4.6 at day 22");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-label", "限值，第 1 点，共 2 点");

        await rule.Locator(".limit-chart .points button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveValueAsync("-2 at day 0, -4.6 at day 22, -4.6 at day 39");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-valuetext", "39日龄：-4.6\u00a0°C");
        await JudgeAsync(page, rule);
    }

    // The browser itself gives a touch up that a page does not answer in time.
    [Test, Timed]
    public async Task A_thumb_drags_a_point_and_the_page_stays()
    {
        var page = await Browser.OpenAsync(390, 844);
        var rule = await OpenAsync(page);
        await rule.Locator("> button").TapAsync();
        await rule.Locator(".limit-chart").EvaluateAsync("figure => figure.scrollIntoView({ block: 'center' })");
        var point = rule.Locator("[data-point='1']");
        var (x, y) = await CenterAsync(point);
        var scrolled = await page.EvaluateAsync<double>("() => scrollY");

        var touch = await page.Context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, params object[] fingers) => touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = fingers });
        await TouchAsync("touchStart", new { x = x + 4, y = y + 4 });
        for (var step = 1; step <= 10; step++)
        {
            await TouchAsync("touchMove", new { x = x + 4, y = y + 4 + (6 * step) });
        }

        await Assertions.Expect(rule.Locator("svg[data-held=true]")).ToHaveCountAsync(1);
        await Pictures.TakeAsync(page, "rule-curve-thumb-390-en");
        await TouchAsync("touchEnd");

        await Assertions.Expect(rule.Locator("label.wide input").First).ToHaveValueAsync(new Regex("^-2 at day 0, -[3-5](\\.[0-9])? at day 7, -4 at day 14$"));
        Assert.That(await page.EvaluateAsync<double>("() => scrollY"), Is.EqualTo(scrolled), "the page was not scrolled");
    }

    private async Task<ILocator> OpenAsync(IPage page)
    {
        await page.GotoAsync($"{house.Cloud.Address}farms/farm/rules");
        var rule = page.Locator($"[data-rule={Rule}]");
        await Assertions.Expect(rule).ToBeVisibleAsync();
        return rule;
    }

    // By the axis's own ends, so that the test knows where a value is.
    private static async Task DragAsync(IPage page, ILocator rule, int index, double value)
    {
        var point = rule.Locator($"[data-point='{index}']");
        await point.ScrollIntoViewIfNeededAsync();
        var (x, y) = await CenterAsync(point);
        var scale = await rule.Locator(".limit-chart").EvaluateAsync<double>("""
            figure => {
              const point = figure.querySelector('[role=slider]');
              const lines = [...figure.querySelectorAll('.grid')].map((line) => line.getBoundingClientRect()).filter(({ height }) => height < 1).map(({ y }) => y);
              return (Math.max(...lines) - Math.min(...lines)) / (point.ariaValueMax - point.ariaValueMin);
            }
            """);
        var from = double.Parse((await point.GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture);
        var down = (from - value) * scale;
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, (float)(y + down + (Math.Sign(down) * SlackPixels)), new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static async Task<(float X, float Y)> CenterAsync(ILocator point)
    {
        var box = (await point.Locator(".dot").BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private async Task<string> InForceAsync(string query, CancellationToken cancellationToken)
    {
        var rules = (await house.Cloud.GetAsync($"/api/farms/farm/rules{query}", cancellationToken))!["rules"]!.AsArray();
        var points = rules.Single(rule => (string)rule!["name"]! == Rule)!["limits"]![0]!["inForce"]!.AsArray();
        return string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{(double)point!["ageDays"]!}:{(double)point["value"]!}")));
    }

    private static async Task JudgeAsync(IPage page, ILocator rule)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Axe.FaultsAsync(page), Is.Empty);
            Assert.That(
                await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero,
                "nothing reaches beyond the screen's side");
            Assert.That(
                await rule.Locator(".target").EvaluateAllAsync<double>("targets => Math.min(...targets.map((target) => target.getBoundingClientRect().width))"),
                Is.GreaterThanOrEqualTo(44), "big enough for a thumb, CSS pixels");
        }

        await PictureAsync(page, rule, "rule-curve-390-zh-CN");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.That(await Axe.FaultsAsync(page), Is.Empty, "in the dark");
        await Pictures.TakeAsync(page, "rule-curve-390-zh-CN-dark");
    }

    private static async Task PictureAsync(IPage page, ILocator rule, string name)
    {
        await rule.Locator(".limit-chart").EvaluateAsync("figure => figure.scrollIntoView({ block: 'center' })");
        await Pictures.TakeAsync(page, name);
    }
}
