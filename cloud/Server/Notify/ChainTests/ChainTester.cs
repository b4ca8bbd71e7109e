using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Live;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Domain.Readings;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>
/// Tests the alarm chain from the houses to a person: something fresh must be heard of every coop while the test lasts, and a person must
/// acknowledge an alarm that goes the way of every other, marked as a test. What fails is itself an alarm.
/// </summary>
internal sealed class ChainTester(IDbContextFactory<RoostDatabase> databases, Snapshots snapshots, FarmClock clock)
{
    /// <summary>Who began a test that the plan asked for.</summary>
    public const string BySchedule = "schedule";

    private const string TestRule = "alarm-chain-test";
    private const string BrokenRule = "alarm-chain-broken";
    private const string OverdueRule = "alarm-chain-test-overdue";
    private static readonly LocalText TestTitle = new("Test of the alarm chain", "报警链路测试");
    private static readonly LocalText TestFirst = new("Acknowledge this test.", "请确认本次测试。");
    private static readonly LocalText BrokenTitle = new("The alarm chain is broken", "报警链路中断");
    private static readonly LocalText OverdueTitle = new("The alarm chain was not tested in time", "报警链路未按时测试");

    private static readonly LocalText NotAcknowledgedFirst = new(
        "Nobody acknowledged the test in time: see that people are reachable, then test again.", "无人按时确认测试：请确保值班人员可联系，然后重新测试。");

    private static readonly LocalText OverdueFirst = new(
        "Start a test on the dashboard and acknowledge it; the law asks for it.", "请在看板上启动测试并确认；法规对此有要求。");

    /// <summary>Begins a test; null where one is under way already, or the farm has no plan that it could follow.</summary>
    public async Task<TestRow?> BeginAsync(string farm, string by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.LockAsync(farm, clock.Now, cancellationToken);
        if (await database.PlanOfAsync(farm, cancellationToken) is not { } plan
            || await database.Set<TestRow>().AnyAsync(row => row.Farm == farm && row.Result == TestResult.Running, cancellationToken))
        {
            return null;
        }

        var now = clock.Now;
        var chain = ChainOf(farm, TestRule, AlarmSeverity.Critical, TestTitle, TestFirst, isTest: true);
        var test = new TestRow
        {
            Farm = farm,
            By = by,
            StartedAt = now,
            DueAt = now + plan.Tests.AcknowledgeWithin,
            Alarm = chain.Alarm,
            Result = TestResult.Running,
        };
        database.AddRange(chain, test);
        await AlarmLog.AppendAsync(database, farm, now, [new("test-begun", test.Alarm, by, null)], cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return test;
    }

    /// <summary>Ends the tests that somebody acknowledged, or nobody in time.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        List<string> farms;
        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            farms = await database.Set<TestRow>().Where(row => row.Result == TestResult.Running).Select(row => row.Farm).Distinct().ToListAsync(cancellationToken);
        }

        foreach (var farm in farms)
        {
            // Asked before the transaction begins: the twins may have to wait for the database themselves.
            var heard = await snapshots.OfFarmAsync(farm);
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await database.LockAsync(farm, clock.Now, cancellationToken);
            foreach (var test in await database.Set<TestRow>().Where(row => row.Farm == farm && row.Result == TestResult.Running).ToListAsync(cancellationToken))
            {
                await JudgeAsync(database, test, heard, cancellationToken);
            }

            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Raises an alarm for every farm whose last successful test is too long ago: once, until a test succeeds.</summary>
    public async Task RemindAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.Now;
        foreach (var row in await database.Set<PlanRow>().AsNoTracking().ToListAsync(cancellationToken))
        {
            var tests = database.Set<TestRow>().Where(test => test.Farm == row.Farm && test.Result == TestResult.Passed);
            var since = await tests.MaxAsync(test => (DateTimeOffset?)test.StartedAt, cancellationToken) ?? row.CreatedAt;
            if (now - since < TimeSpan.FromDays(row.Plan.Tests.LongestGapDays))
            {
                continue;
            }

            var start = since + TimeSpan.FromDays(row.Plan.Tests.LongestGapDays);
            var chain = ChainOf(row.Farm, OverdueRule, AlarmSeverity.Warning, OverdueTitle, OverdueFirst, isTest: false, start);
            if (!await database.Set<ChainRow>().AnyAsync(other => other.Farm == row.Farm && other.Alarm == chain.Alarm, cancellationToken))
            {
                database.Add(chain);
                await database.SaveChangesAsync(cancellationToken);
            }
        }
    }

