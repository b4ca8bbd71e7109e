using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Neighbours;
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
    ITelemetryStore store, RulesInForce rules, Checkpoints checkpoints, OpeningSlots slots, FarmNews news, IGrainFactory grains, FarmClock clock, TimeProvider time,
    ILogger<CoopAlarms> logger)
{
    /// <summary>How late a reading may be and still be judged from memory.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    /// <summary>How much of the store is judged where there is no checkpoint: a day, so that a day's windows are filled.</summary>
    public static readonly TimeSpan RunUp = TimeSpan.FromHours(26);

    private static readonly TimeSpan BacklogPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestBacklog = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BacklogComesWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    // Readings of now are under way for a while: time passes without them only when none came for longer.
    private readonly WayTime way = new(time);
    private readonly NetRevisions untold = new();
    private readonly List<Reading> held = [];
    private readonly List<Reading> late = [];
    private string farm = "";
    private string coop = "";
    private CoopRules inForce = null!;
    private CoopTimeline? timeline;
    private IReadOnlyList<Quantity> askedOfNeighbours = [];
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

    /// <summary>The coop as the farm's other coops are held against it; null while it is not judged, without birds, or of unknown age.</summary>
    public Neighbour? AsNeighbour(string? agent, IEnumerable<Reading> latest, DateTimeOffset now) =>
        timeline is null || agent is null ? null : Neighbour.Of(inForce, askedOfNeighbours, agent, latest, now);

    /// <summary>What the house is used for at a time, and since when; null where nobody has said, and until that is read.</summary>
    public HouseUseSince? UseAt(DateTimeOffset now) =>
        timeline is null ? null : inForce.Context.Uses.LastOrDefault(use => use.From <= now) is { Use: not 0 } use ? use : null;

    /// <summary>Takes in readings as they come.</summary>
    public async Task TakeAsync(Reading[] readings, CancellationToken cancellationToken)
    {
        var (oldest, newest, isOfCloud) = Look(readings);
        if (timeline is not null && isOfCloud)
        {
            held.AddRange(readings);
            return;
        }

        var isBacklog = IsBacklog(newest);
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
            way.Note((clock.Now + agentAhead - oldest) / clock.Speed);
            TakeLive(timeline!, WithHeld(readings));
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
                if (!await TryOpenAsync(cancellationToken))
                {
                    return;
                }
            }
            else if (tooOldFrom is { } from && (time.GetElapsedTime(tooOldAt.Last) >= BacklogPause || time.GetElapsedTime(tooOldAt.First) >= LongestBacklog))
            {
                await RejudgeAsync(timeline, from, cancellationToken);
            }

            TakeLate();

            // While readings of now come, they carry the time; while a backlog comes, what is silent so far may still speak.
            if (way.Behind is var behind && time.GetElapsedTime(heardAt) >= behind)
            {
                TakeHeld(timeline!, clock.Now - (behind * clock.Speed));
                if (online && (IsSettled || time.GetElapsedTime(turnedAt) >= LongestBacklog))
                {
                    Learn(timeline!.AdvanceTo(clock.Now - (behind * clock.Speed)));
                }
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
        TakeLate();
        if (timeline is { Through: not null } && tooOldFrom is null && untold.All.Count == 0)
        {
            await checkpoints.SaveAsync(farm, coop, timeline.Save(), staleFrom, cancellationToken);
            (checkpointAt, staleFrom) = (time.GetTimestamp(), null);
        }
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
}
