using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Linter;

/// <summary>One limit of a rule: what it judges and on which side.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Signal">What is judged.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsHigh">Whether values above it alarm.</param>
/// <param name="Hysteresis">Its hysteresis.</param>
/// <param name="Alone">Whether this limit suffices to raise the rule; false where others must be broken too.</param>
internal sealed record LimitFacts(Rule Rule, Signal Signal, Curve Limit, bool IsHigh, double Hysteresis, bool Alone)
{
    /// <summary>All limits of a rule.</summary>
    public static IEnumerable<LimitFacts> Of(Rule rule) => Of(rule, rule.When, alone: true);

    /// <summary>The range that the signal can have; null where it has none of its own.</summary>
    public (double Minimum, double Maximum)? Range => RangeOf(Signal);

    /// <summary>Whether it is a limit of the air's temperature in °C, not of a difference.</summary>
    public bool IsTemperature => Signal is ValueOf { Quantity: Quantity.Temperature, Place: not (ValueOf.Outside or ValueOf.Neighbours) };

    /// <summary>Whether it is a limit of how far the air's temperature is from its set-point.</summary>
    public bool IsFromSetPoint => Signal is DifferenceOf
    {
        Signal: ValueOf { Quantity: Quantity.Temperature, Place: not (ValueOf.Outside or ValueOf.Neighbours) },
        From: ValueOf { Quantity: Quantity.TemperatureSetPoint },
    };

    private static IEnumerable<LimitFacts> Of(Rule rule, Condition condition, bool alone) => condition switch
    {
        Above above => [new(rule, above.Signal, above.Limit, true, above.Hysteresis, alone)],
        Below below => [new(rule, below.Signal, below.Limit, false, below.Hysteresis, alone)],
        Outside outside =>
        [
            new(rule, outside.Signal, outside.Low, false, outside.Hysteresis, alone),
            new(rule, outside.Signal, outside.High, true, outside.Hysteresis, alone),
        ],
        AllOf all => all.Conditions.SelectMany(part => Of(rule, part, alone && all.Conditions.Count == 1)),
        AnyOf any => any.Conditions.SelectMany(part => Of(rule, part, alone)),
        _ => [],
    };

    private static (double Minimum, double Maximum)? RangeOf(Signal signal) => signal switch
    {
        ValueOf value when QuantityFacts.Of(value.Quantity) is var facts => (facts.Minimum, facts.Maximum),
        SpreadOf or FlowOf or DayTotalOf or SilenceOf or RatioOf => (0, double.MaxValue),
        UsualOf usual => RangeOf(usual.Signal),
        PercentOf percent when RangeOf(percent.Signal) is { Minimum: >= 0 } => (0, double.MaxValue),
        _ => null,
    };
}
