using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Evaluation.Windows;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <summary>A pack's rules, looked through once: what of each series they need. Never changes; evaluations share it.</summary>
internal sealed class CompiledPack
{
    private static readonly JsonSerializerOptions AsText = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly (Quantity Quantity, string? Place, WindowKey Key)[] windows;

    public CompiledPack(RulePack pack)
    {
        Rules = [.. pack.Rules.Select(rule => new CompiledRule(rule))];
        windows = [.. Rules.SelectMany(rule => rule.Signals).SelectMany(WindowsOf).Distinct()];
    }

    public CompiledRule[] Rules { get; }

    /// <summary>The windows that rules look through at a series.</summary>
    public WindowKey[] WindowsAt(Quantity quantity, string place) =>
        [.. windows.Where(window => window.Quantity == quantity && (window.Place is null || window.Place == place)).Select(window => window.Key).Distinct()];

    /// <summary>
    /// What a saved state hangs on: everything that decides a verdict, and nothing that a person reads. Of the house's uses those that had begun.
    /// </summary>
    public byte[] FingerprintOf(CoopContext context, long throughTicks) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Rules = Rules.Select(compiled => compiled.Rule with { Text = null!, Source = "", Area = RuleArea.System }),
            context.Coop,
            Zone = context.TimeZone.Id,
            Breed = context.Breed?.Name,
            context.PlacedOn,
            context.Birds,
            Uses = context.Uses.Where(use => use.From.UtcTicks <= throughTicks),
        },
        AsText))[..16];

    private static IEnumerable<(Quantity Quantity, string? Place, WindowKey Key)> WindowsOf(Signal signal) => signal switch
    {
        ChangeOf change => [(change.Quantity, change.Place, new(WindowKind.Past, change.Over))],
        FlowOf flow => [(flow.Quantity, flow.Place, new(WindowKind.Growth, flow.Over))],
        RatioOf ratio => [(ratio.Quantity, ratio.Place, new(WindowKind.Growth, ratio.Over)), (ratio.To, ratio.ToPlace, new(WindowKind.Growth, ratio.Over))],
        DayTotalOf total => [(total.Quantity, total.Place, new(WindowKind.DayTotals, default))],
        SpreadOf spread => [(spread.Quantity, spread.Place, new(WindowKind.Spread, spread.Over))],
        _ => [],
    };
}

/// <summary>A rule, looked through once.</summary>
internal sealed class CompiledRule
{
    public CompiledRule(Rule rule)
    {
        Rule = rule;
        Signals = [.. ConditionsOf(rule.When).Concat(rule.While is null ? [] : ConditionsOf(rule.While)).SelectMany(SignalsOf)];
        var curves = ConditionsOf(rule.When).Concat(rule.While is null ? [] : ConditionsOf(rule.While)).SelectMany(CurvesOf);
        IsSteady = curves.All(curve => curve.IsConstant)
            && Signals.All(signal => signal is ValueOf or OtherPlacesOf or EffectiveTemperature or HeatIndex or DifferenceOf or PercentOf);
        var silences = ConditionsOf(rule.When).Concat(rule.While is null ? [] : ConditionsOf(rule.While)).OfType<Above>().Where(above => above.Signal is SilenceOf);
        LeastWaitTicks = (long)Math.Max(0, silences.SelectMany(above => above.Limit.Points).Select(point => point.Value * TimeSpan.TicksPerSecond)
            .Append(SensorSeries.HoldTicks).Min());
    }

    public Rule Rule { get; }

    /// <summary>Every signal in it, those within signals included.</summary>
    public Signal[] Signals { get; }

    /// <summary>Whether it says the same as long as the newest values are the same, whatever the time.</summary>
    public bool IsSteady { get; }

    /// <summary>The shortest time after a reading after which time alone may change what the rule says of it.</summary>
    public long LeastWaitTicks { get; }

    /// <summary>Whether it is judged at a place of its quantity.</summary>
    public bool IsAt(Quantity quantity, string place) =>
        Rule.At == quantity && (Rule.Places.Count == 0 ? SeriesTable.IsInside(place) : Rule.Places.Contains(place, StringComparer.Ordinal));

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
}
