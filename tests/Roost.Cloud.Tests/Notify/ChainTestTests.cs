using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Notify;

/// <summary>The supervised alarm chain: a test from a house's reading to a person's acknowledgement.</summary>
internal sealed partial class ChainTestTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    [Test, CancelAfter(90_000)]
    public async Task A_test_goes_in_at_the_agent_and_a_person_acknowledges_what_comes_out(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var agent = await BornAsync(cloud, cancellationToken);

        using var begun = await BeginAsync(cloud, cancellationToken);
        using var second = await BeginAsync(cloud, cancellationToken);
        var number = await AskedAsync(agent, cancellationToken);
        await agent.DataAsync("coop-1", 2, TestAgent.Now, 21.5);
        await agent.AckedAsync(2, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        var toldBefore = await IsToldAsync(cloud, cancellationToken);
        await AnswerAsync(agent, 3, number, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await AcknowledgeAsync(cloud, mail, cancellationToken);

        var test = await TestAsync(cloud, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)begun.StatusCode, (int)second.StatusCode), Is.EqualTo((201, 409)));
            Assert.That(number, Is.EqualTo((ulong)test.Id));
            Assert.That(toldBefore, Is.False, "Readings that are no answer let the test through.");
            Assert.That((test.Result, test.AcknowledgedBy), Is.EqualTo((TestResult.Passed, "An")));
            Assert.That(test.DeliveredAt, Is.Not.Null);
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task Of_a_node_that_knows_nothing_of_tests_a_fresh_reading_is_enough(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var node = await cloud.ConnectAsync(FarmOnCall.Farm, "node-1", cancellationToken);
        await node.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync(FarmOnCall.Farm, "coop-1", coop => coop.Online, cancellationToken);

        using var begun = await BeginAsync(cloud, cancellationToken);
        await node.DataAsync("coop-1", 1, TestAgent.Now, 21.5);
        await node.AckedAsync(1, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await AcknowledgeAsync(cloud, mail, cancellationToken);

        Assert.That((await TestAsync(cloud, cancellationToken)).Result, Is.EqualTo(TestResult.Passed));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_coop_whose_agent_does_not_answer_is_an_alarm_until_a_test_passes(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var agent = await BornAsync(cloud, cancellationToken);

        using var begun = await BeginAsync(cloud, cancellationToken);
        await ChangeTestAsync(cloud, test => test.StartedAt -= ChainTester.HearWithin, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await AcknowledgeAsync(cloud, mail, cancellationToken);
        await ChangeTestAsync(cloud, test => test.DueAt = test.StartedAt, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await SettleAsync(cloud, cancellationToken);
        await SettleAsync(cloud, cancellationToken);
        var message = await mail.ReceiveAsync(message => message.Subject!.Contains("did not come back", StringComparison.Ordinal), cancellationToken);
        var raised = await AlarmsAsync(cloud, cancellationToken);

        using var again = await BeginAsync(cloud, cancellationToken);
        await AnswerAsync(agent, 2, await AskedAsync(agent, cancellationToken, after: 1), cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await AcknowledgeAsync(cloud, mail, cancellationToken);
        await SettleAsync(cloud, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Subject, Does.EndWith("· coop-1 · demo-farm"));
            Assert.That(raised.Select(alarm => (alarm.Id.Rule, alarm.Id.Coop, alarm.Id.Place, alarm.IsActive)), Is.EqualTo(new[] { (ChainRules.Unheard, "", "coop-1", true) }));
            Assert.That((await AlarmsAsync(cloud, cancellationToken)).Single().IsActive, Is.False);
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task A_test_that_nobody_acknowledges_in_time_is_an_alarm(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        using var begun = await BeginAsync(cloud, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await mail.ReceiveAsync(_ => true, cancellationToken);
        await ChangeTestAsync(cloud, test => test.DueAt = test.StartedAt, cancellationToken);
        await JudgeAsync(cloud, cancellationToken);
        await SettleAsync(cloud, cancellationToken);
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

        await SettleAsync(cloud, cancellationToken);
        await SettleAsync(cloud, cancellationToken);
        await mail.ReceiveAsync(message => message.Subject!.Contains("not tested in time", StringComparison.Ordinal), cancellationToken);

        await using var after = await cloud.DatabaseAsync(cancellationToken);
        var alarm = (await AlarmsAsync(cloud, cancellationToken)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await after.Set<ChainRow>().SingleAsync(cancellationToken)).Severity, Is.EqualTo(AlarmSeverity.Warning));
            Assert.That((alarm.Id.Rule, alarm.IsActive), Is.EqualTo((ChainRules.Overdue, true)));
        }
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
        var told = await mail.ReceiveAsync(message => message.Subject!.Contains("A channel does not deliver", StringComparison.Ordinal), cancellationToken);
        await cloud.Services.GetRequiredService<Heartbeats>().WriteAsync(cancellationToken);
        await Until.IsTrueAsync(async () => (await AlarmsAsync(cloud, cancellationToken)) is [{ Comments.Count: 1 }], cancellationToken);

        var alarm = (await AlarmsAsync(cloud, cancellationToken)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Subject, Does.EndWith("· robot hook · demo-farm"));
            Assert.That((alarm.Id.Rule, alarm.Id.Place), Is.EqualTo((ChainRules.ChannelBroken, "robot hook")));
            Assert.That(alarm.Comments.Single().Text, Does.Contain("410"));
            Assert.That((await cloud.OutboxAsync(cancellationToken)).Count(row => row.Kind == NotificationKind.Heartbeat), Is.EqualTo(2));
        }
    }

    private static Task<HttpResponseMessage> BeginAsync(TestCloud cloud, CancellationToken cancellationToken) =>
        cloud.Http.PostAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/alarm-tests", new { by = "An" }, cancellationToken);

    /// <summary>An agent that knows of tests, as its births say; its first batch is stored.</summary>
    private static async Task<TestAgent> BornAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        var agent = await cloud.ConnectAsync(FarmOnCall.Farm, "agent-1", cancellationToken);
        await agent.NodeBirthAsync(oldestBatch: 1);
        await agent.BirthAsync(
            "coop-1",
            ("temperature/front", MetricValue.Null(MetricType.Double)),
            ("spool-used/agent-1", MetricValue.Null(MetricType.Double)),
            ("chain-test/agent-1", MetricValue.Null(MetricType.Double)));
        await agent.DataAsync("coop-1", 1, new Metric(null, 1, TestAgent.Now.ToUnixTimeMilliseconds(), MetricValue.OfDouble(1)));
        await agent.AckedAsync(1, cancellationToken);
        await cloud.CoopAsync(FarmOnCall.Farm, "coop-1", coop => coop.Latest.Any(series => series.Reading.Quantity == Quantity.SpoolUsed), cancellationToken);
        return agent;
    }

    private static async Task<ulong> AskedAsync(TestAgent agent, CancellationToken cancellationToken, ulong after = 0)
    {
        while (true)
        {
            var command = await agent.NextCommandAsync(cancellationToken);
            if (command.Name == RoostMetrics.ChainTest && command.Value.TryGetUInt64(out var number) && number > after)
            {
                return number;
            }
        }
    }

    private static async Task AnswerAsync(TestAgent agent, ulong batch, ulong number, CancellationToken cancellationToken)
    {
        await agent.DataAsync("coop-1", batch, new Metric(null, 2, TestAgent.Now.ToUnixTimeMilliseconds(), MetricValue.OfDouble(number)));
        await agent.AckedAsync(batch, cancellationToken);
    }

    /// <summary>Waits for the test's mail and presses what it holds, then for the test's end.</summary>
    private static async Task AcknowledgeAsync(TestCloud cloud, MailServer mail, CancellationToken cancellationToken)
    {
        await Until.IsTrueAsync(
            async () =>
            {
                await JudgeAsync(cloud, cancellationToken);
                return (await TestAsync(cloud, cancellationToken)).DeliveredAt is not null;
            },
            cancellationToken);
        var message = mail.Received.Last(message => message.Subject == "TEST of the alarm chain · demo-farm: please acknowledge");
        using var pressed = await cloud.Http.PostAsync(new Uri(Link().Match(message.TextBody!).Value, UriKind.Relative), null, cancellationToken);
        Assert.That(pressed.IsSuccessStatusCode, Is.True);
        await JudgeAsync(cloud, cancellationToken);
    }

    private static async Task ChangeTestAsync(TestCloud cloud, Action<TestRow> change, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        change(await database.Set<TestRow>().OrderBy(row => row.Id).LastAsync(cancellationToken));
        await database.SaveChangesAsync(cancellationToken);
    }

    private static async Task<bool> IsToldAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return await database.Set<ChainRow>().AnyAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Alarm>> AlarmsAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return [.. (await database.Set<AlarmRow>().AsNoTracking().ToListAsync(cancellationToken)).Select(row => row.ToAlarm())];
    }

    private static Task SettleAsync(TestCloud cloud, CancellationToken cancellationToken) => cloud.Services.GetRequiredService<ChainAlarms>().SettleAsync(cancellationToken);

    private static Task JudgeAsync(TestCloud cloud, CancellationToken cancellationToken) => cloud.Services.GetRequiredService<ChainTester>().JudgeAsync(cancellationToken);

    private static async Task<TestRow> TestAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return await database.Set<TestRow>().AsNoTracking().OrderBy(row => row.Id).LastAsync(cancellationToken);
    }

    [GeneratedRegex(@"/ack/[A-Za-z0-9\-_]+")]
    private static partial Regex Link();
}
