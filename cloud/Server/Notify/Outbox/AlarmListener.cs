using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Alarms.Storms;
using Roost.Cloud.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>
/// Opens a chain for an alarm that people are to be told of, closes it when they need not be any more, and keeps what is not urgent for the
/// digest; all in the transaction that stores the alarm.
/// </summary>
internal sealed class AlarmListener(FarmClock clock) : IAlarmListener
{
    public async ValueTask AddAsync(RoostDatabase database, IReadOnlyList<AlarmEvent> events, CancellationToken cancellationToken)
    {
        await database.LockChainsAsync(cancellationToken);
        var names = events.SelectMany(item => new[] { item.Alarm.Id, item.Alarm.Supersedes }).OfType<AlarmId>().Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal);
        var known = await database.Set<ChainRow>().Where(row => names.Contains(row.Alarm)).ToListAsync(cancellationToken);
        var chains = known.Concat(database.Set<ChainRow>().Local).Distinct().ToDictionary(row => (row.Farm, row.Alarm));
        foreach (var item in events.OrderBy(item => item.LogNumber))
        {
            await TakeAsync(database, item, chains, cancellationToken);
        }
    }

    private async Task TakeAsync(RoostDatabase database, AlarmEvent item, Dictionary<(string Farm, string Alarm), ChainRow> chains, CancellationToken cancellationToken)
    {
        var alarm = item.Alarm;
        var note = NoteOf(alarm, item.Text);
        var chain = chains.GetValueOrDefault((alarm.Farm, alarm.Id.ToString()));
        if (chain is null && alarm.Supersedes is { } before && chains.Remove((alarm.Farm, before.ToString()), out var same))
        {
            // One alarm under another id: whoever was told of it is not told anew.
            (same.Alarm, same.ClosedAt) = (alarm.Id.ToString(), alarm.IsLoud && alarm.Acknowledgement is null ? null : same.ClosedAt);
            chains.Add((alarm.Farm, same.Alarm), same);
            chain = same;
        }

        if (item.Kind == AlarmChangeKind.Superseded)
        {
            // It goes on under the id that supersedes it, whose own event takes the chain over.
            return;
        }

        if (alarm.Severity == AlarmSeverity.Information || (item.Kind == AlarmChangeKind.Raised && !alarm.IsActive))
        {
            if (item.Kind == AlarmChangeKind.Raised)
            {
                database.Add(new DigestRow { Farm = alarm.Farm, Note = note });
            }

            return;
        }

        if (alarm.IsLoud && alarm.Acknowledgement is null)
        {
            if (chain is null)
            {
                chain = new ChainRow { Farm = alarm.Farm, Alarm = alarm.Id.ToString(), Chain = Chain.Begin(alarm.Severity, clock.Now) };
                database.Add(chain);
                chains.Add((chain.Farm, chain.Alarm), chain);
            }
            else if (chain.ClosedAt is not null)
            {
                (chain.ClosedAt, chain.LookAgainAt) = (null, clock.Now);
            }
        }
        else if (chain is { ClosedAt: null })
        {
            chain.ClosedAt = clock.Now;
        }

        if (chain is not null)
        {
            chain.Note = note;

            // That somebody acknowledged what is over already is no news to anyone.
            if (item.Kind is AlarmChangeKind.Ended or AlarmChangeKind.Withdrawn || (item.Kind == AlarmChangeKind.Acknowledged && alarm.IsActive))
            {
                await SayItIsOverAsync(database, chain, item, cancellationToken);
            }
        }
    }

    // To whoever was told; an acknowledgement is no news to whom it came from.
    private static async Task SayItIsOverAsync(RoostDatabase database, ChainRow chain, AlarmEvent item, CancellationToken cancellationToken)
    {
        var told = await database.Set<ToldRow>().Where(row => row.ChainId == chain.Id)
            .Join(database.Set<OutboxRow>().Where(row => row.Attempts > 0 && row.State != DeliveryState.Refused && row.Kind != NotificationKind.Over),
                row => row.NotificationId, row => row.NotificationId, (_, row) => new { row.Person, row.Contact })
            .Distinct().ToListAsync(cancellationToken);
        var by = item.Kind == AlarmChangeKind.Acknowledged ? item.Alarm.Acknowledgement?.By : null;
        var self = by is null ? [] : await database.Set<PersonRow>().AsNoTracking().Where(row => row.Farm == chain.Farm).ToListAsync(cancellationToken);
        database.AddRange(told.Where(reach => !self.Exists(row => row.Id == reach.Person && (row.Id == by || row.Person.Name == by)))
            .Select(reach => new PendingRow
            {
                Farm = chain.Farm,
                Person = reach.Person,
                Contact = reach.Contact,
                Kind = NotificationKind.Over,
                ChainId = chain.Id,
            }));
    }

    private static AlarmNote NoteOf(Alarm alarm, RuleText text) => new(
        alarm.Id.ToString(),
        alarm.Severity,
        alarm.Id.Coop,
        // A storm's is its cause, which its title says.
        alarm.Id.Rule == CausePrecedence.Storm ? "" : alarm.Id.Place,
        text.Title,
        text.First,
        alarm.Id.Start,
        alarm.EndedAt,
        alarm.Value,
        alarm.Limit,
        alarm.Unit,
        alarm.Acknowledgement?.By);
}
