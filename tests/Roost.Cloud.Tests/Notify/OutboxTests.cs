using System.Diagnostics;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>From an alarm's transaction to a person, with a real mail server and a real database.</summary>
internal sealed class OutboxTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };
    private static readonly Person Li = new() { Id = "li", Name = "李伟", Language = "zh-CN", Contacts = [new("mail", ChannelKind.Mail, "li@farm.example")] };

    [Test, CancelAfter(60_000), Timed]
    public async Task An_alarm_reaches_a_person_by_mail_with_text_html_and_a_link(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "https://roost.example/"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        var watch = Stopwatch.StartNew();

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        var message = await mail.ReceiveAsync(_ => true, cancellationToken);

        await TestContext.Out.WriteLineAsync($"Measured: alarm stored to mail received {watch.Elapsed.TotalSeconds:0.00} s");
        var id = message.Headers["X-Roost-Notification"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
            Assert.That(message.Subject, Is.EqualTo("▲ CRITICAL: Too hot · coop-1/front · demo-farm"));
            Assert.That(message.TextBody, Does.Contain("36.5 °C (limit 33 °C)").And.Contain("First: Open the inlets").And.Contain("https://roost.example/ack/"));
            Assert.That(message.HtmlBody, Does.Contain("href=\"https://roost.example/ack/"));
            Assert.That(message.MessageId, Is.EqualTo($"{Guid.Parse(id!):N}@farm.example"));
            Assert.That(message.Headers["X-Roost-Repeat"], Is.Null);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_transaction_that_is_rolled_back_tells_nobody(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using (var database = await cloud.DatabaseAsync(cancellationToken))
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            database.Add(new ChainRow { Farm = FarmOnCall.Farm, Alarm = "rolled-back", Note = new("rolled-back", Roost.Alarms.AlarmSeverity.Critical, "coop-1", "", new("", ""), new("", ""), TestAgent.Now) });
            await database.SaveChangesAsync(cancellationToken);
        }

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot("coop-2"));
        await mail.ReceiveAsync(message => message.Subject!.Contains("coop-2", StringComparison.Ordinal), cancellationToken);

        Assert.That(mail.Received, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_chinese_reader_reads_chinese_and_a_failed_channel_brings_the_next_person_forward(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        hooks.Answers.Enqueue((404, "{}", null));
        var robot = An with { Contacts = [new("hook", ChannelKind.Webhook, $"{hooks.Address}gone")] };
        await cloud.SetUpAsync(TimeSpan.FromHours(1), cancellationToken, robot, Li);

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        var message = await mail.ReceiveAsync(_ => true, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Subject, Is.EqualTo("▲ 紧急: 温度过高 · coop-1/front · demo-farm"));
            Assert.That(message.TextBody, Does.Contain("首先：打开进风口并检查风机。").And.Contain("发给An（hook）的消息未能送达。"));
            Assert.That((await cloud.OutboxAsync(cancellationToken))[0].Problem, Is.EqualTo("The receiver answered 404 Not Found."));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_message_that_the_server_postpones_goes_again_marked_as_a_repeat_with_the_same_id(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        mail.SetBusy(true);

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)) is [{ Problem: not null }], cancellationToken);
        mail.SetBusy(false);
        await cloud.HurryAsync(cancellationToken);
        var message = await mail.ReceiveAsync(_ => true, cancellationToken);

        var row = (await cloud.OutboxAsync(cancellationToken))[0];
        Assert.That((message.Headers["X-Roost-Repeat"], message.Headers["X-Roost-Notification"]), Is.EqualTo(("true", row.NotificationId.ToString())));
    }

    [Test, CancelAfter(60_000)]
    public async Task An_alarm_that_is_over_stops_its_chain_and_tells_whoever_was_told(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An, Li);
        var alarm = cloud.Hot();
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, alarm);
        await mail.ReceiveAsync(message => message.To.ToString().Contains("an@", StringComparison.Ordinal), cancellationToken);

        await cloud.TellAsync(AlarmChangeKind.Ended, cancellationToken, alarm with { EndedAt = alarm.RaisedAt.AddMinutes(1), End = AlarmEnd.Over });
        var over = await mail.ReceiveAsync(message => message.Subject!.StartsWith("Over", StringComparison.Ordinal), cancellationToken);
        await cloud.HurryAsync(cancellationToken);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot("coop-2"));
        await mail.ReceiveAsync(message => message.Subject!.Contains("coop-2", StringComparison.Ordinal), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(over.To.ToString(), Does.Contain("an@"));
            Assert.That(mail.Received, Has.Count.EqualTo(3));
            Assert.That(mail.Received.Any(message => message.To.ToString().Contains("li@", StringComparison.Ordinal)), Is.False);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task An_alarm_that_was_over_when_it_became_known_pages_nobody(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        var late = cloud.Hot() with { Late = true, EndedAt = TestAgent.Now, End = AlarmEnd.Over };

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, late);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot("coop-2"));
        await mail.ReceiveAsync(message => message.Subject!.Contains("coop-2", StringComparison.Ordinal), cancellationToken);

        Assert.That(mail.Received, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_thousand_alarms_at_once_are_a_few_messages(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, [.. Enumerable.Range(0, 1_000).Select(coop => cloud.Hot($"coop-{coop}"))]);
        await Until.IsTrueAsync(
            async () => (await cloud.OutboxAsync(cancellationToken)) is { Count: > 0 } rows && rows.Sum(row => row.Body.Alarms.Count) == 1_000
                && rows.All(row => row.State == DeliveryState.Delivered),
            cancellationToken);

        await TestContext.Out.WriteLineAsync($"Measured: 1,000 alarms at once, {mail.Received.Count} messages to one person");
        Assert.That(mail.Received, Has.Count.LessThanOrEqualTo(3));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_is_beyond_the_pages_of_an_hour_comes_folded_into_one(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        for (var coop = 0; coop < 16; coop++)
        {
            await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot($"coop-{coop}"));
            await Until.IsTrueAsync(
                async () =>
                {
                    await using var database = await cloud.DatabaseAsync(cancellationToken);
                    return (await cloud.OutboxAsync(cancellationToken)).Sum(row => row.Body.Alarms.Count) + database.Set<PendingRow>().Count() == coop + 1;
                },
                cancellationToken);
        }

        await using (var database = await cloud.DatabaseAsync(cancellationToken))
        {
            var first = database.Set<OutboxRow>().OrderBy(row => row.Id).First();
            first.CreatedAt -= TimeSpan.FromHours(1);
            await database.SaveChangesAsync(cancellationToken);
        }

        await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)).Count == 13, cancellationToken);

        Assert.That((await cloud.OutboxAsync(cancellationToken))[^1].Body.Alarms, Has.Count.EqualTo(4));
    }
}
