using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// Judges the readings of one coop, beside its twin: live ones from memory, those that come later than that from the store, and hands what
/// becomes known to the farm's alarms. It goes on from a checkpoint and from what the store has since, so that a restart neither forgets, repeats nor
/// re-times an alarm. No method throws for what the database or the store can't do just then: it is tried again at the next tick. For one caller at a time.
/// </summary>
internal sealed partial class CoopAlarms(
    ITelemetryStore store, RulesInForce rules, Checkpoints checkpoints, IGrainFactory grains, FarmClock clock, TimeProvider time, ILogger<CoopAlarms> logger)
{
    /// <summary>How late a reading may be and still be judged from memory.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    /// <summary>How much of the store is judged where there is no checkpoint: a day, so that a day's windows are filled.</summary>
    public static readonly TimeSpan RunUp = TimeSpan.FromHours(26);

    // Readings of now are under way for a while: time passes without them only when none came for longer.
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BacklogPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestBacklog = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BacklogComesWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    private readonly NetRevisions untold = new();
    private string farm = "";
    private string coop = "";
    private CoopRules inForce = null!;
    private CoopTimeline? timeline;
    private bool reconcile;
    private bool failed;

    // Whether the agent is connected, the event time of which its readings may still be to come, and when the last reason for that was.
    private bool online;
    private (DateTimeOffset From, DateTimeOffset To) outage = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    private long unsettledAt;
    private DateTimeOffset? doubtFrom;
    private DateTimeOffset? keptDoubtFrom;
    private DateTimeOffset? tooOldFrom;
    private DateTimeOffset? staleFrom;
    private (long First, long Last) tooOldAt;
    private long checkpointAt;

    /// <summary>Says whose readings these are.</summary>
    public void Begin(string ofFarm, string ofCoop) => (farm, coop) = (ofFarm, ofCoop);

    /// <summary>Takes in readings as they come.</summary>
    public async Task TakeAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        // Before the first tick they are left to the store, from which all is read then.
        if (timeline is not null)
        {
            Learn(timeline.Take(readings));
            await KeepDoubtAsync(cancellationToken);
            await TellAsync(cancellationToken);
        }
    }

    /// <summary>The coop's agent is connected, or no longer.</summary>
    public void SetOnline(bool isOnline)
    {
        if (online == isOnline)
        {
            return;
        }

        (online, unsettledAt) = (isOnline, time.GetTimestamp());
        outage = isOnline ? (outage.From, clock.Now) : (clock.Now, DateTimeOffset.MaxValue);
        if (!isOnline)
        {
            Doubt(outage.From);
        }
    }

    /// <summary>The rules or what is known of the flock have changed: the coop is judged anew, from the store.</summary>
    public void Reload() => timeline = null;

    /// <summary>Time passes, once a second or so.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (timeline is null)
            {
                await OpenAsync(cancellationToken);
            }
            else if (tooOldFrom is { } from && (time.GetElapsedTime(tooOldAt.Last) >= BacklogPause || time.GetElapsedTime(tooOldAt.First) >= LongestBacklog))
            {
                await RejudgeAsync(timeline, from, cancellationToken);
            }

            if (online)
            {
                Learn(timeline!.AdvanceTo(clock.Now - (Behind * clock.Speed)));
            }

            if (IsSettled)
            {
                doubtFrom = null;
            }

            await KeepDoubtAsync(cancellationToken);
            await TellAsync(cancellationToken);
            if (time.GetElapsedTime(checkpointAt) >= BetweenCheckpoints)
            {
                await SaveAsync(cancellationToken);
            }
        }
