using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Words;

/// <summary>A signal in words, within a sentence, and the unit of its number.</summary>
internal static class SignalWords
{
    public static string Describe(Signal signal, string language) => InChinese(language) ? Chinese(signal, language) : English(signal, language);

    /// <summary>The unit of the signal's number; empty for bare numbers.</summary>
    public static string UnitOf(Signal signal) => signal switch
    {
        ValueOf value => QuantityFacts.Of(value.Quantity).Unit,
        ChangeOf change => QuantityFacts.Of(change.Quantity).Unit,
        SpreadOf spread => QuantityFacts.Of(spread.Quantity).Unit,
        FlowOf flow => $"{QuantityFacts.Of(flow.Quantity).Unit}/h",
        DayTotalOf total => QuantityFacts.Of(total.Quantity).Unit,
        OtherPlacesOf others => QuantityFacts.Of(others.Quantity).Unit,
        StandardOf standard => QuantityFacts.Of(standard.Quantity).Unit,
        RatioOf ratio => $"{QuantityFacts.Of(ratio.Quantity).Unit}/{QuantityFacts.Of(ratio.To).Unit}",
        UsualOf usual => UnitOf(usual.Signal),
        DifferenceOf difference => UnitOf(difference.Signal),
        SilenceOf => "s",
        EffectiveTemperature => "°C",
        HeatIndex => "°F",
        PercentOf => "%",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "This signal has no unit."),
    };

    public static bool InChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    private static string English(Signal signal, string language) => signal switch
    {
        ValueOf { Place: ValueOf.Neighbours } value => $"{Name(value.Quantity, language)} of the neighbouring coops",
        ValueOf value => $"{Name(value.Quantity, language)}{At(value.Place, language)}",
        ChangeOf change => $"change of {Name(change.Quantity, language)}{At(change.Place, language)} within {DurationWords.Say(change.Over, language)}",
        FlowOf flow => $"{Name(flow.Quantity, language)}{At(flow.Place, language)} per hour in the last {DurationWords.Say(flow.Over, language)}",
        DayTotalOf { Days: 1 } total => $"{Name(total.Quantity, language)}{At(total.Place, language)} so far today",
        DayTotalOf total => $"{Name(total.Quantity, language)}{At(total.Place, language)} of the last {total.Days} days",
        RatioOf ratio => $"{Name(ratio.Quantity, language)} per {Name(ratio.To, language)} in the last {DurationWords.Say(ratio.Over, language)}",
        SpreadOf spread => $"movement of {Name(spread.Quantity, language)}{At(spread.Place, language)} within {DurationWords.Say(spread.Over, language)}",
        SilenceOf silence => $"time without a reading of {Name(silence.Quantity, language)}{At(silence.Place, language)}",
        UsualOf usual => $"what is usual at this hour for {English(usual.Signal, language)} (last {usual.Days} days)",
        OtherPlacesOf others => $"{Name(others.Quantity, language)} at the other places",
        StandardOf standard => $"the breed standard's {Name(standard.Quantity, language)}",
        EffectiveTemperature => "effective temperature",
        HeatIndex => "heat index",
        DifferenceOf difference => $"{English(difference.Signal, language)} less {English(difference.From, language)}",
        PercentOf percent => $"{English(percent.Signal, language)} as a share of {English(percent.From, language)}",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "This signal has no English words."),
    };

    private static string Chinese(Signal signal, string language) => signal switch
    {
        ValueOf { Place: ValueOf.Neighbours } value => $"相邻鸡舍的{Name(value.Quantity, language)}",
        ValueOf value => $"{At(value.Place, language)}{Name(value.Quantity, language)}",
        ChangeOf change => $"{At(change.Place, language)}{Name(change.Quantity, language)}在{DurationWords.Say(change.Over, language)}内的变化",
        FlowOf flow => $"最近{DurationWords.Say(flow.Over, language)}{At(flow.Place, language)}每小时{Name(flow.Quantity, language)}",
        DayTotalOf { Days: 1 } total => $"今天至此的{At(total.Place, language)}{Name(total.Quantity, language)}",
        DayTotalOf total => $"最近{total.Days}天的{At(total.Place, language)}{Name(total.Quantity, language)}",
        RatioOf ratio => $"最近{DurationWords.Say(ratio.Over, language)}{Name(ratio.Quantity, language)}与{Name(ratio.To, language)}之比",
        SpreadOf spread => $"{At(spread.Place, language)}{Name(spread.Quantity, language)}在{DurationWords.Say(spread.Over, language)}内的波动",
        SilenceOf silence => $"{At(silence.Place, language)}{Name(silence.Quantity, language)}无数据的时间",
        UsualOf usual => $"平时此时的{Chinese(usual.Signal, language)}（最近{usual.Days}天）",
        OtherPlacesOf others => $"其他位置的{Name(others.Quantity, language)}",
        StandardOf standard => $"品种标准的{Name(standard.Quantity, language)}",
        EffectiveTemperature => "体感温度",
        HeatIndex => "热指数",
        DifferenceOf difference => $"{Chinese(difference.Signal, language)}减{Chinese(difference.From, language)}",
        PercentOf percent => $"{Chinese(percent.Signal, language)}占{Chinese(percent.From, language)}的比例",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "This signal has no Chinese words."),
    };

    private static string Name(Quantity quantity, string language) => QuantityNames.Within(quantity, language);

    private static string At(string? place, string language) => (place, InChinese(language)) switch
    {
        (null or "house", _) => "",
        (ValueOf.Outside, false) => " outside",
        (ValueOf.Outside, true) => "舍外",
        ("front", true) => "前部",
        ("middle", true) => "中部",
        ("rear", true) => "后部",
        (_, false) => $" at {place}",
        (_, true) => $"“{place}”处",
    };
}
