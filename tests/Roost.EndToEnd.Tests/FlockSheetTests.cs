using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A keeper's week with the phone: a flock is placed, a line a day is written down, on some days where there is no network.</summary>
[CancelAfter(180_000)]
internal sealed class FlockSheetTests
{
    private const int Days = 7;
    private static readonly int[] DaysOffline = [2, 3, 4];

    [Test]
    public async Task A_week_of_daily_sheets_three_of_them_offline_is_in_the_cloud_once_each(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);

        var phone = await Browser.OpenAsync(390, 844);
        await phone.GotoAsync($"{house.Cloud.Address}farms/farm/flocks");
        await phone.Locator("input[name=name]").FillAsync("An Li");
        await phone.Locator("form.person button").TapAsync();
        await phone.Locator("button[data-place]").TapAsync();
        var today = DateOnly.FromDateTime(DateTime.Parse(await phone.Locator("input[name=placedOn]").InputValueAsync(), CultureInfo.InvariantCulture));
        var placedOn = today.AddDays(1 - Days);
        await phone.Locator("select[name=breed]").SelectOptionAsync("Ross 308");
        await phone.Locator("input[name=birds]").FillAsync("20000");
        await phone.Locator("input[name=placedOn]").FillAsync(placedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await phone.Locator("form.place-form button.primary").TapAsync();
        await Assertions.Expect(phone.Locator($"[data-flock='coop-1-{placedOn:yyyy-MM-dd}'] .sheet-form")).ToBeVisibleAsync();

        await LoseOneAnswerAsync(phone);
        for (var day = 0; day < Days; day++)
        {
            await phone.Context.SetOfflineAsync(DaysOffline.Contains(day));
            await WriteDeadAsync(phone, placedOn.AddDays(day), day + 1);
            var waiting = DaysOffline.Contains(day) ? day - DaysOffline[0] + 1 : 0;
            await Assertions.Expect(phone.Locator($".waiting-lines[data-waiting='{waiting}']")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        }

        await Assertions.Expect(phone.Locator(".sheet-lines [data-in-force=true]")).ToHaveCountAsync(Days);

        var path = $"/api/farms/farm/flocks/coop-1-{placedOn:yyyy-MM-dd}";
        var sheet = (await house.Cloud.GetAsync($"{path}/sheet", cancellationToken))!.AsArray();
        var figures = (await house.Cloud.GetAsync($"{path}/figures", cancellationToken))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sheet.Select(line => (int)line!["entry"]!["count"]!).Order(), Is.EqualTo(Enumerable.Range(1, Days)), "each day's line is there once");
            Assert.That((int)figures["days"]!.AsArray()[^1]!["birds"]!, Is.EqualTo(20_000 - Enumerable.Range(1, Days).Sum()));
        }

        await CorrectTheLastAsync(phone);
        await JudgeAsync(phone, house.Cloud, path, cancellationToken);
    }

    // The cloud takes the line, and the network goes before its answer: the phone must send it again.
    private static async Task LoseOneAnswerAsync(IPage phone)
    {
        var lost = false;
        await phone.RouteAsync("**/sheet/*", async route =>
        {
            if (lost)
            {
                await route.ContinueAsync();
                return;
            }

            lost = true;
            await route.FetchAsync();
            await route.AbortAsync();
        });
    }

    private static async Task WriteDeadAsync(IPage phone, DateOnly day, int birds)
    {
        var form = phone.Locator(".sheet-form");
        await form.Locator("input[name=day]").FillAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await form.Locator("[data-sheet-kind=dead]").TapAsync();
        for (var bird = 0; bird < birds; bird++)
        {
            await form.Locator("[data-step='1']").TapAsync();
        }

        await form.Locator("[data-cause=weak]").TapAsync();
        await form.Locator("[data-write]").TapAsync();
    }

    private static async Task CorrectTheLastAsync(IPage phone)
    {
        await phone.Locator(".sheet-lines li button").First.TapAsync();
        await phone.Locator(".sheet-form input[name=count]").FillAsync("5");
        await phone.Locator(".sheet-form input[name=why]").FillAsync("two were only asleep");
        await phone.Locator(".sheet-form [data-write]").TapAsync();
        await Assertions.Expect(phone.Locator(".sheet-lines [data-in-force=false]")).ToHaveCountAsync(1);
        await Assertions.Expect(phone.Locator(".sheet-lines [data-in-force=true]").First).ToContainTextAsync("two were only asleep");
    }

    private static async Task JudgeAsync(IPage phone, CloudUnderTest cloud, string path, CancellationToken cancellationToken)
    {
        var figures = (await cloud.GetAsync($"{path}/figures", cancellationToken))!;
        Assert.That((int)figures["days"]!.AsArray()[^1]!["birds"]!, Is.EqualTo(20_000 - Enumerable.Range(1, Days - 1).Sum() - 5));
        await Assertions.Expect(phone.Locator("[data-chart=flock-weight] canvas")).ToBeVisibleAsync();
        await phone.Locator(".sheet-form [data-sheet-kind=weighing]").TapAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Axe.FaultsAsync(phone), Is.Empty, "a flock with its sheet");
            Assert.That(
                await phone.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero,
                "nothing reaches beyond the screen's side");
            Assert.That(
                await phone.EvaluateAsync<int>("() => Math.min(...[...document.querySelectorAll('.sheet-form button')].map(button => button.getBoundingClientRect().height))"),
                Is.GreaterThanOrEqualTo(56), "big enough for a gloved thumb, CSS pixels");
        }

        foreach (var language in new[] { "en", "zh-CN" })
        {
            if (language != "en")
            {
                await phone.Locator($"[data-language={language}]").ClickAsync();
            }

            var picture = Path.Combine(Pictures(), $"flock-390-{language}.png");
            await phone.ScreenshotAsync(new() { Path = picture, FullPage = true });
            TestContext.AddTestAttachment(picture);
        }
    }

    private static string Pictures([CallerFilePath] string here = "") =>
        Directory.CreateDirectory(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "artifacts", "pictures"))).FullName;
}
