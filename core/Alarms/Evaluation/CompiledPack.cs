using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
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
        SharedSignals = Rules.SelectMany(rule => rule.Signals).Where(IsMade).GroupBy(signal => signal).Where(same => same.Skip(1).Any()).Select(same => same.Key).ToHashSet();
        windows = [.. Rules.SelectMany(rule => rule.Signals).SelectMany(WindowsOf).Distinct()];
    }

    public CompiledRule[] Rules { get; }

    /// <summary>The signals made of several readings that are asked for more than once.</summary>
    public IReadOnlySet<Signal> SharedSignals { get; }

    /// <summary>The quantities by which the rules judge, those that tell of the flock included; empty without rules.</summary>
    public IEnumerable<Quantity> Quantities => Rules.Length == 0 ? [] : Rules.SelectMany(rule => rule.Quantities).Union(FlockFigures.Reported);

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

    // What is usual is remembered by each rule for itself, of the readings that it looks at.
    private static bool IsMade(Signal signal) => signal switch
    {
        DifferenceOf difference => !IsOfUsual(difference.Signal) && !IsOfUsual(difference.From),
        PercentOf percent => !IsOfUsual(percent.Signal) && !IsOfUsual(percent.From),
        RatioOf or FlowOf or OtherPlacesOf or StandardOf or EffectiveTemperature or HeatIndex => true,
        _ => false,
    };

    private static bool IsOfUsual(Signal signal) => signal switch
    {
        UsualOf => true,
        DifferenceOf difference => IsOfUsual(difference.Signal) || IsOfUsual(difference.From),
        PercentOf percent => IsOfUsual(percent.Signal) || IsOfUsual(percent.From),
        _ => false,
    };

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
