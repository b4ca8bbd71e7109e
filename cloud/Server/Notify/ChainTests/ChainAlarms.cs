using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>
/// What the tests say of the alarm chain, as alarms in the farm's book. They follow from the tests alone: where the service is killed between a test and
/// its alarm, the next look makes up for it, and none is raised twice.
/// </summary>
internal sealed class ChainAlarms(IDbContextFactory<RoostDatabase> databases, IGrainFactory grains, FarmClock clock)
{
    private static readonly string[] Rules = [ChainRules.Unacknowledged, ChainRules.Unheard, ChainRules.Overdue];

    /// <summary>Raises what is so and is not raised, and ends what is so no longer, for every farm that has a plan.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.Now;
        var rows = await database.Set<AlarmRow>().AsNoTracking().Where(row => row.EndedAt == null && Rules.Contains(row.Rule)).ToListAsync(cancellationToken);
        var raised = rows.Select(row => row.ToAlarm()).ToLookup(alarm => alarm.Farm);
        foreach (var plan in await database.Set<PlanRow>().AsNoTracking().ToListAsync(cancellationToken))
        {
            var due = await DueAsync(database, plan, now, cancellationToken);
            Revision[] changes =
            [
                .. from alarm in raised[plan.Farm]
                   where !due.Exists(verdict => verdict.Alarm == alarm.Id)
                   let verdict = new Verdict(alarm.Id, alarm.Severity, alarm.RaisedAt, null, null, null, null)
                   select new Revision(verdict, verdict with { EndedAt = now }),
                .. from verdict in due where !raised[plan.Farm].Any(alarm => alarm.Id == verdict.Alarm) select new Revision(null, verdict),
            ];
            if (changes.Length > 0)
            {
                await grains.GetGrain<IFarmAlarms>(plan.Farm).TakeAsync([new("", changes, now, null, [])], cancellationToken);
            }
        }
    }

    private static async Task<List<Verdict>> DueAsync(RoostDatabase database, PlanRow plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Verdict> due = [];
        var tests = database.Set<TestRow>().AsNoTracking().Where(test => test.Farm == plan.Farm);
        var last = await tests.Where(test => test.Result != TestResult.Running).OrderByDescending(test => test.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is { EndedAt: { } ended })
        {
            due.AddRange(last.Result switch
            {
                TestResult.NotAcknowledged => [Raise(ChainRules.Unacknowledged, "", AlarmSeverity.Critical, last.StartedAt, ended)],
                TestResult.CoopUnheard => last.UnheardCoops.Select(coop => Raise(ChainRules.Unheard, coop, AlarmSeverity.Critical, last.StartedAt, ended)),
                _ => [],
            });
        }

        var passed = await tests.Where(test => test.Result == TestResult.Passed).MaxAsync(test => (DateTimeOffset?)test.StartedAt, cancellationToken);
        var overdue = (passed ?? plan.CreatedAt) + TimeSpan.FromDays(plan.Plan.Tests.LongestGapDays);
        if (overdue <= now)
        {
            due.Add(Raise(ChainRules.Overdue, "", AlarmSeverity.Warning, overdue, overdue));
        }

        return due;
    }

    private static Verdict Raise(string rule, string place, AlarmSeverity severity, DateTimeOffset start, DateTimeOffset raised) =>
        new(new(rule, "", place, ToMillisecond(start)), severity, ToMillisecond(raised), null, null, null, null);

    // An alarm's id has its start to the millisecond.
    private static DateTimeOffset ToMillisecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
