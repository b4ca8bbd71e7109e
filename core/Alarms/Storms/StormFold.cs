using Roost.Alarms.LifeCycle;

namespace Roost.Alarms.Storms;

/// <summary>
/// Folds alarms that have one cause. Within a coop the cause holds what it explains (<see cref="CausePrecedence"/>); where three coops or more of a
/// farm have the same within a minute, one alarm of the farm, <c>storm</c>, holds theirs and names what they have in common, and so does one of a
/// coop where three of its sensors or more fall silent within a minute. What outlives its cause by two minutes speaks for itself.
/// What a house without birds suppresses neither explains nor is explained. Pure.
/// </summary>
public static class StormFold
{
    /// <summary>Coops of a farm, or sensors of a coop, from which on alarms of one cause are a storm.</summary>
    public const int Enough = 3;

    /// <summary>The while within which they must have been raised.</summary>
    public static readonly TimeSpan StormWithin = TimeSpan.FromSeconds(60);

    /// <summary>How long before its cause an alarm may have begun to be explained by it, and how long it may outlive it.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromMinutes(2);

    /// <summary>What becomes of a farm's alarms.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="alarms">All alarms of the farm that are active, and those that ended lately.</param>
    /// <param name="now">The farm's time.</param>
    public static IReadOnlyList<AlarmChange> Next(string farm, IReadOnlyCollection<Alarm> alarms, DateTimeOffset now)
    {
        if (!alarms.Any(static alarm => alarm.IsActive))
        {
            return [];
        }

        var folded = alarms.ToDictionary(alarm => alarm.Id);
        List<AlarmChange> changes = [];

        void Change(AlarmChangeKind kind, Alarm after)
        {
            changes.Add(new(kind, folded.GetValueOrDefault(after.Id), after, now));
            folded[after.Id] = after;
        }

        void Hold(Alarm alarm, Alarm cause) =>
            Change(AlarmChangeKind.Held, alarm with { Cause = cause.Id, Acknowledgement = alarm.Acknowledgement ?? cause.Acknowledgement });

        void Gather(string coop, string cause, IEnumerable<Alarm> common, Func<Alarm, string> one)
        {
            var storm = folded.Values.FirstOrDefault(alarm => alarm.IsActive && alarm.Id.Rule == CausePrecedence.Storm && alarm.Id.Coop == coop && alarm.Id.Place == cause);
            var members = storm is null ? Cluster([.. common.OrderBy(alarm => alarm.RaisedAt)], one) : Joining(storm, folded.Values, common);
            if (members.Length == 0)
            {
                return;
            }

            if (storm is null)
            {
                storm = New(farm, coop, cause, members, now);
                var again = folded.GetValueOrDefault(storm.Id);
                storm = again is null ? storm : again with { EndedAt = null, End = null };
                Change(again is null ? AlarmChangeKind.Raised : AlarmChangeKind.Reopened, storm);
            }
            else if (members.Max(alarm => alarm.Severity) > storm.Severity)
            {
                storm = storm with { Severity = members.Max(alarm => alarm.Severity) };
                Change(AlarmChangeKind.Updated, storm);
            }

            foreach (var member in members)
            {
                Hold(member, storm);
            }
        }

        Release(folded, now, Change);
        foreach (var (alarm, cause) in Explained(Unheld(folded)).ToArray())
        {
            Hold(alarm, cause);
        }

        foreach (var common in Free(folded).Where(alarm => alarm.Id.Coop.Length > 0).GroupBy(alarm => CausePrecedence.CommonCauseOf(alarm.Id.Rule)).ToArray())
        {
            Gather("", common.Key, common, static alarm => alarm.Id.Coop);
        }

        foreach (var coop in Free(folded).Where(alarm => alarm.Id.Coop.Length > 0 && CausePrecedence.IsOfBus(alarm.Id.Rule)).GroupBy(alarm => alarm.Id.Coop).ToArray())
        {
            Gather(coop.Key, CausePrecedence.Bus, coop, static alarm => $"{alarm.Id.Rule}/{alarm.Id.Place}");
        }

        EndStorms(folded, now, Change);
        return changes;
    }

