using Microsoft.EntityFrameworkCore;
using Quartz;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Jobs;

/// <summary>
/// Removes what nobody has to keep any more. Deliveries and tests are kept for 400 days: the Netherlands ask for 13 months (Regeling houders
/// van dieren, article 9.6).
/// </summary>
[DisallowConcurrentExecution]
internal sealed class CleanUpJob(IDbContextFactory<RoostDatabase> databases, FarmClock clock) : IJob
{
    /// <summary>How long deliveries and tests are kept.</summary>
    public static readonly TimeSpan Keep = AlarmLog.KeepAtLeast;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.Now;
        var before = now - Keep;
        await database.Set<OutboxRow>().Where(row => row.CreatedAt < before && row.State != DeliveryState.Waiting).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ChainRow>().Where(row => row.ClosedAt < before).ExecuteDeleteAsync(cancellationToken);
        await database.Set<TestRow>().Where(row => row.EndedAt < before).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ToldRow>().Where(told => !database.Set<OutboxRow>().Any(row => row.NotificationId == told.NotificationId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var farm in await database.Set<AlarmLogRow>().Where(row => row.At < before).Select(row => row.Farm).Distinct().ToListAsync(cancellationToken))
        {
            await AlarmLog.TrimAsync(database, farm, before, now, cancellationToken);
        }

        await database.Set<PendingRow>().Where(row => !database.Set<ChainRow>().Any(chain => chain.Id == row.ChainId)).ExecuteDeleteAsync(cancellationToken);
    }
}
