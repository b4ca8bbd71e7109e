using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A farmer who reads Chinese alone looks how the week was.</summary>
[CancelAfter(180_000)]
internal sealed partial class ReportsTests
{
    private const string Flock = "/api/farms/farm/flocks/flock-1";

    [Test]
    public async Task The_weekly_report_is_read_in_Chinese_on_a_phone(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);

        var phone = await Browser.OpenAsync(390, 844, "zh-CN");
        await phone.GotoAsync($"{house.Cloud.Address}farms/farm/reports");
        await Assertions.Expect(phone.Locator(".state-message h1")).ToHaveTextAsync("还没有报告");
        await JudgeAsync(phone, "reports-none-390-zh-CN");

        var sunday = await WriteFlockAsync(house.Cloud, cancellationToken);
        await phone.ReloadAsync();
        await phone.Locator("[data-kind=weekly]").TapAsync();
        await phone.Locator(".report-list a").First.TapAsync();
        await Assertions.Expect(phone.Locator(".report-view h2")).ToContainTextAsync($"{sunday.Month}月{sunday.Day}日");
        var paper = phone.FrameLocator(".paper");
        await Assertions.Expect(paper.Locator("h1")).ToContainTextAsync("周报");
        var text = await paper.Locator("body").InnerTextAsync();
        var heads = await paper.Locator("[data-head]").EvaluateAllAsync<string[]>("cells => [...new Set(cells.map(cell => cell.dataset.head))]");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("1号舍").And.Contain("1,234 ("), "the weight that was written down, beside the standard's");
            Assert.That(text, Does.Contain("19,970"), "the birds that live");
            Assert.That(heads, Does.Contain("体重（标准），g").And.Contain("死淘，%").And.Contain("只均饮水，mL"), "each number's unit");
            Assert.That(English().Matches(text.Replace("Ross", "", StringComparison.Ordinal)).Select(match => match.Value).Except(["farm"]), Is.Empty, "but for the names of the breed and the farm");
            Assert.That(await paper.Locator("html").EvaluateAsync<int>("page => page.scrollWidth - page.clientWidth"), Is.Zero, "nothing reaches beyond the paper's side");
        }

        await JudgeAsync(phone, "report-390-zh-CN");
        await phone.Locator("[data-send-again]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-sending=nobody]")).ToContainTextAsync("还没有指定报告的收件人");
        await TakeAwayAsync(phone, house.Cloud, cancellationToken);
    }

    [Test]
    public async Task A_report_that_cannot_be_read_says_what_to_do(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        await WriteFlockAsync(house.Cloud, cancellationToken);
        foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160) })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var desk = await Browser.OpenAsync(width, height, language);
                await desk.GotoAsync($"{house.Cloud.Address}farms/farm/reports");
                await desk.Locator(".report-list a").First.ClickAsync();
                await Assertions.Expect(desk.FrameLocator(".paper").Locator("h1")).ToBeVisibleAsync();
                await JudgeAsync(desk, $"report-{width}-{language}");
            }
        }

        var page = await Browser.OpenAsync(1920, 1080, "zh-CN");
        await page.RouteAsync("**/reports/weekly?*", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"detail":"The disk is away."}""" }));
        await page.GotoAsync($"{house.Cloud.Address}farms/farm/reports");
        await page.Locator(".report-list a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".report-view .state-message")).ToContainTextAsync("测量数据暂时无法读取");
    }

    // Three weeks old: two whole weeks are over.
    private static async Task<DateOnly> WriteFlockAsync(CloudUnderTest cloud, CancellationToken cancellationToken)
    {
        // The farm's, which is in Chongqing: a week is over there eight hours before it is in UTC.
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow(), "Asia/Shanghai").DateTime);
        var sunday = today.AddDays(today.DayOfWeek == DayOfWeek.Sunday ? -7 : -(int)today.DayOfWeek);
        using var http = new HttpClient { BaseAddress = cloud.Address };
        await PutAsync(Flock, new { placement = new { coop = "coop-1", breed = "Ross 308", birds = 20_000, placedOn = today.AddDays(-21) }, by = "安" });
        await PutAsync($"{Flock}/sheet/{Guid.NewGuid()}", new { kind = "dead", day = sunday, by = "安", writtenAt = TimeProvider.System.GetUtcNow(), count = 30, cause = "heat" });
        await PutAsync($"{Flock}/sheet/{Guid.NewGuid()}", new { kind = "weighing", day = sunday, by = "安", writtenAt = TimeProvider.System.GetUtcNow(), meanGrams = 1_234, count = 100 });
        return sunday;

        async Task PutAsync(string path, object body)
        {
            using var answer = await http.PutAsJsonAsync(path, body, cancellationToken);
            Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    private static async Task TakeAwayAsync(IPage phone, CloudUnderTest cloud, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        foreach (var (form, begins) in new[] { ("pdf", "%PDF"), ("csv", "floc"), ("parquet", "PAR1") })
        {
            var address = await phone.Locator($"[data-download={form}]").GetAttributeAsync("href");
            var bytes = await http.GetByteArrayAsync(new Uri(address!, UriKind.Relative), cancellationToken);
            Assert.That(System.Text.Encoding.ASCII.GetString(bytes, 0, 4), Is.EqualTo(begins), form);
        }
    }

    private static async Task JudgeAsync(IPage page, string name)
    {
        await Pictures.TakeAsync(page, name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Axe.FaultsAsync(page), Is.Empty);
            Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, "nothing reaches beyond the screen's side");
        }
    }

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex English();
}