    private static IEnumerable<Alarm> Unheld(Dictionary<AlarmId, Alarm> alarms) => alarms.Values.Where(alarm => alarm is { IsActive: true, Suppressed: false, Cause: null });

    private static IEnumerable<Alarm> Free(Dictionary<AlarmId, Alarm> alarms) => Unheld(alarms).Where(alarm => alarm.Id.Rule != CausePrecedence.Storm);

    private static void Release(Dictionary<AlarmId, Alarm> alarms, DateTimeOffset now, Action<AlarmChangeKind, Alarm> change)
    {
        foreach (var alarm in alarms.Values.Where(alarm => alarm is { IsActive: true, Cause: not null }).ToArray())
        {
            var cause = alarms.GetValueOrDefault(alarm.Cause!.Value);
            if (cause?.SupersededBy is { } successor)
            {
                change(AlarmChangeKind.Updated, alarm with { Cause = successor });
            }
            else if (cause is null || alarm.Suppressed || cause.Suppressed || cause.End == AlarmEnd.Withdrawn || (cause.EndedAt is { } ended && now - ended > Reach))
            {
                change(AlarmChangeKind.Released, alarm with { Cause = null });
            }
        }
    }

    private static IEnumerable<(Alarm Alarm, Alarm Cause)> Explained(IEnumerable<Alarm> free)
    {
        foreach (var coop in free.GroupBy(alarm => alarm.Id.Coop))
        {
            foreach (var alarm in coop)
            {
                if (coop.FirstOrDefault(cause => CausePrecedence.Explains(cause.Id.Rule, alarm.Id.Rule) && alarm.Id.Start >= cause.Id.Start - Reach) is { } found)
                {
                    yield return (alarm, found);
                }
            }
        }
    }

    // The first stretch of a minute in which enough of them are; all that were raised in it belong.
    private static Alarm[] Cluster(Alarm[] inOrder, Func<Alarm, string> one)
    {
        for (var first = 0; first < inOrder.Length; first++)
        {
            var within = inOrder.Skip(first).TakeWhile(alarm => alarm.RaisedAt - inOrder[first].RaisedAt <= StormWithin).ToArray();
            if (within.DistinctBy(one).Take(Enough).Count() == Enough)
            {
                return within;
            }
        }

        return [];
    }

    private static Alarm[] Joining(Alarm storm, IEnumerable<Alarm> alarms, IEnumerable<Alarm> free)
    {
        var last = alarms.Where(alarm => alarm.Cause == storm.Id).Max(alarm => (DateTimeOffset?)alarm.RaisedAt) ?? storm.RaisedAt;
        return [.. free.Where(alarm => alarm.RaisedAt >= storm.Id.Start - StormWithin && alarm.RaisedAt <= last + StormWithin)];
    }

    private static Alarm New(string farm, string coop, string cause, Alarm[] members, DateTimeOffset now) => new()
    {
        Id = new(CausePrecedence.Storm, coop, cause, members.Min(alarm => alarm.RaisedAt)),
        Farm = farm,
        Severity = members.Max(alarm => alarm.Severity),
        RaisedAt = members.Min(alarm => alarm.RaisedAt),
        LearnedAt = now,
        Late = now - members.Min(alarm => alarm.RaisedAt) > AlarmBook.LateAfter,
    };

    private static void EndStorms(Dictionary<AlarmId, Alarm> alarms, DateTimeOffset now, Action<AlarmChangeKind, Alarm> change)
    {
        foreach (var storm in alarms.Values.Where(alarm => alarm.IsActive && alarm.Id.Rule == CausePrecedence.Storm).ToArray())
        {
            var members = alarms.Values.Where(alarm => alarm.Cause == storm.Id).ToArray();
            if (!members.Any(alarm => alarm.IsActive))
            {
                change(AlarmChangeKind.Ended, storm with { End = AlarmEnd.Over, EndedAt = members.Max(alarm => alarm.EndedAt) ?? now });
            }
        }
    }
}
