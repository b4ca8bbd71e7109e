using System.Globalization;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Linter;

/// <summary>Limits of the same signal that contradict each other.</summary>
internal static class ContradictionChecks
{
    public static IEnumerable<Finding> Check(RulePack pack, FlockFacts facts)
    {
        var days = Enumerable.Range(facts.FromDay, facts.ToDay - facts.FromDay + 1);
        var limits = pack.Rules.SelectMany(LimitFacts.Of).ToList();
        foreach (var one in limits)
        {
            foreach (var other in limits.Where(other => IsComparable(one, other)))
            {
                if (Contradiction(one, other, days) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static bool IsComparable(LimitFacts one, LimitFacts other) => !ReferenceEquals(one, other)
        && one.Signal == other.Signal && one.Rule.At == other.Rule.At && one.Rule.Places.SequenceEqual(other.Rule.Places)
        && one.Alone && other.Alone;

    private static Finding? Contradiction(LimitFacts one, LimitFacts other, IEnumerable<int> days)
    {
        foreach (var day in days)
        {
            var (mine, others) = (one.Limit.At(day), other.Limit.At(day));
            if (one.IsHigh && !other.IsHigh && mine <= others)
            {
                return new(FindingLevel.Refused, one.Rule.Name, new(
                    $"At day {day} the high limit {Number(mine)} is not above the low limit {Number(others)} of \"{other.Rule.Name}\": one of them would always alarm.",
                    $"{day}日龄时高限{Number(mine)}不高于“{other.Rule.Name}”的低限{Number(others)}，两者之一会一直报警。"));
            }

            var isBeyond = one.IsHigh ? mine >= others : mine <= others;
            if (one.IsHigh == other.IsHigh && one.Rule.Severity < other.Rule.Severity && isBeyond)
            {
                return new(FindingLevel.Warning, one.Rule.Name, new(
                    $"At day {day} this limit of {Number(mine)} lies beyond the {Number(others)} of the graver rule \"{other.Rule.Name}\", which comes first: it warns of nothing.",
                    $"{day}日龄时此限值{Number(mine)}超过更严重规则“{other.Rule.Name}”的{Number(others)}，后者先触发，此规则起不到预警作用。"));
            }
        }

        return null;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
