using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Domain.Readings;

namespace Roost.Edge.LocalAlarms;

/// <summary>
/// One coop as it is judged in the house: the same engine, rules and readings as in the cloud, so the same alarms with the same ids; and who
/// acknowledged which, here or there. No I/O and no clock; for one thread at a time.
/// </summary>
internal sealed class CoopWatch
{
    /// <summary>How late a reading may be and still be judged: devices answer each in its own time, no later than this.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    private const int AcknowledgementsKept = 200;

    private readonly Dictionary<AlarmId, AcknowledgementNotice> acknowledged;
    private CoopRules rules;
    private Dictionary<(string Rule, string Place), DateTimeOffset> shelved = [];
    private CoopTimeline timeline;

    /// <summary>Begins with nothing known.</summary>
    public CoopWatch(CoopRules rules)
        : this(rules, new(rules.Pack, rules.Context, Keep), [], 0)
    {
    }

    private CoopWatch(CoopRules rules, CoopTimeline timeline, IEnumerable<AcknowledgementNotice> acknowledged, ulong through)
    {
        (this.rules, this.timeline, Through) = (rules, timeline, through);
        this.acknowledged = acknowledged.ToDictionary(notice => notice.Alarm);
    }

    /// <summary>The coop.</summary>
    public string Coop => rules.Context.Coop;

    /// <summary>Highest number of a batch taken in; 0 before the first.</summary>
    public ulong Through { get; private set; }

    /// <summary>The alarms that go on; without those that the house's use suppresses.</summary>
    public IReadOnlyList<OpenAlarm> Open =>
    [
        .. timeline.Active.Where(verdict => !verdict.Suppressed).Select(verdict => new OpenAlarm(
            verdict,
            acknowledged.GetValueOrDefault(verdict.Alarm),
            shelved.TryGetValue((verdict.Alarm.Rule, verdict.Alarm.Place), out var until) ? until : null)),
    ];

    /// <summary>What the house is used for, as far as it is judged.</summary>
    public HouseUse Use => UseAt(rules.Context.Uses, timeline.Through ?? DateTimeOffset.MinValue);

    /// <summary>Goes on from a checkpoint. When the rules or the flock are others now, only the acknowledgements are taken over, and false comes with it.</summary>
    public static (CoopWatch Watch, bool IsWhole) Restore(CoopRules rules, WatchCheckpoint saved)
    {
        var used = rules with { Context = rules.Context with { Uses = saved.House.Uses } };
        var shelved = saved.House.Shelved.ToDictionary(point => (point.Rule, point.Place), point => point.Until);
        try
        {
            var timeline = CoopTimeline.Restore(used.Pack, used.Context, Keep, saved.Timeline);
            return (new(used, timeline, saved.Acknowledged, saved.Batch) { shelved = shelved }, true);
        }
        catch (InvalidDataException)
        {
            return (new(used, new(used.Pack, used.Context, Keep), saved.Acknowledged, 0) { shelved = shelved }, false);
        }
    }

    /// <summary>The state to go on from after a restart.</summary>
    public WatchCheckpoint Save() => new(
        Through, timeline.Save(), [.. acknowledged.Values], new(Coop, rules.Context.Uses, [.. shelved.Select(each => new ShelvedPoint(each.Key.Rule, each.Key.Place, each.Value))]));

