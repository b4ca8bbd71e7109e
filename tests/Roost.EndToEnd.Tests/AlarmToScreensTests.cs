using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>An alarm's whole way with every part real: device server, agent, broker, cloud, the wall in the office and the phone in the yard.</summary>
[CancelAfter(180_000)]
internal sealed class AlarmToScreensTests
{
    private const string Rule = "ammonia-high-severe";
    private const string OnWall = $"[data-coop=coop-1] [data-alarm^='{Rule}/']";
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    [Test]
    public async Task A_register_over_its_limit_calls_on_the_wall_until_somebody_acknowledges_on_a_phone(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var port = await StartHouseAsync(house, cancellationToken);
        await ShortenAsync(house.Cloud, cancellationToken);
        await using var camera = new BareAgent("farm", "agent-1");
        await camera.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await camera.PreviewAsync("coop-1", "camera-1", (await House.PhotographAsync(1, cancellationToken))[0]);

        var wall = await Browser.OpenAsync(1920, 1080, scheme: ColorScheme.Dark);
        await wall.GotoAsync(house.Cloud.Address.ToString());
        await Assertions.Expect(wall.Locator("[data-coop=coop-1] [data-quantity=ammonia] .value")).ToHaveTextAsync("12.0");
        await Assertions.Expect(wall.Locator("[data-nobody-on-call]")).ToContainTextAsync("alarms page nobody");
        await Assertions.Expect(wall.Locator("[data-alarm-banner]")).ToHaveCountAsync(0);

        using var pen = await ModbusPen.ConnectAsync(port, cancellationToken);
        var watch = Stopwatch.StartNew();
        await pen.WriteAsync(0, 635, cancellationToken);
        await Assertions.Expect(wall.Locator($"[data-alarm-banner^='{Rule}/coop-1/front/']")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Measured: register over its limit to the banner on the wall {watch.Elapsed.TotalSeconds:0.0} s, of which {Delay.TotalSeconds:0} s are the rule's delay"));
        await Assertions.Expect(wall.Locator("[data-alarm-banner] .numbers")).ToHaveTextAsync("63.5\u00a0ppm, limit 50\u00a0ppm");
        await Assertions.Expect(wall.Locator(OnWall)).ToHaveAttributeAsync("data-life-cycle", "unacknowledged");
        Assert.That(await Axe.FaultsAsync(wall), Is.Empty, "the wall with its banner");

        var phone = await Browser.OpenAsync(390, 844);
        await phone.AddInitScriptAsync($"new MutationObserver(() => {{ window.hasShownId ||= document.body?.innerText.includes('{Rule}') ?? false; }}).observe(document, {{ subtree: true, childList: true, characterData: true }})");
        await phone.GotoAsync($"{house.Cloud.Address}farms/farm/alarms");
        var row = phone.Locator($".alarm-row[data-alarm^='{Rule}/']");
        await Assertions.Expect(row).ToBeVisibleAsync();
        Assert.That(await phone.EvaluateAsync<bool>("() => window.hasShownId"), Is.False, "what it is called is there with the alarm");
        await phone.Locator("input[name=name]").FillAsync("An Li");
        await phone.Locator("form.person button").TapAsync();
        await row.Locator("button.acknowledge").TapAsync();
        watch.Restart();
        await Assertions.Expect(wall.Locator(OnWall)).ToHaveAttributeAsync("data-life-cycle", "acknowledged");
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured: acknowledged on the phone to shown on the wall {watch.Elapsed.TotalSeconds:0.00} s"));

        await Assertions.Expect(wall.Locator(OnWall)).ToContainTextAsync("Acknowledged by An Li");
        await Assertions.Expect(wall.Locator("[data-alarm-banner]")).ToHaveCountAsync(0);
        await JudgeAlarmsAndRulesAsync(phone, house.Cloud, row);
    }

    [Test, Timed]
    public async Task A_register_over_its_limit_is_a_mail_within_five_seconds_and_the_rules_delay(CancellationToken cancellationToken)
    {
        await using var mails = await MailDrop.StartAsync(cancellationToken, isSlow: false);
        await using var house = await House.StartAsync(cancellationToken, [.. mails.Settings, "--Notify:HeartbeatEvery", "0"]);
        var port = await StartHouseAsync(house, cancellationToken);
        await ShortenAsync(house.Cloud, cancellationToken);
        await PutAsync(house.Cloud, "rules", new { rule = Rule, what = "off-delay", value = "0s", by = "An Li", why = "new sensors" }, cancellationToken);
        await CallAnAsync(house.Cloud, cancellationToken);
        await Eventually.TrueAsync("its air is known", async () =>
            (await house.Cloud.ValuesAsync("farm", "coop-1", "ammonia", "front", TimeProvider.System.GetUtcNow().AddMinutes(-5), cancellationToken)).Count > 0, cancellationToken);

        // Of an agent that has just come, what lay in its spool might still come: the first alarm waits for that, and is not what a farm waits for every day.
        using var pen = await ModbusPen.ConnectAsync(port, cancellationToken);
        await pen.WriteAsync(0, 635, cancellationToken);
        await MailsAsync(1, "of the first");
        await pen.WriteAsync(0, 120, cancellationToken);
        await MailsAsync(2, "that it is over");

        var watch = Stopwatch.StartNew();
        await pen.WriteAsync(0, 640, cancellationToken);
        await MailsAsync(3, "of the second");
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Measured: register over its limit to the mail {watch.Elapsed.TotalSeconds:0.0} s, of which {Delay.TotalSeconds:0} s are the rule's delay"));
        Assert.That(watch.Elapsed - Delay, Is.InRange(TimeSpan.Zero, TimeSpan.FromSeconds(5)));

        Task MailsAsync(int count, string what) => Eventually.TrueAsync($"there is a mail {what}", () => Task.FromResult(mails.Received.Count >= count), cancellationToken);
    }

    private static async Task<int> StartHouseAsync(House house, CancellationToken cancellationToken)
    {
        var (_, port) = await house.StartDeviceAsync(cancellationToken, "--set", "0=120");
        house.StartAgent(house.Configure("agent-1", $$"""
              - coop: coop-1
                devices:
                  - driver: modbus-tcp
                    host: 127.0.0.1
                    port: {{port}}
                    unit: 1
                    every: 250ms
                    timeout: 1s
                    readings:
                      - { quantity: ammonia, place: front, table: input, address: 0, type: int16, scale: 0.1 }
            """));
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        return port;
    }

    private static async Task CallAnAsync(CloudUnderTest cloud, CancellationToken cancellationToken)
    {
        await PutAsync(cloud, "people/an", new { id = "an", name = "An", contacts = new[] { new { name = "mail", channel = "mail", address = "an@farm.example" } } }, cancellationToken);
        var order = new
        {
            name = "all",
            severities = new[] { "critical", "warning" },
            hours = new[] { new { days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }, from = "00:00:00", to = "00:00:00" } },
            steps = new[] { new { person = "an", contact = "mail", wait = "01:00:00" } },
        };
        await PutAsync(cloud, "plan", new { version = 0, changedBy = "test", plan = new { pagesAnHour = 60, callOrders = new[] { order } } }, cancellationToken);
    }

