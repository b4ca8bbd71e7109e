using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>
/// A contact by which nothing can be delivered is an alarm of the farm: it stands with the others, and goes to people by the plan, whoever can still be
/// reached.
/// </summary>
internal sealed class BrokenChannels(IDbContextFactory<RoostDatabase> databases, IGrainFactory grains, FarmClock clock) : IDisposable
{
    private const string Roost = "Roost";

    // Several messages to one contact fail at once.
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Raises the alarm for the message's contact, with what went wrong as its comment; nothing where it is raised already.</summary>
    public async Task RaiseAsync(OutboxRow row, string problem, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            if (!await Open(database, row).AnyAsync(cancellationToken))
            {
                var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.Now.ToUnixTimeMilliseconds());
                var id = new AlarmId(ChainRules.ChannelBroken, "", PlaceOf(row), now);
                var book = grains.GetGrain<IFarmAlarms>(row.Farm);
                await book.TakeAsync([new("", [new Revision(null, new Verdict(id, AlarmSeverity.Warning, now, null, null, null, null))], now, null, [])], cancellationToken);
                await book.ActAsync(new Comment(id, Roost, problem), cancellationToken);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Ends the alarm for the message's contact, by which something was delivered just now.</summary>
    public async Task EndAsync(RoostDatabase database, OutboxRow row, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        foreach (var raised in await Open(database, row).ToListAsync(cancellationToken))
        {
            var alarm = raised.ToAlarm();
            var verdict = new Verdict(alarm.Id, alarm.Severity, alarm.RaisedAt, null, null, null, null);
            await grains.GetGrain<IFarmAlarms>(row.Farm).TakeAsync([new("", [new Revision(verdict, verdict with { EndedAt = now })], now, null, [])], cancellationToken);
        }
    }

    public void Dispose() => one.Dispose();

    private static string PlaceOf(OutboxRow row) => $"{row.Person} {row.Contact}";

    private static IQueryable<AlarmRow> Open(RoostDatabase database, OutboxRow row)
    {
        var start = $"{ChainRules.ChannelBroken}//{PlaceOf(row)}/";
        return database.Set<AlarmRow>().AsNoTracking()
            .Where(alarm => alarm.Farm == row.Farm && alarm.Rule == ChainRules.ChannelBroken && alarm.EndedAt == null && alarm.Id.StartsWith(start));
    }
}
