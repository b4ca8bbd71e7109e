using Roost.Alarms.Packs;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Linter;

/// <summary>Finds limits and delays that contradict the birds, the season, the sensors or each other.</summary>
public static class RuleLinter
{
    /// <summary>All findings, in the order of the rules; none for a pack that is well.</summary>
    public static IReadOnlyList<Finding> Check(RulePack pack, FlockFacts facts) =>
    [
        .. pack.Rules.SelectMany(rule => (IEnumerable<Finding>)
        [
            .. LimitFacts.Of(rule).SelectMany(limit => (IEnumerable<Finding>)
                [.. ReachChecks.Check(limit), .. TemperatureChecks.Check(limit, facts)]).Distinct(),
            .. DelayChecks.Check(rule),
        ]),
        .. ContradictionChecks.Check(pack, facts),
        .. SwitchedOff(pack),
    ];

    private static IEnumerable<Finding> SwitchedOff(RulePack pack)
    {
        var kept = pack.Rules.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        foreach (var shipped in RulePacks.For(pack.Name)?.Rules.Where(rule => rule.Severity == AlarmSeverity.Critical) ?? [])
        {
            if (!kept.TryGetValue(shipped.Name, out var rule))
            {
                yield return new(FindingLevel.Warning, shipped.Name, new(
                    $"The critical rule \"{shipped.Text.Title.En}\" is switched off: nobody is called when birds are in danger.",
                    $"关键规则“{shipped.Text.Title.ZhCn}”已关闭：鸡只有危险时不会通知任何人。"));
            }
            else if (rule.Severity < AlarmSeverity.Critical)
            {
                yield return new(FindingLevel.Warning, shipped.Name, new(
                    $"The rule \"{shipped.Text.Title.En}\" is no longer critical: its alarms may wait until somebody has time.",
                    $"规则“{shipped.Text.Title.ZhCn}”不再是关键级：其报警可能无人及时处理。"));
            }
        }
    }
}
