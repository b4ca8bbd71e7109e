using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>A contact by which nothing can be delivered is an alarm of its own: it goes to people by the plan, whoever can still be reached.</summary>
internal sealed class BrokenChannels(IDbContextFactory<RoostDatabase> databases, FarmClock clock)
{
    private const string Rule = "channel-broken";

    /// <summary>Raises the alarm for the message's contact; nothing where it is raised already.</summary>
    public async Task RaiseAsync(OutboxRow row, string problem, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.LockChainsAsync(cancellationToken);
        if (await Open(database, row).AnyAsync(cancellationToken))
        {
            return;
        }

        var id = new AlarmId(Rule, row.Person, row.Contact, clock.Now);
        database.Add(new ChainRow
        {
            Farm = row.Farm,
            Alarm = id.ToString(),
            Chain = Chain.Begin(AlarmSeverity.Warning, id.Start),
            Note = new AlarmNote(
                id.ToString(),
                AlarmSeverity.Warning,
                row.Person,
                row.Contact,
                new("A channel does not deliver", "通知通道无法送达"),
                new($"Check this contact: {problem}", $"请检查此联系方式：{problem}"),
                id.Start),
        });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends the alarm for the message's contact, by which something was delivered just now.</summary>
    public async Task EndAsync(RoostDatabase database, OutboxRow row, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.Now;
        await Open(database, row).ExecuteUpdateAsync(set => set.SetProperty(chain => chain.ClosedAt, now), cancellationToken);
    }

    private static IQueryable<ChainRow> Open(RoostDatabase database, OutboxRow row)
    {
        var start = $"{Rule}/{row.Person}/{row.Contact}/";
        return database.Set<ChainRow>().Where(chain => chain.Farm == row.Farm && chain.ClosedAt == null && chain.Alarm.StartsWith(start));
    }
}
