using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <summary>A rule, looked through once.</summary>
internal sealed class CompiledRule
{
    private readonly HashSet<Quantity> quantities;

    public CompiledRule(Rule rule)
    {
        Rule = rule;
        Condition[] conditions = [.. ConditionsOf(rule.When), .. rule.While is null ? [] : ConditionsOf(rule.While)];
        Signals = [.. conditions.SelectMany(SignalsOf)];
        quantities = [.. Signals.SelectMany(SeriesOf).Select(static series => series.Quantity), .. conditions.OfType<BadReadings>().Select(bad => bad.Quantity)];
        IsSteady = conditions.SelectMany(CurvesOf).All(curve => curve.IsConstant)
            && Signals.All(signal => signal is ValueOf or OtherPlacesOf or EffectiveTemperature or HeatIndex or DifferenceOf or PercentOf);
        LeastWaitTicks = (long)Math.Max(0, conditions.OfType<Above>().Where(above => above.Signal is SilenceOf)
            .SelectMany(above => above.Limit.Points).Select(point => point.Value * TimeSpan.TicksPerSecond)
            .Append(SensorSeries.HoldTicks).Min());
    }

    public Rule Rule { get; }

    /// <summary>Every signal in it, those within signals included.</summary>
    public IReadOnlyList<Signal> Signals { get; }

    /// <summary>Whether it says the same as long as the newest values are the same, whatever the time.</summary>
    public bool IsSteady { get; }

    /// <summary>The shortest time after a reading after which time alone may change what the rule says of it.</summary>
    public long LeastWaitTicks { get; }

    /// <summary>The quantities whose readings it needs, that of its places included.</summary>
    public IEnumerable<Quantity> Quantities => quantities.Append(Rule.At).Distinct();

    /// <summary>The quantities that it reads at a place which it names.</summary>
    public IEnumerable<Quantity> QuantitiesAt(string place) =>
        Signals.SelectMany(SeriesOf).Where(series => series.Place == place).Select(static series => series.Quantity);

    /// <summary>Whether it looks at series of a quantity.</summary>
    public bool LooksAt(Quantity quantity) => quantities.Contains(quantity);

    /// <summary>Whether it is judged at a place of its quantity.</summary>
    public bool IsAt(Quantity quantity, string place) =>
        Rule.At == quantity && (Rule.Places.Count == 0 ? SeriesTable.IsInside(place) : Rule.Places.Contains(place, StringComparer.Ordinal));

    /// <summary>Whether its alarms tell nobody while the house is used for that.</summary>
    public bool IsSuppressedIn(HouseUse use) => use is not HouseUse.Birds && !Rule.InEmptyHouse;

    private static IEnumerable<Condition> ConditionsOf(Condition condition) => condition switch
    {
        AllOf all => all.Conditions.SelectMany(ConditionsOf),
        AnyOf any => any.Conditions.SelectMany(ConditionsOf),
        _ => [condition],
    };

    private static IEnumerable<Signal> SignalsOf(Condition condition) => condition switch
    {
        Above above => WithParts(above.Signal),
        Below below => WithParts(below.Signal),
        Outside outside => WithParts(outside.Signal),
        _ => [],
    };

    private static IEnumerable<Curve> CurvesOf(Condition condition) => condition switch
    {
        Above above => [above.Limit],
        Below below => [below.Limit],
        Outside outside => [outside.Low, outside.High],
        _ => [],
    };

    private static IEnumerable<Signal> WithParts(Signal signal) => signal switch
    {
        UsualOf usual => WithParts(usual.Signal).Prepend(signal),
        DifferenceOf difference => WithParts(difference.Signal).Concat(WithParts(difference.From)).Prepend(signal),
        PercentOf percent => WithParts(percent.Signal).Concat(WithParts(percent.From)).Prepend(signal),
        _ => [signal],
    };

    private static IEnumerable<(Quantity Quantity, string? Place)> SeriesOf(Signal signal) => signal switch
    {
        ValueOf value => [(value.Quantity, value.Place)],
        ChangeOf change => [(change.Quantity, change.Place)],
        FlowOf flow => [(flow.Quantity, flow.Place)],
        DayTotalOf total => [(total.Quantity, total.Place)],
        RatioOf ratio => [(ratio.Quantity, ratio.Place), (ratio.To, ratio.ToPlace)],
        SpreadOf spread => [(spread.Quantity, spread.Place)],
        SilenceOf silence => [(silence.Quantity, silence.Place)],
        OtherPlacesOf others => [(others.Quantity, null)],
        EffectiveTemperature => [(Quantity.Temperature, null), (Quantity.RelativeHumidity, null), (Quantity.AirSpeed, null)],
        HeatIndex => [(Quantity.Temperature, null), (Quantity.RelativeHumidity, null)],
        _ => [],
    };
}
