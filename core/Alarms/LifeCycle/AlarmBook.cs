using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.Storms;

namespace Roost.Alarms.LifeCycle;

/// <summary>
/// The alarms of one farm: holds what the readings say against what is known, lets people act on alarms by their ids, and folds those that have
/// one cause. Every method returns what changed, in order, and says nothing twice: what is known already changes nothing. Pure; for one thread
/// at a time.
/// </summary>
/// <param name="farm">The farm.</param>
public sealed partial class AlarmBook(string farm)
{
    /// <summary>An alarm that becomes known longer than this after it was raised is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    /// <summary>An alarm that was raised this often within <see cref="FlapsWithin"/> flaps: it tells people once in that while.</summary>
    public const int FlapsFrom = 4;

    /// <summary>The while over which raises of one rule and place are counted.</summary>
    public static readonly TimeSpan FlapsWithin = TimeSpan.FromHours(1);

    private readonly Dictionary<AlarmId, Alarm> alarms = [];
    private List<AlarmChange> changes = [];

    /// <summary>The alarms that it knows.</summary>
    public IReadOnlyCollection<Alarm> Alarms => alarms.Values;

    /// <summary>The alarm of an id; null when it is not known.</summary>
    public Alarm? Find(AlarmId id) => alarms.GetValueOrDefault(id);

    /// <summary>Puts in an alarm that is known from before.</summary>
    public void Put(Alarm alarm) => alarms[alarm.Id] = alarm;

    /// <summary>Takes out what is over, needs nobody and began before a time: nothing that comes can concern it but a late reading.</summary>
    public void ForgetBefore(DateTimeOffset time)
    {
        foreach (var alarm in alarms.Values.Where(alarm => alarm is { IsActive: false, Shelf: null } && alarm.RaisedAt < time).ToArray())
        {
            alarms.Remove(alarm.Id);
        }
    }

    /// <summary>Takes in what later readings changed in the verdicts of a coop.</summary>
    /// <param name="revisions">The changes, in order.</param>
    /// <param name="through">Event time up to which the coop's readings were judged; ends that are known of a later time stand.</param>
    /// <param name="now">The farm's time.</param>
    public IReadOnlyList<AlarmChange> Take(IReadOnlyList<Revision> revisions, DateTimeOffset through, DateTimeOffset now)
    {
        foreach (var (before, after) in revisions)
        {
            if (after is null)
            {
                Withdraw(before!.Alarm, now);
            }
            else if (before is null || before.Alarm == after.Alarm)
            {
                Learn(after, null, through, now);
            }
            else
            {
                Supersede(before.Alarm, after, through, now);
            }
        }

        return Finish(now);
    }

    /// <summary>
    /// Withdraws the active alarms of a coop that its verdicts do not know although they were judged beyond them: the rules have changed, or
    /// what raised them turned out never to have been stored.
    /// </summary>
    /// <param name="coop">The coop.</param>
    /// <param name="active">Its active verdicts that may be told.</param>
    /// <param name="waiting">Alarms of which its verdicts know what may not be told yet; they stand as they are known.</param>
    /// <param name="through">Event time up to which its readings were judged.</param>
    /// <param name="now">The farm's time.</param>
    public IReadOnlyList<AlarmChange> Reconcile(string coop, IReadOnlyList<Verdict> active, IReadOnlyList<AlarmId> waiting, DateTimeOffset through, DateTimeOffset now)
    {
        var known = active.Select(verdict => verdict.Alarm).Concat(waiting).ToHashSet();
        foreach (var alarm in alarms.Values.Where(alarm => alarm.IsActive && alarm.Id.Coop == coop && alarm.RaisedAt <= through && !known.Contains(alarm.Id)).ToArray())
        {
            Withdraw(alarm.Id, now);
        }

        return Take([.. active.Select(verdict => new Revision(null, verdict))], through, now);
    }

    /// <summary>Time passes: shelves expire, and what outlived its cause speaks for itself.</summary>
    public IReadOnlyList<AlarmChange> AdvanceTo(DateTimeOffset now) => Finish(now);

