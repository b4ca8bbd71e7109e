using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Jobs;

/// <summary>Keeps the jobs of each farm on its plan's times and the farm's clock: at the start, and whenever a plan is saved.</summary>
internal sealed class FarmSchedule([FromKeyedServices(JobsSlice.Scheduler)] ISchedulerFactory schedulers, IDbContextFactory<RoostDatabase> databases, FarmDirectory farms) : IHostedService
{
    /// <summary>The key of a trigger's data under which it says the farm.</summary>
    public const string FarmKey = "farm";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var row in await database.Set<PlanRow>().AsNoTracking().ToListAsync(cancellationToken))
        {
            await FollowAsync(row.Farm, row.Plan, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Puts the farm's jobs on the plan's times.</summary>
    public async Task FollowAsync(string farm, OnCallPlan plan, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await FollowAsync(scheduler, "digest", farm, DigestJob.Key, CronOf(plan.DigestAt, []), cancellationToken);
        await FollowAsync(scheduler, "report", farm, ReportJob.Key, CronOf(plan.DigestAt, []), cancellationToken);
        await FollowAsync(
            scheduler, "chain-test", farm, ChainTestJob.Key, plan.Tests.Days.Count == 0 ? null : CronOf(plan.Tests.At, plan.Tests.Days), cancellationToken);
    }

    private async Task FollowAsync(
        IScheduler scheduler, string name, string farm, JobKey job, string? cron, CancellationToken cancellationToken)
    {
        var key = new TriggerKey(farm, name);
        if (cron is null)
        {
            await scheduler.UnscheduleJob(key, cancellationToken);
            return;
        }

        // A trigger that is right stays as it is: a fresh one would forget the time that it missed while the service was down.
        var zone = TimeZoneInfo.FindSystemTimeZoneById(farms.TimeZoneOf(farm));
        if (await scheduler.GetTrigger(key, cancellationToken) is ICronTrigger there && there.CronExpressionString == cron && there.TimeZone.Id == zone.Id)
        {
            return;
        }

        var trigger = TriggerBuilder.Create(scheduler.TimeProvider).WithIdentity(key).ForJob(job).UsingJobData(FarmKey, farm)
            .WithCronSchedule(cron, schedule => schedule.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(trigger, new ScheduleJobOptions { Replace = true }, cancellationToken);
    }

    private static string CronOf(TimeOnly at, IReadOnlyList<Weekday> days) => string.Create(
        CultureInfo.InvariantCulture,
        $"{at.Second} {at.Minute} {at.Hour} ? * {(days.Count == 0 ? "*" : string.Join(',', days.Select(day => day.ToString()[..3].ToUpperInvariant())))}");
}
