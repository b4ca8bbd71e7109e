using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
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
    private readonly List<Reading> held = [];
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
    private TimeSpan agentAhead;
    private long turnedAt;
    private DateTimeOffset? doubtFrom;
    private DateTimeOffset? keptDoubtFrom;
    private DateTimeOffset? unopenedFrom;
    private DateTimeOffset? tooOldFrom;
    private DateTimeOffset? staleFrom;
    private (long First, long Last) tooOldAt;
    private long? checkpointAt;
    private long heardAt;

    /// <summary>Says whose readings these are.</summary>
    public void Begin(string ofFarm, string ofCoop) => (farm, coop) = (ofFarm, ofCoop);

    /// <summary>Takes in readings as they come.</summary>
    public async Task TakeAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        NoteClock(readings);
        if (timeline is not null && Hold(readings))
        {
            return;
        }

        var isBacklog = IsBacklog(readings, out var oldest);
        Revive(oldest);
        if (timeline is null)
        {
            // They are left to the store, from which all is read at the next tick, but for what is older than what is judged from memory.
            unopenedFrom = unopenedFrom < oldest ? unopenedFrom : oldest;
            if (!isBacklog)
            {
                return;
            }

            keptDoubtFrom ??= await checkpoints.DoubtAsync(farm, coop, cancellationToken);
            Doubt(keptDoubtFrom ?? oldest);
        }

        if (isBacklog)
        {
            Late(oldest);
        }
        else
        {
            heardAt = time.GetTimestamp();
            Learn(timeline!.Take(readings));
        }

        await KeepDoubtAsync(cancellationToken);
        await TellAsync(cancellationToken);
    }

    /// <summary>The coop's agent is connected, or no longer.</summary>
    public void SetOnline(bool isOnline)
    {
        if (online == isOnline)
        {
            return;
        }

        (online, unsettledAt, turnedAt) = (isOnline, time.GetTimestamp(), time.GetTimestamp());
        outage = isOnline ? (outage.From, clock.Now) : (clock.Now, DateTimeOffset.MaxValue);
        if (!isOnline)
        {
            Doubt(outage.From);
        }
    }

    /// <summary>The rules or what is known of the flock have changed: the coop is judged anew, from the store.</summary>
    public void Reload() => (timeline, checkpointAt) = (null, null);

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

            TakeHeld(timeline!);

            // While a backlog comes, what is silent so far may still speak; while readings of now come, they carry the time.
            if (online && (IsSettled || time.GetElapsedTime(turnedAt) >= LongestBacklog) && time.GetElapsedTime(heardAt) >= Behind)
            {
                Learn(timeline!.AdvanceTo(clock.Now - (Behind * clock.Speed)));
            }

            if (IsSettled)
            {
                doubtFrom = null;
            }

            await KeepDoubtAsync(cancellationToken);
            await TellAsync(cancellationToken);
            if (checkpointAt is not { } last || time.GetElapsedTime(last) >= BetweenCheckpoints)
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
        var (restored, hadOthers) = await RestoreAsync(now, cancellationToken);
        var opened = restored ?? new CoopTimeline(inForce.Pack, inForce.Context, Keep);
        var since = opened.Through is { } through ? through - (Keep / 2) : now - RunUp;
        List<Reading> page = [];
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, since, DateTimeOffset.MaxValue, null, cancellationToken))
        {
            page.Add(reading);
            if (page.Count == StoreWriter.GroupReadings)
            {
                Learn(opened.Take(page.ToArray()));
                page.Clear();
            }
        }

        Learn(opened.Take(page.ToArray()));
        if (hadOthers)
        {
            // What began and ended while other rules were in force is no news.
            past = untold.Take(static _ => true);
            Revive(unopenedFrom);
        }

        (timeline, reconcile, unopenedFrom) = (opened, true, null);
        if (await checkpoints.DoubtAsync(farm, coop, cancellationToken) is { } doubted)
        {
            keptDoubtFrom = doubted;
            Late(doubted);
        }

        Doubt(opened.Through ?? now);
        // Since when readings are to come nobody knows: a coop that is new may bring days of its controller's log.
        outage = (DateTimeOffset.MinValue, outage.To);
    }

    private async Task<(CoopTimeline? Restored, bool HadOthers)> RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hadOthers = false;
        // An agent's clock may be ahead, and so may its readings.
        foreach (var checkpoint in await checkpoints.UpToAsync(farm, coop, now.AddDays(2), cancellationToken))
        {
            try
            {
                return (CoopTimeline.Restore(inForce.Pack, inForce.Context, Keep, checkpoint), hadOthers);
            }
            catch (InvalidDataException exception)
            {
                hadOthers = true;
                LogCheckpointUnfit(farm, coop, exception.Message);
            }
        }

        return (null, hadOthers);
    }

    private async Task RejudgeAsync(CoopTimeline judged, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await store.FlushAsync(cancellationToken).WaitAsync(FlushWithin, time, cancellationToken);
        var (state, start) = await StateBeforeAsync(from, cancellationToken);
        var recent = (judged.Through ?? from) - Keep;
        List<Reading> last = [];
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, start, DateTimeOffset.MaxValue, null, cancellationToken))
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

        // What came while the store was read waits behind this: the backlog has paused only when none comes for a while from now on.
        (tooOldFrom, staleFrom, unsettledAt) = (null, from, time.GetTimestamp());
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
