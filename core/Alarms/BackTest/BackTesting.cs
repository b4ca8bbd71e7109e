using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.BackTest;

/// <summary>Holds two packs of rules against the same readings, before a change is saved. Pure.</summary>
public static class BackTesting
{
    // Long enough that nothing piles up, short enough to hear a cancellation.
    private const int BetweenDrains = 4096;

    /// <summary>Judges the readings by both packs. Rules that are the same in both are judged once.</summary>
    /// <param name="before">The pack as it is.</param>
    /// <param name="after">The pack as it would be.</param>
    /// <param name="context">What is known of the coop.</param>
    /// <param name="readings">All readings of the coop, in the order of time, quantity and place; read once.</param>
    /// <param name="cancellationToken">Ends the test early, which throws.</param>
    public static BackTestResult Run(
        RulePack before, RulePack after, CoopContext context, IEnumerable<Reading> readings, CancellationToken cancellationToken)
    {
        HashSet<Rule> shared = [.. before.Rules.Intersect(after.Rules)];
        var same = new Judge(before with { Rules = [.. before.Rules.Where(shared.Contains)] }, context);
        var old = new Judge(before with { Rules = [.. before.Rules.Where(rule => !shared.Contains(rule))] }, context);
        var changed = new Judge(after with { Rules = [.. after.Rules.Where(rule => !shared.Contains(rule))] }, context);
        Judge[] judges = [same, old, changed];
        DateTimeOffset? from = null, to = null;
        var count = 0;
        foreach (var reading in readings)
        {
            from ??= reading.TakenAt;
            to = reading.TakenAt;
            foreach (var judge in judges)
            {
                judge.Step(reading);
            }

            if (++count % BetweenDrains == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return Compare(from, to, same.Finish(), old.Finish(), changed.Finish());
    }

    private static BackTestResult Compare(
        DateTimeOffset? from, DateTimeOffset? to, IReadOnlyList<Verdict> same, IReadOnlyList<Verdict> old, IReadOnlyList<Verdict> changed)
    {
        List<Verdict> gained = [];
        List<MovedAlarm> moved = [];
        var left = old.ToList();
        var kept = same.Count;
        foreach (var verdict in changed)
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

        var pages = same.Count(Pages);
        return new(from, to, gained, left, moved, kept, pages + old.Count(Pages), pages + changed.Count(Pages));
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
