using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Cloud.Live;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>
/// Tests the alarm chain, from an agent's input to a person. The test goes in at the agent of every coop where a sample does, and comes the way of all
/// readings; when it is heard of all coops, or has had its time, an alarm that is marked as a test goes to people, and somebody must acknowledge it.
/// What fails is itself an alarm (<see cref="ChainAlarms"/>).
/// </summary>
internal sealed class ChainTester(IDbContextFactory<RoostDatabase> databases, Snapshots snapshots, NodeCommands commands, FarmClock clock)
{
    /// <summary>Who began a test that the plan asked for.</summary>
    public const string BySchedule = "schedule";

    /// <summary>People are told of a test after this while, whatever was heard of the coops: whether they can be reached is tested all the same.</summary>
    public static readonly TimeSpan HearWithin = TimeSpan.FromSeconds(30);

    private const string Rule = "alarm-chain-test";
    private static readonly LocalText Title = new("Test of the alarm chain", "报警链路测试");
    private static readonly LocalText First = new("Acknowledge this test.", "请确认本次测试。");

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
        var test = new TestRow
        {
            Farm = farm,
            By = by,
            StartedAt = now,
            DueAt = now + plan.Tests.AcknowledgeWithin,
            Alarm = new AlarmId(Rule, farm, "alarm-chain", now).ToString(),
            Result = TestResult.Running,
        };
        database.Add(test);
        await AlarmLog.AppendAsync(database, farm, now, [new("test-begun", test.Alarm, by, null)], cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (await snapshots.OfFarmAsync(farm) is { } heard)
        {
            await AskAsync(test, heard.Coops, cancellationToken);
        }

        return test;
    }

    /// <summary>Tells people of the tests that came in, and ends those that somebody acknowledged, or nobody in time.</summary>
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
            var tests = await database.Set<TestRow>().Where(row => row.Farm == farm && row.Result == TestResult.Running).ToListAsync(cancellationToken);
            foreach (var test in tests)
            {
                await JudgeAsync(database, test, heard, cancellationToken);
            }

            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);

            // After it: a broker that is slow to take a command must not hold the farm's alarms.
            foreach (var test in tests.Where(test => test.Result == TestResult.Running))
            {
                await AskAsync(test, UnheardOf(heard, test), cancellationToken);
            }
        }
    }

    // Who asks in vain asks again at the next look: the agent may have been away just then.
    private async Task AskAsync(TestRow test, IEnumerable<CoopSnapshot> unheard, CancellationToken cancellationToken)
    {
        foreach (var agent in unheard.Where(coop => coop.Online).Select(coop => coop.Agent).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await commands.TestChainAsync(test.Farm, agent, test.Id, cancellationToken);
        }
    }

    private async Task JudgeAsync(RoostDatabase database, TestRow test, FarmSnapshot? heard, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var unheard = UnheardOf(heard, test);
        var chain = await database.Set<ChainRow>().SingleOrDefaultAsync(row => row.Farm == test.Farm && row.Alarm == test.Alarm, cancellationToken);
        if (chain is null)
        {
            if (unheard.Length == 0 || now >= test.StartedAt + HearWithin)
            {
                database.Add(ChainOf(test));
            }

            return;
        }

        test.DeliveredAt ??= await database.Set<ToldRow>().Where(told => told.ChainId == chain.Id)
            .Join(database.Set<OutboxRow>().Where(row => row.State == DeliveryState.Delivered), told => told.NotificationId, row => row.NotificationId, (_, row) => row.DoneAt)
            .MinAsync(cancellationToken);
        var isAcknowledged = chain.ClosedAt is not null;
        if (now < test.DueAt && !(isAcknowledged && unheard.Length == 0))
        {
            return;
        }

        (test.AcknowledgedAt, test.AcknowledgedBy, test.EndedAt) = (chain.ClosedAt, chain.Note.AcknowledgedBy, now);
        test.Unheard = string.Join(", ", unheard.Select(coop => coop.Coop));
        test.Result = !isAcknowledged ? TestResult.NotAcknowledged : unheard.Length > 0 ? TestResult.CoopUnheard : TestResult.Passed;
        chain.ClosedAt ??= now;
        await AlarmLog.AppendAsync(
            database, test.Farm, now, [new("test-ended", test.Alarm, test.AcknowledgedBy, new { test.Result, test.DeliveredAt, test.AcknowledgedAt, test.Unheard })], cancellationToken);
    }

    private static CoopSnapshot[] UnheardOf(FarmSnapshot? heard, TestRow test) => heard is null ? [] : [.. heard.Coops.Where(coop => !IsHeard(coop, test))];

    /// <summary>Whether the test came out of a coop's agent; of an edge node that knows nothing of tests, whether anything came since it began.</summary>
    private static bool IsHeard(CoopSnapshot coop, TestRow test)
    {
        // A Roost agent says how full its spool is, and no other node does.
        var answers = coop.Latest.Any(static series => series.Reading.Quantity is Quantity.SpoolUsed or Quantity.ChainTest);
        return coop.Latest.Any(series => answers
            ? series.Reading.Quantity == Quantity.ChainTest && series.Reading.Value == test.Id
            : IsOfHouse(series.Reading) && series.Reading.TakenAt >= test.StartedAt);
    }

    // What the cloud itself says of an agent proves nothing of the house.
    private static bool IsOfHouse(in Reading reading) =>
        reading.Quantity is not (Quantity.AgentLink or Quantity.ClockOffset) && reading.Place != ValueOf.Neighbours;

    private ChainRow ChainOf(TestRow test) => new()
    {
        Farm = test.Farm,
        Alarm = test.Alarm,
        IsTest = true,
        Chain = Chain.Begin(AlarmSeverity.Critical, clock.Now),
        Note = new AlarmNote(test.Alarm, AlarmSeverity.Critical, test.Farm, "", Title, First, test.StartedAt),
    };
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
