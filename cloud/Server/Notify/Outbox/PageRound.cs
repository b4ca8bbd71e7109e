using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>
/// Takes every chain that is due one step on and writes the messages that follow, in one transaction: so a crash at any moment leaves a step
/// either not taken or taken with its messages in the outbox.
/// </summary>
internal sealed partial class PageRound(
    IDbContextFactory<RoostDatabase> databases, FarmDirectory farms, FarmClock clock, TimeProvider time, ILogger<PageRound> logger)
{
    private const int MostChains = 500;
    private static readonly TimeSpan WithoutPlan = TimeSpan.FromMinutes(1);

    /// <summary>Does what is due now; returns how many messages were written.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.Now;
        if (!await database.Set<ChainRow>().AnyAsync(row => row.ClosedAt == null && row.LookAgainAt <= now, cancellationToken)
            && !await database.Set<PendingRow>().AnyAsync(cancellationToken))
        {
            return 0;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.LockChainsAsync(cancellationToken);
        var due = await database.Set<ChainRow>().Where(row => row.ClosedAt == null && row.LookAgainAt <= now)
            .OrderBy(row => row.LookAgainAt).Take(MostChains).ToListAsync(cancellationToken);
        var waiting = await database.Set<PendingRow>().Select(row => row.Farm).Distinct().ToListAsync(cancellationToken);
        var written = 0;
        foreach (var farm in due.Select(row => row.Farm).Union(waiting))
        {
            written += await RunAsync(database, farm, [.. due.Where(row => row.Farm == farm)], now, cancellationToken);
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private async Task<int> RunAsync(RoostDatabase database, string farm, List<ChainRow> due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = (await database.Set<PlanRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == farm, cancellationToken))?.Plan;
        if (plan is null)
        {
            LogNoPlan(farm, due.Count);
            due.ForEach(row => row.LookAgainAt = now + WithoutPlan);
            return 0;
        }

        // What was written for a person before and has not left yet is not written twice: it is still on its way.
        var ids = due.Select(row => row.Id).ToArray();
        var underWay = (await database.Set<ToldRow>().Where(told => ids.Contains(told.ChainId))
            .Join(database.Set<OutboxRow>().Where(row => row.State == DeliveryState.Waiting), told => told.NotificationId, row => row.NotificationId,
                (told, row) => new { told.ChainId, row.Person, row.Contact })
            .ToListAsync(cancellationToken)).Select(told => (told.ChainId, new Reach(told.Person, told.Contact))).ToHashSet();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(farms.TimeZoneOf(farm));
        List<(Reach Reach, ChainRow Chain)> calls = [];
        foreach (var row in due)
        {
            var decision = Escalation.Next(row.Chain, plan, zone, now);
            row.Chain = decision.Chain;
            calls.AddRange(decision.Calls.Select(call => (new Reach(call.Person, call.Contact), row)).Where(call => !underWay.Contains((row.Id, call.Item1))));
        }

        var pending = await database.Set<PendingRow>().Where(row => row.Farm == farm).ToListAsync(cancellationToken);
        var chainIds = pending.Select(row => row.ChainId).Distinct().ToArray();
        var chains = await database.Set<ChainRow>().Where(row => chainIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var written = 0;
        foreach (var reach in calls.Select(call => call.Reach).Union(pending.Select(row => new Reach(row.Person, row.Contact))))
        {
            var told = pending.Where(row => row.Person == reach.Person && row.Contact == reach.Contact).ToList();
            var called = calls.Where(call => call.Reach == reach).Select(call => call.Chain);
            written += await WriteAsync(database, plan, farm, reach, [.. called], told, chains, now, cancellationToken);
        }

        return written;
    }

    private async Task<int> WriteAsync(
        RoostDatabase database, OnCallPlan plan, string farm, Reach reach, List<ChainRow> calls, List<PendingRow> pending,
        Dictionary<long, ChainRow> chains, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Nobody is told of what is over by now, or told twice in one message.
        var held = pending.Where(row => row.Kind != NotificationKind.Over).Select(row => chains.GetValueOrDefault(row.ChainId)).OfType<ChainRow>()
            .Where(chain => chain.ClosedAt is null);
        var open = calls.Union(held).ToList();
        var over = pending.Where(row => row.Kind == NotificationKind.Over).Select(row => chains.GetValueOrDefault(row.ChainId)).OfType<ChainRow>().Distinct().ToList();
        List<(NotificationKind Kind, List<ChainRow> Chains)> messages =
        [
            (NotificationKind.Test, [.. open.Where(chain => chain.IsTest)]),
            (NotificationKind.Alarm, [.. open.Where(chain => !chain.IsTest)]),
            (NotificationKind.Over, over),
        ];
        database.RemoveRange(pending.Where(row => !messages.Exists(message => message.Chains.Exists(chain => chain.Id == row.ChainId))));
        var since = now - PageBudget.Window;
        var sent = await database.Set<OutboxRow>().Where(row => row.Farm == farm && row.Person == reach.Person && row.CreatedAt > since)
            .Select(row => row.CreatedAt).ToListAsync(cancellationToken);
        var written = 0;
        foreach (var (kind, about) in messages.Where(message => message.Chains.Count > 0))
        {
            var worst = kind == NotificationKind.Over ? AlarmSeverity.Warning : about.Max(chain => chain.Severity);
            if (PageBudget.FreeAt(sent, worst, plan.PagesAnHour, now) > now)
            {
                Hold(database, farm, reach, kind, about, pending, now);
                continue;
            }

            var note = kind == NotificationKind.Alarm ? await FailureAsync(database, about, cancellationToken) : null;
            database.RemoveRange(pending.Where(row => (row.Kind == NotificationKind.Over) == (kind == NotificationKind.Over)
                && about.Exists(chain => chain.Id == row.ChainId)));
            Add(database, farm, reach, kind, about, note, now);
            sent.Add(now);
            written++;
        }

        return written;
    }

    private static void Hold(
        RoostDatabase database, string farm, Reach reach, NotificationKind kind, List<ChainRow> about, List<PendingRow> pending, DateTimeOffset now)
    {
        foreach (var chain in about.Where(chain => !pending.Exists(row => row.ChainId == chain.Id && row.Kind == kind)))
        {
            database.Add(new PendingRow { Farm = farm, Person = reach.Person, Contact = reach.Contact, Kind = kind, ChainId = chain.Id });
            if (kind == NotificationKind.Alarm)
            {
                chain.Chain = Escalation.Hurry(chain.Chain, now);
            }
        }
    }

    private void Add(
        RoostDatabase database, string farm, Reach reach, NotificationKind kind, List<ChainRow> about, LocalText? note, DateTimeOffset now)
    {
        var alarms = about.OrderByDescending(chain => chain.Severity).ThenBy(chain => chain.StartedAt).Select(chain => chain.Note with { Severity = chain.Severity });
        var row = OutboxRow.Of(farm, farms.TimeZoneOf(farm), reach.Person, reach.Contact, kind, [.. alarms], note, now, time.GetUtcNow());
        database.Add(row);
        database.AddRange(about.Select(chain => new ToldRow { ChainId = chain.Id, NotificationId = row.NotificationId }));
    }

    /// <summary>Who could not be told of the same alarms before, so that the next person knows that they may be alone with it.</summary>
    private static async Task<LocalText?> FailureAsync(RoostDatabase database, List<ChainRow> about, CancellationToken cancellationToken)
    {
        var ids = about.Select(chain => chain.Id).ToArray();
        var failed = await database.Set<ToldRow>().Where(told => ids.Contains(told.ChainId))
            .Join(database.Set<OutboxRow>().Where(row => row.Problem != null && row.State != DeliveryState.Delivered && row.State != DeliveryState.Overtaken),
                told => told.NotificationId, row => row.NotificationId, (told, row) => new { row.Farm, row.Person, row.Contact, row.Id })
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        if (failed is null)
        {
            return null;
        }

        var person = await database.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == failed.Farm && row.Id == failed.Person, cancellationToken);
        var name = person?.Person.Name ?? failed.Person;
        return new LocalText($"A message to {name} by {failed.Contact} could not be delivered.", $"发给{name}（{failed.Contact}）的消息未能送达。");
    }

    private sealed record Reach(string Person, string Contact);

    [LoggerMessage(LogLevel.Error, "The farm {Farm} has no on-call plan, so {Alarms} alarms are told to nobody; save a plan.")]
    private partial void LogNoPlan(string farm, int alarms);
}
