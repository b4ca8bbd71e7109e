using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Houses;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Live;

namespace Roost.Cloud.Alarms.Book;

/// <summary>The shell around <see cref="AlarmBook"/>.</summary>
internal sealed partial class FarmAlarms(
    IDbContextFactory<RoostDatabase> databases,
    IEnumerable<IAlarmListener> listeners,
    ShippedPacks packs,
    LiveFeed feed,
    HouseNotices houses,
    FarmClock clock,
    ILogger<FarmAlarms> logger) : Grain, IFarmAlarms
{
    private const int MostOpen = 2_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private string farm = "";
    private AlarmBook? book;
    private long number;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        farm = this.GetPrimaryKeyString();
        this.RegisterGrainTimer(static (grain, cancellation) => grain.TickAsync(cancellation), this, new GrainTimerCreationOptions(Tick, Tick));
        return Task.CompletedTask;
    }

    public async Task TakeAsync(CoopNews[] news, CancellationToken cancellationToken)
    {
        var known = await BookAsync(news.SelectMany(IdsOf), cancellationToken);
        List<AlarmChange> changes = [];
        foreach (var ofCoop in news)
        {
            changes.AddRange(known.Take(ofCoop.Revisions, ofCoop.Through, clock.Now));
            if (ofCoop.Active is { } active)
            {
                changes.AddRange(known.Reconcile(ofCoop.Coop, active, ofCoop.Waiting, ofCoop.Through, clock.Now));
            }
        }

        await CommitAsync(changes, cancellationToken);
    }

    public async Task<Verdict[]> ToldAsync(string coop, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<AlarmRow>().AsNoTracking()
            .Where(row => row.Farm == farm && row.Coop == coop && (row.EndedAt == null || (row.End == AlarmEnd.Over && row.EndedAt >= since)))
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToAlarm()).Select(static alarm =>
            new Verdict(alarm.Id, alarm.Severity, alarm.RaisedAt, alarm.EndedAt, alarm.Value, alarm.Limit, alarm.Worst, alarm.Unit, alarm.Suppressed))];
    }

    public async Task<Alarm?> ActAsync(AlarmAct act, CancellationToken cancellationToken)
    {
        var known = await BookAsync([act.Alarm], cancellationToken);
        if (known.Find(act.Alarm) is null)
        {
            return null;
        }

        var now = clock.Now;
        await CommitAsync(
            act switch
            {
                Acknowledge acknowledge => known.Acknowledge(act.Alarm, new(act.By, now, acknowledge.Where), now),
                Shelve shelve => known.Shelve(act.Alarm, new(shelve.Until, shelve.Reason, act.By, now), now),
                Unshelve => known.Unshelve(act.Alarm, act.By, now),
                Comment comment => known.Comment(act.Alarm, new(act.By, now, comment.Text), now),
                Assign assign => known.Assign(act.Alarm, assign.To, act.By, now),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Nobody can do this about an alarm."),
            },
            cancellationToken);
        return known.Current(act.Alarm);
    }

    public async Task HearAsync(AcknowledgementNotice notice, CancellationToken cancellationToken)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            await HeardRow.KeepAsync(database, farm, notice, clock.Now, cancellationToken);
        }

        var known = await BookAsync([notice.Alarm], cancellationToken);
        await CommitAsync(known.Acknowledge(notice.Alarm, new(notice.By, notice.At, HeardRow.Where), clock.Now), cancellationToken);
    }

    public async Task<OpenAlarms> OpenAsync(CancellationToken cancellationToken)
    {
        await BookAsync([], cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == farm && row.LifeCycle != AlarmLifeCycle.Normal)
            .OrderBy(row => row.LifeCycle == AlarmLifeCycle.SuppressedByDesign).ThenByDescending(row => row.RaisedAt).Take(MostOpen).ToListAsync(cancellationToken);
        Alarm[] open = [.. rows.Select(row => row.ToAlarm())];
        return new(number, open, packs.TextsOf(open.SelectMany(alarm => new[] { alarm.Id, alarm.Cause }).OfType<AlarmId>()));
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await BookAsync([], cancellationToken);
            await CommitAsync(known.AdvanceTo(clock.Now), cancellationToken);
            known.ForgetBefore(clock.Now - (AlarmBook.FlapsWithin * 2));
        }
