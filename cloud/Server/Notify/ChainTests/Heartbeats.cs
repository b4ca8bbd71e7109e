using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>Sends a sign of life by every contact that an on-call plan uses and by which nothing went for a while, so that a dead channel is noticed before it is needed.</summary>
internal sealed class Heartbeats(
    IDbContextFactory<RoostDatabase> databases, IOptions<NotifyOptions> options, FarmDirectory farms, FarmClock clock, TimeProvider time)
{
    /// <summary>Writes those that are due. A contact's first comes as soon as a plan names it: its owner sees that it works.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (options.Value.HeartbeatEvery == TimeSpan.Zero)
        {
            return;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now;
        var since = now - options.Value.HeartbeatEvery;
        foreach (var row in await database.Set<PlanRow>().AsNoTracking().ToListAsync(cancellationToken))
        {
            var used = row.Plan.CallOrders.SelectMany(order => order.Steps).Select(step => (step.Person, step.Contact)).Distinct();
            var lately = (await database.Set<OutboxRow>().Where(sent => sent.Farm == row.Farm && sent.CreatedAt > since)
                .Select(sent => new { sent.Person, sent.Contact }).Distinct().ToListAsync(cancellationToken)).Select(sent => (sent.Person, sent.Contact)).ToHashSet();
            foreach (var (person, contact) in used.Where(reach => !lately.Contains(reach)))
            {
                database.Add(OutboxRow.Of(row.Farm, farms.TimeZoneOf(row.Farm), person, contact, NotificationKind.Heartbeat, [], null, now, time.GetUtcNow()));
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