    private static async Task JudgeAlarmsAndRulesAsync(IPage phone, CloudUnderTest cloud, ILocator row)
    {
        await row.Locator("a").TapAsync();
        await Assertions.Expect(phone.Locator("[data-evidence] .story")).ToBeVisibleAsync();
        var still = phone.Locator("[data-evidence] [data-still=camera-1]");
        await Assertions.Expect(still.Locator("figcaption")).ToContainTextAsync("when the alarm was raised");
        Assert.That(await still.Locator("img").EvaluateAsync<int>("async picture => { await picture.decode(); return picture.naturalWidth; }"), Is.Positive, "the picture is shown");
        Assert.That(await Axe.FaultsAsync(phone), Is.Empty, "the alarm with its evidence");

        foreach (var (width, language) in new[] { (390, "zh-CN"), (1920, "en") })
        {
            var page = await Browser.OpenAsync(width, width > 390 ? 1080 : 844, language);
            await page.GotoAsync(phone.Url);
            await page.Locator("[data-still=camera-1]").EvaluateAsync("figure => figure.scrollIntoView({ block: 'center' })");
            await Pictures.TakeAsync(page, $"evidence-still-{width}-{language}");
        }

        await phone.GotoAsync($"{cloud.Address}farms/farm/rules");
        var rule = phone.Locator($"[data-rule={Rule}]");
        await rule.Locator("> button").TapAsync();
        await rule.Locator("input").First.FillAsync("70");
        await rule.Locator(".back-test > button").TapAsync();
        await Assertions.Expect(rule.Locator("[data-back-test] [data-lost]")).ToHaveTextAsync("1");
        Assert.That(await Axe.FaultsAsync(phone), Is.Empty, "a rule with its back-test");
    }

    // As a farm would that trusts its sensors: the shipped delay is a quarter of an hour.
    private static Task ShortenAsync(CloudUnderTest cloud, CancellationToken cancellationToken) =>
        PutAsync(cloud, "rules", new { rule = Rule, what = "on-delay", value = $"{Delay.TotalSeconds:0}s", by = "An Li", why = "new sensors" }, cancellationToken);

    private static async Task PutAsync(CloudUnderTest cloud, string path, object body, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        using var answer = await http.PutAsJsonAsync($"/api/farms/farm/{path}", body, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
