namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>How verdicts that were told differ from those now known.</summary>
internal static class VerdictDifference
{
    /// <summary>
    /// The revisions from the one to the other. A verdict that is no longer there is superseded by one of the same rule and place that overlaps
    /// it and is itself new, else withdrawn. How bad an excursion is so far is no revision while it lasts.
    /// </summary>
    public static IReadOnlyList<Revision> Between(IReadOnlyList<Verdict> before, IReadOnlyList<Verdict> after)
    {
        var gone = before.ToDictionary(verdict => verdict.Alarm);
        var changed = new List<Revision>();
        var added = new List<Verdict>();
        foreach (var now in after)
        {
            if (!gone.Remove(now.Alarm, out var then))
            {
                added.Add(now);
            }
            else if ((now.EndedAt is null ? then with { Worst = now.Worst } : then) != now)
            {
                changed.Add(new(then, now));
            }
        }

        foreach (var then in gone.Values.OrderBy(verdict => verdict.Alarm.Start))
        {
            var heir = added.Find(now => Overlap(then, now));
            changed.Add(new(then, heir));
            if (heir is not null)
            {
                added.Remove(heir);
            }
        }

        return [.. changed, .. added.Select(now => new Revision(null, now))];
    }

    private static bool Overlap(Verdict one, Verdict other) =>
        one.Alarm.Rule == other.Alarm.Rule && one.Alarm.Place == other.Alarm.Place
        && one.Alarm.Start <= (other.EndedAt ?? DateTimeOffset.MaxValue) && other.Alarm.Start <= (one.EndedAt ?? DateTimeOffset.MaxValue);
}
