using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Jobs;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify;

namespace Roost.Cloud.Tests.Jobs;

/// <summary>The schedule outlives the service.</summary>
internal sealed class MissedJobTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    [Test, CancelAfter(120_000)]
    public async Task A_digest_that_fell_due_while_the_service_was_down_is_sent_when_it_is_back(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings, folder.Path))
        {
            await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
            await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot(severity: AlarmSeverity.Information));
        }

        // As if the service had been down for an hour that the digest's time lay in.
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, "roost.db")}"))
        {
            await database.OpenAsync(cancellationToken);
            var missed = TestAgent.Now.AddHours(-1).UtcTicks;
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE QRTZ_TRIGGERS SET NEXT_FIRE_TIME = $missed, PREV_FIRE_TIME = NULL WHERE TRIGGER_GROUP = 'digest'";
            command.Parameters.AddWithValue("$missed", missed);
            Assert.That(await command.ExecuteNonQueryAsync(cancellationToken), Is.EqualTo(1));
        }

        await using var again = await TestCloud.StartAsync(cancellationToken, mail.Settings, folder.Path);
        var message = await mail.ReceiveAsync(message => message.Subject!.StartsWith("Daily summary", StringComparison.Ordinal), cancellationToken);

        Assert.That(message.TextBody, Does.Contain("Too hot · coop-1/front"));
        Assert.That((await again.OutboxAsync(cancellationToken)).Count(row => row.Kind == NotificationKind.Digest), Is.EqualTo(1));
    }

    [Test, CancelAfter(120_000)]
    public async Task Jobs_follow_the_plan_and_the_farms_clock(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        var plan = await database.Set<PlanRow>().AsNoTracking().SingleAsync(cancellationToken);
        var scheduler = await cloud.Services.GetRequiredKeyedService<ISchedulerFactory>(JobsSlice.Scheduler).GetScheduler(cancellationToken);

        var digest = (ICronTrigger)(await scheduler.GetTrigger(new TriggerKey(FarmOnCall.Farm, "digest"), cancellationToken))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.Plan.DigestAt, Is.EqualTo(new TimeOnly(7, 0)));
            Assert.That((digest.CronExpressionString, digest.TimeZone.Id), Is.EqualTo(("0 0 7 ? * *", "Asia/Shanghai")));
            Assert.That(await scheduler.GetTrigger(new TriggerKey(FarmOnCall.Farm, "chain-test"), cancellationToken), Is.Null);
        }
    }
}
