using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A service that others reach: who has a key's link opens it once, and a screen is shut out as soon as its key is revoked.</summary>
[CancelAfter(120_000)]
internal sealed class KeyTests
{
    [Test]
    public async Task A_big_screen_opens_by_a_link_without_a_dialog_until_its_key_is_revoked(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-e2e-");
        try
        {
            await using var cloud = await CloudUnderTest.StartAsync(folder.FullName, cancellationToken, "--Access:Required", "true");
            await using var agent = new BareAgent("farm", "agent-1");
            await agent.ConnectAsync(cloud.MqttPort, cancellationToken);
            await agent.BearAsync("coop-1", "temperature/front");
            var link = await LinkAsync(cloud, Path.Combine(folder.FullName, "store"), cancellationToken);

            var phone = await Browser.OpenAsync(390, 844, "zh-CN");
            await phone.GotoAsync(cloud.Address.ToString());
            await Assertions.Expect(phone.Locator(".locked h1")).ToHaveTextAsync("此浏览器没有密钥");
            Assert.That(await Axe.FaultsAsync(phone), Is.Empty);
            await Pictures.TakeAsync(phone, "locked-390-zh-CN");
            await phone.Locator(".locked input").FillAsync("not-a-key");
            await phone.Locator(".locked button.primary").TapAsync();
            await Assertions.Expect(phone.Locator(".locked [role=alert]")).ToHaveTextAsync("密钥无效，请索取新的密钥。");
            await phone.Locator(".locked input").FillAsync(link);
            await phone.Locator(".locked button.primary").TapAsync();
            await Assertions.Expect(phone.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();

            await phone.GotoAsync($"{cloud.Address}keys");
            await phone.Locator("[name=name]").FillAsync("办公室大屏");
            await phone.Locator(".new-key button.primary").TapAsync();
            var forScreen = await phone.Locator("[data-link]").InputValueAsync();
            await Assertions.Expect(phone.Locator(".key-list li")).ToHaveCountAsync(2);
            Assert.That(await Axe.FaultsAsync(phone), Is.Empty);
            await Pictures.TakeAsync(phone, "keys-390-zh-CN");

            var wall = await Browser.OpenAsync(1920, 1080, scheme: ColorScheme.Dark);
            await wall.GotoAsync(forScreen);
            await Assertions.Expect(wall.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();
            Assert.That(wall.Url, Does.Not.Contain("key="), "the link's key is not left where somebody reads it");
            await wall.ReloadAsync();
            await Assertions.Expect(wall.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();

            await phone.Locator("[data-key=screen] [data-revoke]").TapAsync();
            await phone.Locator("[data-revoke-surely]").TapAsync();
            await Assertions.Expect(phone.Locator("[data-key=screen]")).ToHaveCountAsync(0);
            await Assertions.Expect(wall.Locator(".locked h1")).ToHaveTextAsync("This browser has no key");
            await Assertions.Expect(wall.Locator("[data-coop]")).ToHaveCountAsync(0);
            Assert.That(await wall.EvaluateAsync<string?>("() => localStorage.getItem('roost.last-known')"), Is.Null, "nor does it keep what it knew");
            Assert.That(await Axe.FaultsAsync(wall), Is.Empty);
            await Pictures.TakeAsync(wall, "locked-1920-en");
            var page = await Browser.OpenAsync(1280, 900);
            await page.GotoAsync(link);
            await page.GotoAsync($"{cloud.Address}keys");
            await Assertions.Expect(page.Locator("[data-key=person]")).ToBeVisibleAsync();
            await Pictures.TakeAsync(page, "keys-1280-en");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> LinkAsync(CloudUnderTest cloud, string store, CancellationToken cancellationToken)
    {
        await using var command = RealProcess.StartRoost("Roost.Cloud", "key", "Li", "--Store:Directory", store, "--urls", cloud.Address.ToString());
        Assert.That(await command.ExitAsync(cancellationToken), Is.Zero, command.Output);
        return command.Output.Split('\n').Single(line => line.Contains("#key=", StringComparison.Ordinal)).Trim();
    }
}
