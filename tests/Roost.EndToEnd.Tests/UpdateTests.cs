using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A cloud that is updated under open pages.</summary>
[CancelAfter(120_000)]
internal sealed class UpdateTests
{
    [Test]
    public async Task An_open_page_loads_the_newer_one_when_the_cloud_comes_back_with_it(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        var page = await Browser.OpenAsync();
        await page.GotoAsync($"{house.Cloud.Address}wall/farm");
        await Assertions.Expect(page.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();

        await page.EvaluateAsync("() => { window.isOld = true; }");
        await RestartAsync();
        Assert.That(await page.EvaluateAsync<bool>("() => window.isOld === true"), "The same build is no reason to load anew.");

        // The next build's page, as the old one asks for it; loading it anew brings what the cloud really has.
        await page.RouteAsync("**/", route => route.Request.ResourceType == "fetch"
            ? route.FulfillAsync(new() { Body = "<script type=\"module\" src=\"/assets/index-newer.js\"></script>", ContentType = "text/html" })
            : route.ContinueAsync());
        await RestartAsync();
        await page.WaitForFunctionAsync("() => window.isOld !== true", null, new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-coop=coop-1]")).ToBeVisibleAsync();

        async Task RestartAsync()
        {
            var asked = page.WaitForRequestAsync(request => request.ResourceType == "fetch" && new Uri(request.Url).AbsolutePath == "/", new() { Timeout = 60_000 });
            await house.Cloud.KillAsync();
            await house.Cloud.ReadyAsync(cancellationToken);
            await (await asked).ResponseAsync();
        }
    }
}
