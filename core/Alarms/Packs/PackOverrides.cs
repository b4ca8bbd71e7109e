using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>The changes that a farm or coop makes to a pack, oldest first; a later change of the same value wins.</summary>
/// <param name="Changes">The changes.</param>
public sealed record PackOverrides(IReadOnlyList<RuleChange> Changes)
{
    /// <summary>The <see cref="RuleChange.What"/> by which a rule is switched off, or on again.</summary>
    public const string Off = "off";

    private static readonly ScalarRule<AlarmSeverity> severity = ScalarRules.OneOf<AlarmSeverity>(
        ("information", AlarmSeverity.Information), ("warning", AlarmSeverity.Warning), ("critical", AlarmSeverity.Critical));

    /// <summary>The pack with all changes, its version higher by their number. A change that is a mistake is left out and named.</summary>
    /// <param name="pack">The pack as shipped.</param>
    /// <param name="mistakes">A sentence for each change that could not be made; empty when all were.</param>
    public RulePack Apply(RulePack pack, out IReadOnlyList<string> mistakes)
    {
        var rules = pack.Rules.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        var off = new HashSet<string>(StringComparer.Ordinal);
        var sentences = new List<string>();
        foreach (var change in Changes)
        {
            if (!rules.TryGetValue(change.Rule, out var rule))
            {
                sentences.Add($"The pack \"{pack.Name}\" has no rule \"{change.Rule}\"; choose one of its {pack.Rules.Count} rules.");
            }
            else if (change.What == Off)
            {
                Switch(change, off, sentences);
            }
            else if (Changed(rule, change, sentences) is { } changed)
            {
                rules[change.Rule] = changed;
            }
        }

        mistakes = sentences;
        return new(
            pack.Name, pack.Version + Changes.Count, [.. pack.Rules.Where(rule => !off.Contains(rule.Name)).Select(rule => rules[rule.Name])]);
    }

    /// <summary>What of a rule can be had another way: the names that <see cref="RuleChange.What"/> may have.</summary>
    public static IReadOnlyList<string> ChangeableOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. ConditionEdit.Names(rule.When), "on-delay", "off-delay", "severity", Off];
    }

    private static void Switch(RuleChange change, HashSet<string> off, List<string> sentences)
    {
        if (!Read(change, ScalarRules.Switch, sentences, out var isOff))
        {
            return;
        }

        if (isOff)
        {
            off.Add(change.Rule);
        }
        else
        {
            off.Remove(change.Rule);
        }
    }

    private static Rule? Changed(Rule rule, RuleChange change, List<string> sentences)
    {
        switch (change.What)
        {
            case "on-delay":
                return Read(change, DelayRule.Delay, sentences, out var onDelay) ? rule with { OnDelay = onDelay } : null;
            case "off-delay":
                return Read(change, DelayRule.Delay, sentences, out var offDelay) ? rule with { OffDelay = offDelay } : null;
            case "severity":
                return Read(change, severity, sentences, out var level) ? rule with { Severity = level } : null;
            default:
                var edit = ConditionEdit.Of(change, sentences);
                if (edit is null)
                {
                    return null;
                }

                var when = edit.Apply(rule.When);
                if (edit.Found)
                {
                    return rule with { When = when };
                }

                sentences.Add($"The rule \"{rule.Name}\" has no value \"{change.What}\"; choose one of {string.Join(", ", ChangeableOf(rule))}.");
                return null;
        }
    }

    private static bool Read<T>(RuleChange change, ScalarRule<T> rule, List<string> sentences, out T value)
    {
        if (rule.TryRead(change.Value, out value))
        {
            return true;
        }

        sentences.Add($"{change.What} of the rule \"{change.Rule}\" is \"{change.Value}\", but it must be {rule.Allowed}.");
        return false;
    }
}