    private void Learn(Verdict verdict, Alarm? from, DateTimeOffset through, DateTimeOffset now)
    {
        if (alarms.TryGetValue(verdict.Alarm, out var known))
        {
            if (verdict.EndedAt is null && known is { End: AlarmEnd.Over } && known.EndedAt > through)
            {
                return;
            }

            var after = known with
            {
                Severity = verdict.Severity,
                RaisedAt = verdict.RaisedAt,
                EndedAt = verdict.EndedAt,
                End = verdict.EndedAt is null ? null : AlarmEnd.Over,
                Value = verdict.Value,
                Limit = verdict.Limit,
                Worst = verdict.Worst,
                Unit = verdict.Unit,
                Suppressed = verdict.Suppressed,
                SupersededBy = null,
                Supersedes = from?.Id ?? known.Supersedes,
                Acknowledgement = Earlier(known.Acknowledgement, from?.Acknowledgement),
            };
            Change((known.End, after.End) switch
            {
                (not null, null) => AlarmChangeKind.Reopened,
                (not AlarmEnd.Over, AlarmEnd.Over) => AlarmChangeKind.Ended,
                _ when after.IsActive && known.Suppressed != after.Suppressed => after.Suppressed ? AlarmChangeKind.Suppressed : AlarmChangeKind.Unsuppressed,
                _ => AlarmChangeKind.Updated,
            }, after, now);
            return;
        }

        var late = verdict.EndedAt is not null || now - verdict.RaisedAt > LateAfter;
        var raised = new Alarm
        {
            Id = verdict.Alarm,
            Farm = farm,
            Severity = verdict.Severity,
            RaisedAt = verdict.RaisedAt,
            EndedAt = verdict.EndedAt,
            End = verdict.EndedAt is null ? null : AlarmEnd.Over,
            Value = verdict.Value,
            Limit = verdict.Limit,
            Worst = verdict.Worst,
            Unit = verdict.Unit,
            Suppressed = verdict.Suppressed,
            LearnedAt = from?.LearnedAt ?? now,
            Late = from?.Late ?? late,
            Acknowledgement = Earlier(from?.Acknowledgement, early.GetValueOrDefault(verdict.Alarm)),
            Shelf = from?.Shelf ?? ShelfOf(verdict.Alarm, now),
            AssignedTo = from?.AssignedTo,
            Comments = from?.Comments ?? [],
            Supersedes = from?.Id,
            Cause = from?.Cause,
        };
        Change(AlarmChangeKind.Raised, from is null ? Counted(raised) : raised with { Flaps = from.Flaps, Muted = from.Muted }, now);
    }

    private void Supersede(AlarmId before, Verdict after, DateTimeOffset through, DateTimeOffset now)
    {
        var old = Find(before);
        if (old is not null)
        {
            Change(
                AlarmChangeKind.Superseded,
                old with { End = AlarmEnd.Superseded, EndedAt = old.EndedAt ?? old.RaisedAt, SupersededBy = after.Alarm, Supersedes = old.Supersedes == after.Alarm ? null : old.Supersedes },
                now);
        }

        Learn(after, old, through, now);
    }

    private void Withdraw(AlarmId id, DateTimeOffset now)
    {
        if (Find(id) is { } alarm and { End: not (AlarmEnd.Withdrawn or AlarmEnd.Superseded) })
        {
            Change(AlarmChangeKind.Withdrawn, alarm with { End = AlarmEnd.Withdrawn, EndedAt = alarm.EndedAt ?? alarm.RaisedAt }, now);
        }
    }

    private Alarm Counted(Alarm raised)
    {
        var before = OfPoint(raised.Id)
            .Where(alarm => !alarm.Suppressed && alarm.End is null or AlarmEnd.Over && alarm.RaisedAt <= raised.RaisedAt && alarm.RaisedAt > raised.RaisedAt - FlapsWithin)
            .ToArray();
        return raised with
        {
            Flaps = before.Length + 1,
            Muted = before.Length + 1 >= FlapsFrom && before.Any(alarm => alarm is { Flaps: >= FlapsFrom, Muted: false }),
        };
    }

    // An alarm that comes again while its last is on the shelf lies there too.
    private Shelf? ShelfOf(AlarmId id, DateTimeOffset now) => OfPoint(id).Select(alarm => alarm.Shelf).FirstOrDefault(shelf => shelf?.Until > now);

    private IEnumerable<Alarm> OfPoint(AlarmId id) =>
        alarms.Values.Where(alarm => alarm.Id.Rule == id.Rule && alarm.Id.Coop == id.Coop && alarm.Id.Place == id.Place);

    private void Change(AlarmChangeKind kind, Alarm after, DateTimeOffset now, string? by = null)
    {
        var before = Find(after.Id);
        if (before != after)
        {
            alarms[after.Id] = after;
            changes.Add(new(kind, before, after, now, by));
        }
    }

    private List<AlarmChange> Finish(DateTimeOffset now)
    {
        foreach (var alarm in alarms.Values.Where(alarm => alarm.Shelf is { } shelf && shelf.Until <= now).ToArray())
        {
            Change(AlarmChangeKind.Unshelved, alarm with { Shelf = null }, now);
        }

        foreach (var change in StormFold.Next(farm, alarms.Values, now))
        {
            Change(change.Kind, change.To, now);
        }

        var done = changes;
        changes = [];
        return done;
    }
}
