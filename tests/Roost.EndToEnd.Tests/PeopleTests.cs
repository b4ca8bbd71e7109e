using Microsoft.Playwright;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>A farmer sets up who is told of alarms, on the phone and in Chinese, while the office's wall warns that nobody is.</summary>
[CancelAfter(180_000)]
internal sealed class PeopleTests
{
    [Test]
    public async Task People_and_a_plan_are_set_up_tried_and_end_the_walls_warning_at_once(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync("coop-1", "temperature/front");
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        var wall = await Browser.OpenAsync(1920, 1080);
        await wall.GotoAsync(house.Cloud.Address.ToString());
        await Assertions.Expect(wall.Locator("[data-nobody-on-call]")).ToBeVisibleAsync();

        var phone = await Browser.OpenAsync(390, 844, "zh-CN");
        await phone.GotoAsync($"{house.Cloud.Address}farms/farm/alarms");
        await phone.Locator("[data-nobody-on-call] a").TapAsync();
        await phone.Locator("form.person input").FillAsync("安");
        await phone.Locator("form.person button").TapAsync();
        await AddAsync(phone, "李伟", "mqtt", "no/name");
        await Assertions.Expect(phone.Locator("[data-mistake='contacts[0].address']")).ToContainTextAsync("“no/name”必须是一个名称");
        await JudgeAsync(phone, "person-refused-390-zh-CN");
        await phone.Locator("[name=address]").FillAsync("house-display");
        await phone.Locator(".person-form .primary").TapAsync();
        await AddAsync(phone, "王芳", "mail", "wang@farm.example");
        await phone.Locator(".person-form").WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        // The broker takes the one; the service has no mail server for the other.
        await phone.Locator("[data-person='李伟'] [data-try]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-person='李伟'] [data-trial=delivered]")).ToContainTextAsync("已送达", new() { Timeout = 30_000 });
        await phone.Locator("[data-person='王芳'] [data-try]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-person='王芳'] [data-trial=refused]")).ToContainTextAsync("未送达", new() { Timeout = 30_000 });
        await Assertions.Expect(phone.Locator("[data-person='王芳'] [data-trial=refused] q")).ToHaveTextAsync("本服务没有设置邮件服务器；请设置 Notify:Mail:Host。");
        await Assertions.Expect(phone.Locator(".deliveries [data-delivery=refused] q")).ToHaveTextAsync("本服务没有设置邮件服务器；请设置 Notify:Mail:Host。");
        await Assertions.Expect(phone.Locator(".deliveries [data-failed='1']")).ToContainTextAsync("1 条失败");

        await phone.Locator("[data-edit-plan]").TapAsync();
        await phone.Locator("[data-day=sunday]").TapAsync();
        await phone.Locator("[data-add-step]").TapAsync();
        await phone.Locator("[data-save-plan]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-mistake=callOrders]")).ToContainTextAsync("星期日 00:00至星期一 00:00没有人值班");
        await JudgeAsync(phone, "plan-refused-390-zh-CN");
        await Assertions.Expect(wall.Locator("[data-nobody-on-call]")).ToBeVisibleAsync();
        await phone.Locator("[data-day=sunday]").TapAsync();
        await phone.Locator("[name=repeatCriticalAfter]").FillAsync("500");
        await phone.Locator("[data-save-plan]").TapAsync();
        await Assertions.Expect(phone.Locator("label:has([name=repeatCriticalAfter]) [data-mistake]")).ToContainTextAsync("须为");
        await phone.Locator("[name=repeatCriticalAfter]").FillAsync("5");
        await phone.Locator("[data-save-plan]").TapAsync();
        await Assertions.Expect(phone.Locator("[data-now=true]")).ToContainTextAsync("正在值班");
        await Assertions.Expect(wall.Locator("[data-nobody-on-call]")).ToHaveCountAsync(0, new() { Timeout = 2_000 });
        Assert.That((await house.Cloud.GetAsync("/api/farms/farm/plan", cancellationToken))!["plan"]!["callOrders"]![0]!["steps"]!.AsArray().Select(step => step!["person"]!.ToString()),
            Is.EqualTo(["李伟", "王芳"]));
        await JudgeAllAsync(house.Cloud);
    }

    private static async Task AddAsync(IPage phone, string name, string channel, string address)
    {
        await phone.Locator("[data-add-person]").TapAsync();
        await phone.Locator("[name=person]").FillAsync(name);
        await phone.Locator("[name=channel]").SelectOptionAsync(channel);
        await phone.Locator("[name=address]").FillAsync(address);
        await phone.Locator(".person-form .primary").TapAsync();
    }

    private static async Task JudgeAllAsync(CloudUnderTest cloud)
    {
        foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (390, 844) })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var page = await Browser.OpenAsync(width, height, language);
                await page.GotoAsync($"{cloud.Address}farms/farm/people");
                await Assertions.Expect(page.Locator(".deliveries")).ToBeVisibleAsync();
                await JudgeAsync(page, $"people-{width}-{language}");
                await page.Locator("[data-edit-plan]").ClickAsync();
                await JudgeAsync(page, $"plan-form-{width}-{language}");
                await page.Context.CloseAsync();
            }
        }
    }

    private static async Task JudgeAsync(IPage page, string name)
    {
        await Pictures.TakeAsync(page, name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Axe.FaultsAsync(page), Is.Empty, name);
            Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, $"nothing reaches beyond the side of {name}");
        }
    }
}
