using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>
/// A farmer's own browser is told of alarms. The push services of browsers' makers can't be had here, so a server of the test stands for them, as RFC 8030
/// says; and a headless browser shows no notifications.
/// </summary>
[CancelAfter(120_000)]
internal sealed class PushTests
{
    private House house = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        house = await House.StartAsync(limit.Token);
        var agent = house.Keep(new BareAgent("farm", "agent-1"));
        await agent.ConnectAsync(house.Cloud.MqttPort, limit.Token);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", limit.Token), limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await house.DisposeAsync();

    [Test]
    public async Task A_browser_that_its_user_adds_is_sent_messages(CancellationToken cancellationToken)
    {
        using var service = new HttpListener();
        var endpoint = $"http://127.0.0.1:{FreePort.Next()}/push/";
        service.Prefixes.Add(endpoint);
        service.Start();
        var phone = await Browser.OpenAsync(390, 844, "zh-CN");
        await phone.Context.GrantPermissionsAsync(["notifications"]);
        await phone.AddInitScriptAsync($"PushManager.prototype.subscribe = async () => ({Subscription(endpoint)});");
        await GoAsync(phone);

        await phone.Locator("form.person input").FillAsync("安");
        await phone.Locator("form.person button").TapAsync();
        await phone.Locator("[data-add-person]").TapAsync();
        await phone.Locator("[name=person]").FillAsync("李伟");
        await phone.Locator("[data-this-browser]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-push]")).ToBeVisibleAsync();
        await Pictures.TakeAsync(phone, "push-390-zh-CN");
        await phone.Locator(".person-form .primary").TapAsync();
        await phone.Locator("[data-person='李伟'] [data-try]").TapAsync();
        var pushed = await service.GetContextAsync().WaitAsync(cancellationToken);
        var (encoding, authorization) = (pushed.Request.Headers["Content-Encoding"], pushed.Request.Headers["Authorization"]);
        pushed.Response.StatusCode = 201;
        pushed.Response.Close();
        await Assertions.Expect(phone.Locator("[data-person='李伟'] [data-trial=delivered]")).ToContainTextAsync("已送达", new() { Timeout = 30_000 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((encoding, authorization?.Split(' ')[0]), Is.EqualTo(("aes128gcm", "vapid")));
            Assert.That(await Axe.FaultsAsync(phone), Is.Empty);
        }
    }

    [Test]
    public async Task A_browser_that_can_not_be_told_says_why()
    {
        var page = await Browser.OpenAsync(1920, 1080);
        await GoAsync(page);

        await page.Locator("[data-add-person]").ClickAsync();
        await page.Locator("[data-this-browser]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push-trouble=refused]")).ToContainTextAsync("allow it in its settings");
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.AddInitScriptAsync("PushManager.prototype.subscribe = async () => { throw new DOMException('push service error', 'AbortError'); };");
        await page.ReloadAsync();
        await page.Locator("[data-add-person]").ClickAsync();
        await page.Locator("[data-this-browser]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push-trouble=no-service]")).ToContainTextAsync("push service does not answer");
        await Pictures.TakeAsync(page, "push-trouble-1920-en");
    }

    private static string Subscription(string endpoint)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] p256dh = [4, .. point.X!, .. point.Y!];
        return JsonSerializer.Serialize(new { endpoint, keys = new { p256dh = Base64Url.EncodeToString(p256dh), auth = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) } });
    }

    private async Task GoAsync(IPage page)
    {
        await page.GotoAsync($"{house.Cloud.Address}farms/farm/people");
        await Browser.WorkerAsync(page);
    }
}