#pragma warning disable CA1031 // The edge of the timer: whatever the database says now, the next tick tries again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogTickFailed(exception, farm);
        }
    }

    /// <summary>The book, with all that is open, all of the last while, and the alarms of these ids with what they hold and what superseded them.</summary>
    private async Task<AlarmBook> BookAsync(IEnumerable<AlarmId> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == farm);
        if (book is null)
        {
            var (fresh, now) = (new AlarmBook(farm), clock.Now);
            var lately = now - AlarmBook.FlapsWithin;
            await foreach (var row in rows.Where(row => row.EndedAt == null || row.RaisedAt > lately || row.EndedAt > lately || row.ShelvedUntil > now).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                fresh.Put(row.ToAlarm());
            }

            await HeardRow.TellAsync(database, farm, fresh, now, cancellationToken);
            number = await AlarmLog.LastNumberAsync(database, farm, cancellationToken);
            book = fresh;
        }

        for (var missing = ids.Where(id => book.Find(id) is null).Distinct().Select(id => id.ToString()).ToArray(); missing.Length > 0;)
        {
            var found = await rows.Where(row => missing.Contains(row.Id) || missing.Contains(row.Cause)).ToListAsync(cancellationToken);
            foreach (var alarm in found.Select(row => row.ToAlarm()).Where(alarm => book.Find(alarm.Id) is null))
            {
                book.Put(alarm);
            }

            missing = [.. found.Select(row => row.ToAlarm().SupersededBy).OfType<AlarmId>().Where(id => book.Find(id) is null).Select(id => id.ToString())];
        }

        return book;
    }

    private async Task CommitAsync(IReadOnlyList<AlarmChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        AlarmEvent[] events = [];
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            Alarm[] after = [.. changes.GroupBy(change => change.To.Id).Select(same => same.Last().To)];
            var ids = after.Select(alarm => alarm.Id.ToString()).ToArray();
            await database.Set<AlarmRow>().Where(row => row.Farm == farm && ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            database.AddRange(after.Select(AlarmRow.Of));

            AlarmChange[] logged = [.. changes.Where(change => change.Kind != AlarmChangeKind.Updated)];
            var first = await AlarmLog.AppendAsync(
                database, farm, clock.Now, [.. logged.Select(change => new AlarmLogEntry(KindOf(change), change.To.Id.ToString(), change.By, change.To))], cancellationToken);
            events = [.. logged.Select((change, index) => new AlarmEvent(first + index, change.To, change.Kind, packs.TextOf(change.To.Id)))];
            foreach (var listener in events.Length > 0 ? listeners : [])
            {
                await listener.AddAsync(database, events, cancellationToken);
            }

            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch
        {
            // What the book says did not last: it is read again before it is used again.
            book = null;
            throw;
        }

        if (events.Length > 0)
        {
            feed.Send(new AlarmDelta(farm, number, events[^1].LogNumber, events));
            number = events[^1].LogNumber;
        }

        foreach (var coop in events.Where(each => each.Alarm is { IsActive: true, Acknowledgement: not null } || each.Kind is AlarmChangeKind.Shelved or AlarmChangeKind.Unshelved).Select(each => each.Alarm.Id.Coop).Distinct())
        {
            houses.Tell(farm, coop);
        }
    }

    private static IEnumerable<AlarmId> IdsOf(CoopNews news) =>
        news.Revisions.SelectMany(revision => new[] { revision.Before?.Alarm, revision.After?.Alarm }).OfType<AlarmId>()
            .Concat(news.Active?.Select(verdict => verdict.Alarm) ?? []);

    private static string KindOf(AlarmChange change) => AlarmJson.Write(change.Kind).Trim('"');

    [LoggerMessage(LogLevel.Error, "The alarms of the farm {Farm} could not be brought to the present time.")]
    private partial void LogTickFailed(Exception exception, string farm);
}