#pragma warning disable CA1031 // The edge of the supervised evaluation: the twin lives on, and the next tick tries again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    /// <summary>Keeps where the evaluation stands, unless something of it could not be told yet.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (timeline is { Through: not null } && tooOldFrom is null && untold.All.Count == 0)
        {
            await checkpoints.SaveAsync(farm, coop, timeline.Save(), staleFrom, cancellationToken);
            (checkpointAt, staleFrom) = (time.GetTimestamp(), null);
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        inForce = await rules.OfAsync(farm, coop, cancellationToken);
        await store.FlushAsync(cancellationToken).WaitAsync(FlushWithin, time, cancellationToken);
        var now = clock.Now;
        var restored = await RestoreAsync(now, cancellationToken);
        var opened = restored ?? new CoopTimeline(inForce.Pack, inForce.Context, Keep);
        var since = opened.Through is { } through ? through - (Keep / 2) : now - RunUp;
        List<Reading> page = [];
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, since, DateTimeOffset.MaxValue, cancellationToken))
        {
            page.Add(reading);
            if (page.Count == StoreWriter.GroupReadings)
            {
                Learn(opened.Take(page.ToArray()));
                page.Clear();
            }
        }

        Learn(opened.Take(page.ToArray()));
        if (restored is null)
        {
            // What began and ended before these rules judged it is no news.
            untold.Take(static _ => true);
        }

        (timeline, reconcile, checkpointAt) = (opened, true, time.GetTimestamp());
        if (await checkpoints.DoubtAsync(farm, coop, cancellationToken) is { } doubted)
        {
            keptDoubtFrom = doubted;
            Late(doubted);
        }

        Doubt(opened.Through ?? now);
        if (!online)
        {
            outage = (opened.Through ?? now, DateTimeOffset.MaxValue);
        }
    }

    private async Task<CoopTimeline?> RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An agent's clock may be ahead, and so may its readings.
        foreach (var checkpoint in await checkpoints.UpToAsync(farm, coop, now.AddDays(2), cancellationToken))
        {
            try
            {
                return CoopTimeline.Restore(inForce.Pack, inForce.Context, Keep, checkpoint);
            }
            catch (InvalidDataException exception)
            {
                LogCheckpointUnfit(farm, coop, exception.Message);
            }
        }

        return null;
    }

    private async Task RejudgeAsync(CoopTimeline judged, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await store.FlushAsync(cancellationToken).WaitAsync(FlushWithin, time, cancellationToken);
        var (state, start) = await StateBeforeAsync(from, cancellationToken);
        var recent = (judged.Through ?? from) - Keep;
        List<Reading> last = [];
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, start, DateTimeOffset.MaxValue, cancellationToken))
        {
            if (reading.TakenAt < recent)
            {
                state.Step(reading);
            }
            else
            {
                last.Add(reading);
            }
        }

        var told = await Farm.ToldAsync(coop, start, cancellationToken);
        var step = judged.Rejudge(state, last, told);
        (tooOldFrom, staleFrom) = (null, from);
        untold.Add(step.Revisions);
        await TellAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    private async Task<(CoopEvaluation State, DateTimeOffset Start)> StateBeforeAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in await checkpoints.UpToAsync(farm, coop, from, cancellationToken))
        {
            try
            {
                var state = CoopTimeline.StateOf(inForce.Pack, inForce.Context, checkpoint);
                if (state.Through is { } through && through < from)
                {
                    return (state, through);
                }
            }
            catch (InvalidDataException exception)
            {
                LogCheckpointUnfit(farm, coop, exception.Message);
            }
        }

        return (new(inForce.Pack, inForce.Context), from - RunUp);
    }

    private void Learn(TimelineStep step)
    {
        untold.Add(step.Revisions);
        if (step.TooOldFrom is { } from)
        {
            Late(from);
        }
    }

    private void Late(DateTimeOffset from)
    {
        unsettledAt = time.GetTimestamp();
        tooOldAt = (tooOldFrom is null ? unsettledAt : tooOldAt.First, unsettledAt);
        tooOldFrom = tooOldFrom < from ? tooOldFrom : from;
        Doubt(from);
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
            Verdict[]? active = reconcile ? [.. timeline.Active.Where(verdict => !untold.All.Any(waiting => waiting.After?.Alarm == verdict.Alarm))] : null;
            await Farm.TakeAsync(new(coop, taken, timeline.Through ?? DateTimeOffset.MinValue, active), cancellationToken);
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
    /// may speak. The rest waits until they came, or until none came for a while.
    /// </summary>
    private bool IsToBeTold(Revision revision)
    {
        var verdict = (revision.After ?? revision.Before)!;
        return IsSettled || !(IsInOutage(verdict.RaisedAt) || (verdict.EndedAt is { } ended && IsInOutage(ended)))
            || QuantityOf(verdict.Alarm.Rule) is Quantity.AgentLink or Quantity.ClockOffset or Quantity.SpoolUsed;
    }

    private bool IsInOutage(DateTimeOffset at) => at > outage.From && at < outage.To;

    private Quantity? QuantityOf(string rule) => inForce.Pack.Rules.FirstOrDefault(each => each.Name == rule)?.At;

    private IFarmAlarms Farm => grains.GetGrain<IFarmAlarms>(farm);

    private void Fail(Exception exception)
    {
        if (!failed)
        {
            failed = true;
            LogFailed(exception, farm, coop);
        }
    }

    [LoggerMessage(LogLevel.Error, "The readings of the coop {Farm}/{Coop} could not be judged, or what they say could not be kept; it is tried again every second.")]
    private partial void LogFailed(Exception exception, string farm, string coop);

    [LoggerMessage(LogLevel.Information, "A checkpoint of the coop {Farm}/{Coop} was not used: {Problem}")]
    private partial void LogCheckpointUnfit(string farm, string coop, string problem);
}
