using Microsoft.Playwright;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Whoever looks after many farms sees at a glance which of them needs somebody.</summary>
[CancelAfter(120_000)]
internal sealed class FarmsTests
{
    [Test]
    public async Task The_farm_with_the_worst_alarm_stands_first_then_the_one_that_is_not_heard(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await SendAsync(house, "a-calm-farm", 12, cancellationToken);
        await SendAsync(house, "bad-air", 63.5, cancellationToken);
        await (await SendAsync(house, "cut-off", 12, cancellationToken)).DieAsync();

        var page = await Browser.OpenAsync(1920, 1080);
        await page.GotoAsync(house.Cloud.Address.ToString());
        await page.Locator(".farm-choice").SelectOptionAsync("");
        var farms = page.Locator("[data-farm]");
        await Assertions.Expect(farms.Nth(0)).ToHaveAttributeAsync("data-farm", "bad-air");
        await Assertions.Expect(farms.Nth(0)).ToContainTextAsync("Ammonia dangerously high");
        await Assertions.Expect(page.Locator("[data-farm=cut-off]")).ToHaveAttributeAsync("data-silent", "1");
        await Assertions.Expect(farms.Nth(1)).ToHaveAttributeAsync("data-farm", "cut-off");
        await Assertions.Expect(page.Locator("[data-farm=a-calm-farm]")).ToContainTextAsync("all report");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await Pictures.TakeAsync(page, "farms-1920-en");
        await page.Locator("[type=search]").FillAsync("calm");
        await Assertions.Expect(farms).ToHaveCountAsync(1);

        var phone = await Browser.OpenAsync(390, 844, "zh-CN", ColorScheme.Dark);
        await phone.GotoAsync($"{house.Cloud.Address}farms");
        await Assertions.Expect(phone.Locator("[data-farm=bad-air]")).ToContainTextAsync("氨气严重超标");
        Assert.That(await Axe.FaultsAsync(phone), Is.Empty);
        Assert.That(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True, "nothing stands out of a phone");
        await Pictures.TakeAsync(phone, "farms-390-zh-CN");
        await phone.Locator("[data-farm=bad-air] .worst a").First.TapAsync();
        await Assertions.Expect(phone.Locator("[data-evidence^='ammonia-high-severe/']")).ToBeVisibleAsync();
    }

    private static async Task<BareAgent> SendAsync(House house, string farm, double ppm, CancellationToken cancellationToken)
    {
        var agent = house.Keep(new BareAgent(farm, "agent-1"));
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "ammonia/front");
        var now = TimeProvider.System.GetUtcNow();
        for (var minute = 0; minute <= 30; minute++)
        {
            await agent.SendAsync("coop-1", (ulong)minute + 1, (0, now.AddMinutes(minute - 30), ppm, Quality.Good, null));
        }

        return agent;
    }
}
