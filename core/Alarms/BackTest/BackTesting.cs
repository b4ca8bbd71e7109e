using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.BackTest;

/// <summary>
/// Holds two packs of rules against the same readings, before a change is saved. Rules that are the same in both are judged once. Pure; for one
/// thread at a time.
/// </summary>
public sealed class BackTesting
{
    private readonly Judge same;
    private readonly Judge old;
    private readonly Judge changed;
    private DateTimeOffset? from;
    private DateTimeOffset? to;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="before">The pack as it is.</param>
    /// <param name="after">The pack as it would be.</param>
    /// <param name="context">What is known of the coop.</param>
    public BackTesting(RulePack before, RulePack after, CoopContext context)
    {
        HashSet<Rule> shared = [.. before.Rules.Intersect(after.Rules)];
        same = new(before with { Rules = [.. before.Rules.Where(shared.Contains)] }, context);
        old = new(before with { Rules = [.. before.Rules.Where(rule => !shared.Contains(rule))] }, context);
        changed = new(after with { Rules = [.. after.Rules.Where(rule => !shared.Contains(rule))] }, context);
    }

    /// <summary>Judges one reading by both packs; all readings of the coop come in the order of time, quantity and place.</summary>
    public void Step(in Reading reading)
    {
        from ??= reading.TakenAt;
        to = reading.TakenAt;
        same.Step(reading);
        old.Step(reading);
        changed.Step(reading);
    }

    /// <summary>What the packs made of all readings; to be asked for once.</summary>
    public BackTestResult Finish() => Compare(same.Finish(), old.Finish(), changed.Finish());

    private BackTestResult Compare(IReadOnlyList<Verdict> sames, IReadOnlyList<Verdict> olds, IReadOnlyList<Verdict> changes)
    {
        List<Verdict> gained = [];
        List<MovedAlarm> moved = [];
        var left = olds.ToList();
        var kept = sames.Count;
        foreach (var verdict in changes)
        {
            var match = left.FindIndex(other => other.Alarm == verdict.Alarm);
            match = match >= 0 ? match : left.FindIndex(other => AreOne(other, verdict));
            if (match < 0)
            {
                gained.Add(verdict);
                continue;
            }

            if ((left[match].Alarm, left[match].RaisedAt, left[match].EndedAt) == (verdict.Alarm, verdict.RaisedAt, verdict.EndedAt))
            {
                kept++;
            }
            else
            {
                moved.Add(new(left[match], verdict));
            }

            left.RemoveAt(match);
        }

        var pages = sames.Count(Pages);
        return new(from, to, gained, left, moved, kept, pages + olds.Count(Pages), pages + changes.Count(Pages));
    }

    /// <summary>Whether two verdicts of one rule at one place overlap in time.</summary>
    private static bool AreOne(Verdict one, Verdict other) =>
        one.Alarm.Rule == other.Alarm.Rule
        && one.Alarm.Place == other.Alarm.Place
        && one.Alarm.Start <= (other.EndedAt ?? DateTimeOffset.MaxValue)
        && other.Alarm.Start <= (one.EndedAt ?? DateTimeOffset.MaxValue);

    private static bool Pages(Verdict verdict) => verdict.Severity >= AlarmSeverity.Warning;

    private sealed class Judge(RulePack pack, CoopContext context)
    {
        private readonly CoopEvaluation? evaluation = pack.Rules.Count > 0 ? new(pack, context) : null;

        public void Step(in Reading reading) => evaluation?.Step(reading);

        /// <summary>The last word on every alarm, oldest first.</summary>
        public IReadOnlyList<Verdict> Finish()
        {
            List<Verdict> said = [];
            evaluation?.Drain(said);
            Dictionary<AlarmId, Verdict> last = [];
            foreach (var verdict in said)
            {
                last[verdict.Alarm] = verdict;
            }

            return [.. last.Values.OrderBy(verdict => verdict.RaisedAt).ThenBy(verdict => verdict.Alarm.ToString(), StringComparer.Ordinal)];
        }
    }
}