    /// <summary>Takes in a batch; readings that it knows already change nothing. Returns how the alarms changed.</summary>
    /// <param name="number">The batch's number.</param>
    /// <param name="readings">Its readings.</param>
    /// <param name="now">The agent's time.</param>
    public IReadOnlyList<Revision> Take(ulong number, IReadOnlyList<Reading> readings, DateTimeOffset now)
    {
        Through = Math.Max(Through, number);

        var judged = new Reading[readings.Count];
        var count = 0;
        foreach (var reading in readings)
        {
            // A recording may be of a time to come; what is judged up to then would make every reading of now a late one.
            if (reading.TakenAt <= now + Keep)
            {
                // The wire and the spool carry milliseconds, and an alarm's id is the time of a reading: here too it is judged by the time that the cloud sees.
                judged[count++] = reading with { TakenAt = DateTimeOffset.FromUnixTimeMilliseconds(reading.TakenAt.ToUnixTimeMilliseconds()) };
            }
        }

        IReadOnlyList<Revision> given = [];
        if (timeline.Through > now + Keep)
        {
            // The agent's clock was ahead and has been put right: nothing that it judged until then is true of now.
            given = [.. timeline.Active.Select(verdict => new Revision(verdict, null))];
            timeline = new(rules.Pack, rules.Context, Keep);
        }

        var told = Note(timeline.Take(judged.AsSpan(0, count)));
        return given.Count == 0 ? told : [.. given, .. told];
    }

    /// <summary>Time passes without readings. Returns how the alarms changed.</summary>
    public IReadOnlyList<Revision> AdvanceTo(DateTimeOffset now) => Note(timeline.AdvanceTo(now));

    /// <summary>
    /// Somebody acknowledged an alarm; of several acknowledgements the earliest stands. It may come before the alarm. False when nothing changed.
    /// </summary>
    public bool Acknowledge(AcknowledgementNotice notice)
    {
        if (acknowledged.TryGetValue(notice.Alarm, out var known) && known.At <= notice.At)
        {
            return false;
        }

        acknowledged[notice.Alarm] = notice;
        if (acknowledged.Count > AcknowledgementsKept)
        {
            var active = timeline.Active.Select(verdict => verdict.Alarm).ToHashSet();
            acknowledged.Remove(acknowledged.Values.Where(each => !active.Contains(each.Alarm)).MinBy(each => each.At)?.Alarm ?? default);
        }

        return true;
    }

    /// <summary>
    /// People said elsewhere by what the house's alarms are silent. A use that began before this was heard of holds from now on: what was judged by
    /// then stands. False when nothing changed.
    /// </summary>
    public bool Quiet(HouseNotice notice)
    {
        var through = timeline.Through ?? DateTimeOffset.MinValue;
        var next = through.AddMilliseconds(1);
        var told = UseAt(notice.Uses, next);
        HouseUseSince[] uses =
        [
            .. rules.Context.Uses.Where(use => use.From <= through),
            .. told == Use ? [] : new[] { new HouseUseSince(next, told) },
            .. notice.Uses.Where(use => use.From > next),
        ];
        var points = notice.Shelved.ToDictionary(point => (point.Rule, point.Place), point => point.Until);
        if (uses.SequenceEqual(rules.Context.Uses) && points.Count == shelved.Count && points.All(shelved.Contains))
        {
            return false;
        }

        var saved = timeline.Save();
        (rules, shelved) = (rules with { Context = rules.Context with { Uses = uses } }, points);
        timeline = CoopTimeline.Restore(rules.Pack, rules.Context, Keep, saved);
        return true;
    }

    /// <summary>Alarms whose time on the shelf is over call again. False when there is none.</summary>
    public bool Unshelve(DateTimeOffset now)
    {
        var over = shelved.Where(each => each.Value <= now).Select(each => each.Key).ToList();
        over.ForEach(point => shelved.Remove(point));
        return over.Count > 0;
    }

    private static HouseUse UseAt(IReadOnlyList<HouseUseSince> uses, DateTimeOffset at) =>
        uses.LastOrDefault(use => use.From <= at) is { Use: not 0 } use ? use.Use : HouseUse.Birds;

    private IReadOnlyList<Revision> Note(TimelineStep step)
    {
        foreach (var (before, after) in step.Revisions)
        {
            // Later readings moved the start: it is the same trouble, and whoever acknowledged it need not come again.
            if (before is not null && after is not null && before.Alarm != after.Alarm && acknowledged.TryGetValue(before.Alarm, out var notice))
            {
                Acknowledge(notice with { Alarm = after.Alarm });
            }
        }

        return step.Revisions;
    }
}
