using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.BackTest;

/// <summary>
/// Holds two packs of rules against the same readings, before a change is saved. What is the same in both packs is left out: neither is it judged
/// nor are its alarms counted. Pure; for one thread at a time.
/// </summary>
public sealed class BackTesting
{
    private readonly Judge old;
    private readonly Judge changed;
    private DateTimeOffset? from;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="before">The pack as it is.</param>
    /// <param name="after">The pack as it would be.</param>
    /// <param name="context">What is known of the coop.</param>
    public BackTesting(RulePack before, RulePack after, CoopContext context)
    {
        HashSet<Rule> shared = [.. before.Rules.Intersect(after.Rules)];
        old = new(before with { Rules = [.. before.Rules.Where(rule => !shared.Contains(rule))] }, context);
        changed = new(after with { Rules = [.. after.Rules.Where(rule => !shared.Contains(rule))] }, context);
        Quantities = [.. old.Quantities.Union(changed.Quantities).Order()];
    }

    /// <summary>The quantities that the rules look at: readings of others change nothing and may be left out. Empty when the packs are the same.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>Judges one reading by both packs; the coop's readings come in the order of time, quantity and place.</summary>
    public void Step(in Reading reading)
    {
        from ??= reading.TakenAt;
        old.Step(reading);
        changed.Step(reading);
    }

    /// <summary>What the packs made of all readings; to be asked for once.</summary>
    /// <param name="through">Up to when time passed, UTC: what is silent by then is so.</param>
    public BackTestResult Finish(DateTimeOffset through) => Compare(through, old.Finish(through), changed.Finish(through));

    private BackTestResult Compare(DateTimeOffset through, IReadOnlyList<Verdict> olds, IReadOnlyList<Verdict> changes)
    {
        List<Verdict> gained = [];
        List<MovedAlarm> moved = [];
        var left = olds.ToList();
        var kept = 0;
        foreach (var verdict in changes)
        {
            var match = left.FindIndex(other => other.Alarm == verdict.Alarm);
            match = match >= 0 ? match : left.FindIndex(other => AreOne(other, verdict));
            if (match < 0)
            {
                gained.Add(verdict);
                continue;
            }

            if (AreSame(left[match], verdict))
            {
                kept++;
            }
            else
            {
                moved.Add(new(left[match], verdict));
            }

            left.RemoveAt(match);
        }

        return new(from, from is null ? null : through, gained, left, moved, kept, olds.Count(Pages), changes.Count(Pages));
    }

    /// <summary>Whether people would notice no difference: it comes and goes at the same times and matters as much.</summary>
    private static bool AreSame(Verdict one, Verdict other) =>
        (one.Alarm, one.Severity, one.RaisedAt, one.EndedAt, one.Suppressed) == (other.Alarm, other.Severity, other.RaisedAt, other.EndedAt, other.Suppressed);

    /// <summary>Whether two verdicts of one rule at one place overlap in time.</summary>
    private static bool AreOne(Verdict one, Verdict other) =>
        one.Alarm.Rule == other.Alarm.Rule
        && one.Alarm.Place == other.Alarm.Place
        && one.Alarm.Start <= (other.EndedAt ?? DateTimeOffset.MaxValue)
        && other.Alarm.Start <= (one.EndedAt ?? DateTimeOffset.MaxValue);

    private static bool Pages(Verdict verdict) => verdict is { Severity: >= AlarmSeverity.Warning, Suppressed: false };

    private sealed class Judge(RulePack pack, CoopContext context)
    {
        private readonly CoopEvaluation? evaluation = pack.Rules.Count > 0 ? new(pack, context) : null;

        public IEnumerable<Quantity> Quantities { get; } = new CompiledPack(pack).Quantities;

        public void Step(in Reading reading) => evaluation?.Step(reading);

        /// <summary>The last word on every alarm, oldest first.</summary>
        public IReadOnlyList<Verdict> Finish(DateTimeOffset through)
        {
            List<Verdict> said = [];
            evaluation?.AdvanceTo(through);
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
