using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A farmer with an empty service does what its page says, and nothing else.</summary>
[CancelAfter(180_000), NonParallelizable]
internal sealed class FirstRunTests
{
    [Test]
    public async Task Who_follows_the_empty_wall_sees_the_first_coop_live(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var (_, port) = await house.StartDeviceAsync(cancellationToken, "--set", "0=234");
        await JudgeAllAsync(house.Cloud);

        var page = await Browser.OpenAsync(1920, 1080);
        var watch = Stopwatch.StartNew();
        await page.GotoAsync(house.Cloud.Address.ToString());
        await page.Locator("[name=deviceHost]").FillAsync("127.0.0.1");
        await page.Locator("[name=devicePort]").FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await Assertions.Expect(page.Locator("[data-text=yaml]")).ToContainTextAsync($"port: {house.Cloud.MqttPort}");
        var file = Path.Combine(house.Folder, "house.yaml");
        await File.WriteAllTextAsync(file, await page.Locator("[data-text=yaml] code").TextContentAsync(), cancellationToken);
        Assert.That(await page.Locator("[data-text=command] code").TextContentAsync(), Is.EqualTo("./roost edge --config house.yaml"));
        var started = watch.Elapsed;
        house.StartAgent(file);

        await Assertions.Expect(page.Locator("[data-coop=coop-1] [data-quantity=temperature] .value")).ToHaveTextAsync("23.4", new() { Timeout = 60_000 });
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Measured: from the empty wall to the live tile {watch.Elapsed.TotalSeconds:0.0} s, of which {(watch.Elapsed - started).TotalSeconds:0.0} s from starting the agent"));
        await Pictures.TakeAsync(page, "first-coop-1920-en");
    }

    private static async Task JudgeAllAsync(CloudUnderTest cloud)
    {
        foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (390, 844) })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var page = await Browser.OpenAsync(width, height, language);
                await page.GotoAsync(cloud.Address.ToString());
                await Assertions.Expect(page.Locator("[data-waiting]")).ToBeVisibleAsync();
                await Pictures.TakeAsync(page, $"first-run-{width}-{language}");
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(await Axe.FaultsAsync(page), Is.Empty);
                    Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, "nothing reaches beyond the screen's side");
                }

                await page.Context.CloseAsync();
            }
        }
    }
}
