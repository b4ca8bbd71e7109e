using Microsoft.Playwright;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Why a sensor doesn't read is said in the farmer's language wherever it is said.</summary>
[CancelAfter(180_000)]
internal sealed class FaultWordsTests
{
    private const string Silent = "No answer within 1.5 s.";
    private const string Odd = "The value lies outside -40 to 85 °C.";

    [Test]
    public async Task A_sensors_fault_is_told_in_the_language_of_the_screen(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front", "temperature/rear", "ammonia/front", "relative-humidity/front");
        var now = TimeProvider.System.GetUtcNow();
        await agent.SendAsync("coop-1", 1, (0, now, 24.6, Quality.Good, null), (1, now, 140, Quality.Uncertain, Odd), (2, now, null, Quality.Bad, Silent), (3, now, null, Quality.Bad, Silent));
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);

        foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (390, 844) })
        {
            foreach (var (language, silent, odd) in new[] { ("en", Silent, Odd), ("zh-CN", "1.5 秒内没有应答。", "数值超出 -40 至 85 °C 的范围。") })
            {
                var page = await Browser.OpenAsync(width, height, language, width > 1920 ? ColorScheme.Dark : ColorScheme.Light);
                foreach (var (path, name, where) in new[] { ("", "wall", ".trouble"), ("coops/farm/coop-1", "coop", "tr.reason"), ("farms/farm/devices", "devices", ".faults li") })
                {
                    await page.GotoAsync(new Uri(house.Cloud.Address, path).ToString());
                    await Assertions.Expect(page.Locator(where, new() { HasTextString = silent }).First).ToBeVisibleAsync();
                    await Assertions.Expect(page.Locator(where, new() { HasTextString = odd }).First).ToBeVisibleAsync();
                    await Pictures.TakeAsync(page, $"fault-{name}-{width}-{language}");
                    using (Assert.EnterMultipleScope())
                    {
                        Assert.That(await page.Locator("main [lang=en]").CountAsync(), Is.Zero, "these words are known");
                        Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, $"nothing reaches beyond the side of {name}");
                    }
                }

                await page.Context.CloseAsync();
            }
        }
    }
}
