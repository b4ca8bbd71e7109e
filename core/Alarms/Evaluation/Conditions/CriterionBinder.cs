using Roost.Alarms.Evaluation.Signals;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>Binds the conditions of one rule at one place.</summary>
internal sealed class CriterionBinder(GaugeBinder gauges)
{
    private readonly List<NumberCriterion> numbers = [];

    /// <summary>The criteria that have a number, by their index.</summary>
    public IReadOnlyList<NumberCriterion> Numbers => numbers;

    public Criterion Bind(Condition condition) => condition switch
    {
        Above { Signal: SilenceOf silence } above when gauges.Resolve(silence.Quantity, silence.Place) is [var series] =>
            Numbered(new SilenceCriterion(numbers.Count, series, LimitOf(above.Limit))),
        Above above => Limited(isAbove: true, gauges.Bind(above.Signal), SignalWords.UnitOf(above.Signal), above.Limit, above.Hysteresis),
        Below { Signal: SpreadOf } still => new StillnessCriterion(Low(still)),
        Below below => Low(below),
        Outside outside => OutsideOf(outside, gauges.Bind(outside.Signal)),
        BadReadings bad => new BadCriterion(gauges.Resolve(bad.Quantity, bad.Place)),
        AllOf all => new AllCriterion([.. all.Conditions.Select(Bind)]),
        AnyOf any => new AnyCriterion([.. any.Conditions.Select(Bind)]),
        _ => throw new NotSupportedException($"No criterion judges a condition of kind {condition.GetType().Name}."),
    };

    private LimitCriterion Low(Below below) =>
        Limited(isAbove: false, gauges.Bind(below.Signal), SignalWords.UnitOf(below.Signal), below.Limit, below.Hysteresis);

    private OutsideCriterion OutsideOf(Outside outside, Gauge gauge) => new(
        gauge,
        Limited(isAbove: false, gauge, SignalWords.UnitOf(outside.Signal), outside.Low, outside.Hysteresis),
        Limited(isAbove: true, gauge, SignalWords.UnitOf(outside.Signal), outside.High, outside.Hysteresis));

    private LimitCriterion Limited(bool isAbove, Gauge gauge, string unit, Curve limit, double hysteresis) =>
        Numbered(new LimitCriterion(numbers.Count, isAbove, gauge, unit, LimitOf(limit), hysteresis));

    private AgeLimit LimitOf(Curve limit) => new(limit, gauges.Flock);

    private T Numbered<T>(T number)
        where T : NumberCriterion
    {
        numbers.Add(number);
        return number;
    }
}
