using Roost.Alarms.Linter;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;

namespace Roost.Alarms.Packs;

/// <summary>A limit of a rule under the name by which it is changed.</summary>
/// <param name="What">The name that <see cref="RuleChange.What"/> has for it.</param>
/// <param name="Signal">What is held against it.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsHigh">Whether what is above it alarms; else what is below.</param>
/// <param name="Hysteresis">How far within the limit it is over, at least 0, in the limit's unit.</param>
/// <param name="Alone">Whether it suffices to raise the rule; false where others must be broken too.</param>
public sealed record NamedLimit(string What, Signal Signal, Curve Limit, bool IsHigh, double Hysteresis, bool Alone)
{
    /// <summary>Unit of the limit; empty for a bare number.</summary>
    public string Unit => SignalWords.UnitOf(Signal);

    /// <summary>The signal in words, within a sentence.</summary>
    public LocalText Words => new(SignalWords.Describe(Signal, "en"), SignalWords.Describe(Signal, "zh-CN"));

    /// <summary>The limits of what raises a rule, in the order in which they are read; not those of what it is judged while.</summary>
    public static IReadOnlyList<NamedLimit> Of(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return
        [
            .. ConditionEdit.Names(rule.When).Where(name => !name.StartsWith("hysteresis", StringComparison.Ordinal))
                .Zip(LimitFacts.Of(rule), (what, limit) => new NamedLimit(what, limit.Signal, limit.Limit, limit.IsHigh, limit.Hysteresis, limit.Alone)),
        ];
    }
}
