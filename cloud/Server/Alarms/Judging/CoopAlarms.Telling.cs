using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Judging;

/// <content>What is told of what is known, and when.</content>
internal sealed partial class CoopAlarms
{
    // What ended while other rules were in force, and so is not told.
    private Revision[] past = [];

    private void Late(DateTimeOffset from)
    {
        unsettledAt = time.GetTimestamp();
        tooOldAt = (tooOldFrom is null ? unsettledAt : tooOldAt.First, unsettledAt);
        tooOldFrom = tooOldFrom < from ? tooOldFrom : from;
        Doubt(from);
    }

    // Readings may come from the store before they come here: what they reach into was not judged by the other rules, and is news after all.
    private void Revive(DateTimeOffset? from)
    {
        untold.Add(past.Where(revision => revision.After?.EndedAt >= from));
        past = [.. past.Where(revision => !(revision.After?.EndedAt >= from))];
    }

    // From when on readings may be in the store that nobody judged: kept, so that a restart judges them.
    private void Doubt(DateTimeOffset from) => doubtFrom = doubtFrom < from ? doubtFrom : from;

    private bool IsSettled => online && tooOldFrom is null && time.GetElapsedTime(unsettledAt) >= BacklogComesWithin;

    private async Task KeepDoubtAsync(CancellationToken cancellationToken)
    {
        if (doubtFrom != keptDoubtFrom)
        {
            await checkpoints.KeepDoubtAsync(farm, coop, doubtFrom, cancellationToken);
            keptDoubtFrom = doubtFrom;
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (timeline is null || (untold.All.Count == 0 && !reconcile))
        {
            return;
        }

        var taken = untold.Take(IsToBeTold);
        if (taken.Length == 0 && !reconcile)
        {
            return;
        }

        try
        {
            var waiting = untold.All.Select(revision => revision.After?.Alarm).OfType<AlarmId>().ToHashSet();
            Verdict[]? active = reconcile ? [.. timeline.Active.Where(verdict => !waiting.Contains(verdict.Alarm))] : null;
            await news.TellAsync(farm, new(coop, taken, timeline.Through ?? DateTimeOffset.MinValue, active, [.. waiting]), cancellationToken);
            (reconcile, failed) = (false, false);
        }
#pragma warning disable CA1031 // The edge of the supervised evaluation: what could not be told waits for the next tick.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            untold.PutBack(taken);
            Fail(exception);
        }
    }

    /// <summary>
    /// While the agent is away its readings are still to come: of the time since, only what is known in the cloud itself (links, clocks, spools)
    /// may speak. The rest waits until they came, or until none came for a while; but what lasts although readings come again does not wait for
    /// a long backlog.
    /// </summary>
    private bool IsToBeTold(Revision revision)
    {
        var verdict = (revision.After ?? revision.Before)!;
        return IsSettled || !(IsInOutage(verdict.RaisedAt) || (verdict.EndedAt is { } ended && IsInOutage(ended)))
            || (online && verdict.EndedAt is null && !IsOfSilence(verdict) && time.GetElapsedTime(turnedAt) >= BacklogComesWithin)
            || IsOfAgent(QuantityOf(verdict.Alarm.Rule));
    }

    /// <summary>
    /// One pass over a message's readings: of when they are, and whether they are all of what the cloud itself says of an agent or of the neighbours. That is of now, and
    /// the agent's readings are under way for a while: taken in at once, it would make every one of them late, and late ones cost a judging anew. It is
    /// held until readings come that are as new, or nothing comes. The store has it already.
    /// </summary>
    private (DateTimeOffset Oldest, DateTimeOffset Newest, bool IsOfCloud) Look(ReadOnlySpan<Reading> readings)
    {
        var (oldest, newest, isOfCloud) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue, true);
        foreach (ref readonly var reading in readings)
        {
            (oldest, newest) = (reading.TakenAt < oldest ? reading.TakenAt : oldest, reading.TakenAt > newest ? reading.TakenAt : newest);
            isOfCloud &= IsOfCloud(reading);
            if (reading is { Quantity: Quantity.ClockOffset, Value: { } seconds })
            {
                agentAhead = TimeSpan.FromSeconds(seconds);
            }
        }

        return (oldest, newest, isOfCloud);
    }

    /// <summary>
    /// Readings that are all older than what is judged from memory, by the agent's own time: as long as such come there is more to come, and they are
    /// judged together, from the store.
    /// </summary>
    private bool IsBacklog(DateTimeOffset newest) => newest < clock.Now + agentAhead - (Keep * Math.Max(1, clock.Speed));

    /// <summary>Readings with what was held that is no newer than the newest of them: that makes nothing late that they don't.</summary>
    private Reading[] WithHeld(Reading[] readings)
    {
        if (held.Count == 0)
        {
            return readings;
        }

        var newest = readings.Max(static reading => reading.TakenAt);
        Reading[] all = [.. held.Where(reading => reading.TakenAt <= newest), .. readings];
        held.RemoveAll(reading => reading.TakenAt <= newest);
        return all;
    }

    /// <summary>
    /// What is late waits for the next tick: after a short outage many messages are, each of which would have all that followed it judged anew.
    /// </summary>
    private void TakeLive(CoopTimeline into, Reading[] readings)
    {
        if (late.Count <= StoreWriter.GroupReadings && into.AreLate(readings))
        {
            late.AddRange(readings);
        }
        else
        {
            Learn(into.Take(readings));
        }
    }

    private void TakeLate()
    {
        if (timeline is not null && late.Count > 0)
        {
            Learn(timeline.Take(late.ToArray()));
            late.Clear();
        }
    }

    private void TakeHeld(CoopTimeline into, DateTimeOffset due)
    {
        if (held.Exists(reading => reading.TakenAt <= due))
        {
            Learn(into.Take(held.Where(reading => reading.TakenAt <= due).ToArray()));
            held.RemoveAll(reading => reading.TakenAt <= due);
        }
    }

    private static bool IsOfCloud(in Reading reading) => IsOfAgent(reading.Quantity) || reading.Place == ValueOf.Neighbours;

    private static bool IsOfAgent(Quantity? quantity) => quantity is Quantity.AgentLink or Quantity.ClockOffset or Quantity.SpoolUsed or Quantity.ChainTest;

    // That nothing came from a sensor is what a backlog may still refute.
    private bool IsOfSilence(Verdict verdict) => RuleOf(verdict.Alarm.Rule) is { } rule && IsOfSilence(rule.When);

    private static bool IsOfSilence(Condition condition) => condition switch
    {
        Above { Signal: SilenceOf } => true,
        AnyOf any => any.Conditions.Any(IsOfSilence),
        _ => false,
    };

    private bool IsInOutage(DateTimeOffset at) => at > outage.From && at < outage.To;

    private Quantity? QuantityOf(string rule) => RuleOf(rule)?.At;

    private Rule? RuleOf(string rule) => inForce.Pack.Rules.FirstOrDefault(each => each.Name == rule);

    private IFarmAlarms Farm => grains.GetGrain<IFarmAlarms>(farm);
}
