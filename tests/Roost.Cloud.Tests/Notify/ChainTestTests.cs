using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>The supervised alarm chain: a test from a house's reading to a person's acknowledgement.</summary>
internal sealed partial class ChainTestTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    [Test, CancelAfter(90_000)]
    public async Task A_test_passes_when_every_coop_is_heard_and_a_person_acknowledges(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var agent = await cloud.ConnectAsync(FarmOnCall.Farm, "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync(FarmOnCall.Farm, "coop-1", coop => coop.Online, cancellationToken);

        using var begun = await cloud.Http.PostAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/alarm-tests", new { by = "An" }, cancellationToken);
        using var second = await cloud.Http.PostAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/alarm-tests", new { by = "An" }, cancellationToken);
        var message = await mail.ReceiveAsync(_ => true, cancellationToken);
        await Until.IsTrueAsync(
            async () =>
            {
                await JudgeAsync(cloud, cancellationToken);
                return (await TestAsync(cloud, cancellationToken)).DeliveredAt is not null;
            },
            cancellationToken);
        using var pressed = await cloud.Http.PostAsync(new Uri(Link().Match(message.TextBody!).Value, UriKind.Relative), null, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        var before = await TestAsync(cloud, cancellationToken);
        await agent.DataAsync("coop-1", 1, TestAgent.Now, 21.5);
        await agent.AckedAsync(1, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);

        var test = await TestAsync(cloud, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)begun.StatusCode, (int)second.StatusCode), Is.EqualTo((201, 409)));
            Assert.That(message.Subject, Is.EqualTo("TEST of the alarm chain · demo-farm: please acknowledge"));
            Assert.That(before.Result, Is.EqualTo(TestResult.Running));
            Assert.That((test.Result, test.AcknowledgedBy), Is.EqualTo((TestResult.Passed, "An")));
            Assert.That(test.DeliveredAt, Is.Not.Null);
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task A_test_that_nobody_acknowledges_in_time_is_an_alarm(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        using var begun = await cloud.Http.PostAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/alarm-tests", new { by = "An" }, cancellationToken);
        await mail.ReceiveAsync(_ => true, cancellationToken);
        await using (var database = await cloud.DatabaseAsync(cancellationToken))
        {
            var now = cloud.Services.GetRequiredService<FarmClock>().Now;
            await database.Set<TestRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), cancellationToken);
        }

        await JudgeAsync(cloud, cancellationToken);
        var message = await mail.ReceiveAsync(message => message.Subject!.Contains("alarm chain is broken", StringComparison.Ordinal), cancellationToken);

        Assert.That(message.TextBody, Does.Contain("Nobody acknowledged the test in time"));
        Assert.That((await TestAsync(cloud, cancellationToken)).Result, Is.EqualTo(TestResult.NotAcknowledged));
    }

    [Test, CancelAfter(90_000)]
    public async Task A_farm_that_was_not_tested_for_too_long_is_reminded_once(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using (var database = await cloud.DatabaseAsync(cancellationToken))
        {
            (await database.Set<PlanRow>().SingleAsync(cancellationToken)).CreatedAt -= TimeSpan.FromDays(8);
            await database.SaveChangesAsync(cancellationToken);
        }

        var tester = cloud.Services.GetRequiredService<ChainTester>();
        await tester.RemindAsync(cancellationToken);
        await tester.RemindAsync(cancellationToken);
        await mail.ReceiveAsync(message => message.Subject!.Contains("not tested in time", StringComparison.Ordinal), cancellationToken);

        await using var after = await cloud.DatabaseAsync(cancellationToken);
        Assert.That((await after.Set<ChainRow>().SingleAsync(cancellationToken)).Severity, Is.EqualTo(AlarmSeverity.Warning));
    }

    [Test, CancelAfter(90_000)]
    public async Task Every_contact_of_the_plan_gets_a_sign_of_life_and_one_that_is_dead_is_an_alarm(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:HeartbeatEvery", "7.00:00:00"]);
        var robot = new Person { Id = "robot", Name = "Robot", Contacts = [new("hook", ChannelKind.Webhook, $"{hooks.Address}gone")] };
        hooks.Answers.Enqueue((410, "{}", null));
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An, robot);

        await cloud.Services.GetRequiredService<Heartbeats>().WriteAsync(cancellationToken);
        await mail.ReceiveAsync(message => message.Subject!.StartsWith("Sign of life", StringComparison.Ordinal), cancellationToken);
        var alarm = await mail.ReceiveAsync(message => message.Subject!.Contains("A channel does not deliver", StringComparison.Ordinal), cancellationToken);
        await cloud.Services.GetRequiredService<Heartbeats>().WriteAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alarm.TextBody, Does.Contain("410"));
            Assert.That((await cloud.OutboxAsync(cancellationToken)).Count(row => row.Kind == NotificationKind.Heartbeat), Is.EqualTo(2));
        }
    }

    private static Task JudgeAsync(TestCloud cloud, CancellationToken cancellationToken) => cloud.Services.GetRequiredService<ChainTester>().JudgeAsync(cancellationToken);

    private static async Task<TestRow> TestAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return await database.Set<TestRow>().AsNoTracking().SingleAsync(cancellationToken);
    }

    [GeneratedRegex(@"/ack/[A-Za-z0-9\-_]+")]
    private static partial Regex Link();
}