    // What the cloud itself says of an agent proves nothing of the house.
    private static bool IsOfHouse(in Reading reading) =>
        reading.Quantity is not (Quantity.AgentLink or Quantity.ClockOffset) && reading.Place != ValueOf.Neighbours;

    private async Task JudgeAsync(RoostDatabase database, TestRow test, FarmSnapshot? heard, CancellationToken cancellationToken)
    {
        var chain = await database.Set<ChainRow>().SingleAsync(row => row.Farm == test.Farm && row.Alarm == test.Alarm, cancellationToken);
        test.DeliveredAt ??= await database.Set<ToldRow>().Where(told => told.ChainId == chain.Id)
            .Join(database.Set<OutboxRow>().Where(row => row.State == DeliveryState.Delivered), told => told.NotificationId, row => row.NotificationId, (_, row) => row.DoneAt)
            .MinAsync(cancellationToken);
        var now = clock.Now;
        var unheard = heard is null ? [] : heard.Coops.Where(coop => !coop.Latest.Any(series => IsOfHouse(series.Reading) && series.Reading.TakenAt >= test.StartedAt)).Select(coop => coop.Coop).ToArray();
        var isAcknowledged = chain.ClosedAt is not null;
        if (now < test.DueAt && !(isAcknowledged && unheard.Length == 0))
        {
            return;
        }

        (test.AcknowledgedAt, test.AcknowledgedBy, test.Unheard, test.EndedAt) = (chain.ClosedAt, chain.Note.AcknowledgedBy, string.Join(", ", unheard), now);
        test.Result = !isAcknowledged ? TestResult.NotAcknowledged : unheard.Length > 0 ? TestResult.CoopUnheard : TestResult.Passed;
        chain.ClosedAt ??= now;
        await AlarmLog.AppendAsync(
            database, test.Farm, now, [new("test-ended", test.Alarm, test.AcknowledgedBy, new { test.Result, test.DeliveredAt, test.AcknowledgedAt, test.Unheard })], cancellationToken);
        if (test.Result == TestResult.Passed)
        {
            await EndAsync(database, test.Farm, now, cancellationToken);
            return;
        }

        var first = test.Result == TestResult.NotAcknowledged ? NotAcknowledgedFirst : new LocalText(
            $"Nothing was heard of {test.Unheard} during the test: look after the agent and its connection.",
            $"测试期间未收到 {test.Unheard} 的数据：请检查采集器及其网络。");
        database.Add(ChainOf(test.Farm, BrokenRule, AlarmSeverity.Critical, BrokenTitle, first, isTest: false, test.StartedAt));
    }

    // A test that passed answers what earlier ones raised.
    private static async Task EndAsync(RoostDatabase database, string farm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var raised = await database.Set<ChainRow>()
            .Where(row => row.Farm == farm && row.ClosedAt == null && (row.Alarm.StartsWith(BrokenRule + "/") || row.Alarm.StartsWith(OverdueRule + "/")))
            .ToListAsync(cancellationToken);
        raised.ForEach(row => (row.ClosedAt, row.Note) = (now, row.Note with { EndedAt = now }));
    }

    private ChainRow ChainOf(
        string farm, string rule, AlarmSeverity severity, LocalText title, LocalText first, bool isTest, DateTimeOffset? start = null)
    {
        var id = new AlarmId(rule, farm, "alarm-chain", start ?? clock.Now).ToString();
        return new()
        {
            Farm = farm,
            Alarm = id,
            IsTest = isTest,
            Chain = Chain.Begin(severity, clock.Now),
            Note = new AlarmNote(id, severity, farm, "", title, first, start ?? clock.Now),
        };
    }
}

/// <summary>The order in which a transaction takes its locks: the farm's log first, as the alarms do, then the chains.</summary>
internal static class ChainTestLock
{
    public static async Task LockAsync(this RoostDatabase database, string farm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Adding nothing still takes the log's lock.
        await AlarmLog.AppendAsync(database, farm, now, [], cancellationToken);
        await database.LockChainsAsync(cancellationToken);
    }
}
