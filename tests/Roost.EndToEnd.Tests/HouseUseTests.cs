using Microsoft.Playwright;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A house without birds: its alarms are suppressed by design, and every screen says so for as long as they are.</summary>
[CancelAfter(120_000)]
internal sealed class HouseUseTests
{
    [Test]
    public async Task A_house_that_is_set_out_of_use_on_a_phone_says_so_on_the_wall_until_birds_come(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "ammonia/front");
        var now = TimeProvider.System.GetUtcNow();
        for (var minute = 0; minute <= 30; minute++)
        {
            await agent.SendAsync("coop-1", (ulong)minute + 1, (0, now.AddMinutes(minute - 30), 63.5, Quality.Good, null));
        }

        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        var wall = await Browser.OpenAsync(1920, 1080, scheme: ColorScheme.Dark);
        await wall.GotoAsync($"{house.Cloud.Address}wall/farm");
        await Assertions.Expect(wall.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();
        await Assertions.Expect(wall.Locator(".out-of-use")).ToHaveCountAsync(0);
        await Assertions.Expect(wall.Locator("[data-coop=coop-1] [data-alarm^='ammonia-high-severe/']")).ToBeVisibleAsync();

        var phone = await Browser.OpenAsync(390, 844, "zh-CN");
        await phone.GotoAsync($"{house.Cloud.Address}coops/farm/coop-1");
        await phone.Locator("[data-change-use]").TapAsync();
        await phone.Locator(".house-use input[name=name]").FillAsync("安");
        await phone.Locator(".house-use form.person button").TapAsync();
        await Pictures.TakeAsync(phone, "house-use-choice-390-zh-CN");
        await phone.Locator("[data-choose=cleaning]").TapAsync();
        await Assertions.Expect(phone.Locator(".house-use .suppressed")).ToContainTextAsync("清洗消毒中");
        await phone.Locator(".house-use summary").TapAsync();
        await Assertions.Expect(phone.Locator(".house-use li").First).ToBeVisibleAsync();
        await phone.Locator(".silent-alarms summary").TapAsync();
        await Assertions.Expect(phone.Locator(".silent-alarms [data-alarm^='ammonia-high-severe/'][data-life-cycle=suppressed-by-design]")).ToBeVisibleAsync();
        await Assertions.Expect(wall.Locator("[data-coop=coop-1] [data-alarm]")).ToHaveCountAsync(0);
        await Pictures.TakeAsync(phone, "house-use-390-zh-CN");
        await Assertions.Expect(wall.Locator("[data-coop=coop-1] [data-use=cleaning]")).ToContainTextAsync("Alarms suppressed");
        await Pictures.TakeAsync(wall, "wall-out-of-use-1920-en");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await phone.Locator(".house-use li").AllInnerTextsAsync(), Does.Not.Contain("温度过高").And.Not.Empty);
            Assert.That(await Axe.FaultsAsync(phone), Is.Empty);
            Assert.That(await Axe.FaultsAsync(wall), Is.Empty);
        }

        await phone.Locator("[data-change-use]").TapAsync();
        await phone.Locator("[data-choose=birds]").TapAsync();
        await Assertions.Expect(wall.Locator(".out-of-use")).ToHaveCountAsync(0);
        await Assertions.Expect(wall.Locator("[data-coop=coop-1] [data-alarm^='ammonia-high-severe/']")).ToBeVisibleAsync();
        var uses = (await house.Cloud.GetAsync("/api/farms/farm/coops/coop-1/settings", cancellationToken))!["uses"]!.AsArray();
        Assert.That(uses.Select(use => use!["use"]!.ToString()), Is.EqualTo(["cleaning", "birds"]));
    }
}
