using System.Globalization;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Words;

/// <summary>A condition in words, within a sentence: when it begins and when it is over.</summary>
internal sealed class ConditionWords(double? ageDays, string language)
{
    private readonly bool chinese = SignalWords.InChinese(language);

    /// <summary>When the condition begins.</summary>
    public string Begins(Condition condition) => condition switch
    {
        Above above => Beyond(above.Signal, above.Limit, 0, up: true),
        Below below => Beyond(below.Signal, below.Limit, 0, up: false),
        Outside outside => Either(Beyond(outside.Signal, outside.Low, 0, up: false), Beyond(outside.Signal, outside.High, 0, up: true)),
        BadReadings bad => chinese
            ? $"{SignalWords.Describe(new ValueOf(bad.Quantity, bad.Place), language)}传感器报告故障"
            : $"the sensor of {SignalWords.Describe(new ValueOf(bad.Quantity, bad.Place), language)} reports a fault",
        AllOf all => string.Join(chinese ? "，并且" : " and ", all.Conditions.Select(Begins)),
        AnyOf any => string.Join(chinese ? "，或" : " or ", any.Conditions.Select(Begins)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "This condition has no words."),
    };

    /// <summary>When it is over; null where it is over as soon as it no longer is so.</summary>
    public string? Ends(Condition condition) => condition switch
    {
        Above { Hysteresis: > 0 } above => Limit(above.Signal, above.Limit, -above.Hysteresis, up: true),
        Below { Hysteresis: > 0 } below => Limit(below.Signal, below.Limit, below.Hysteresis, up: false),
        Outside { Hysteresis: > 0 } outside => chinese
            ? $"{Number(outside.Signal, outside.Low, outside.Hysteresis)}至{Number(outside.Signal, outside.High, -outside.Hysteresis)}之间"
            : $"between {Number(outside.Signal, outside.Low, outside.Hysteresis)} and {Number(outside.Signal, outside.High, -outside.Hysteresis)}",
        _ => null,
    };

    private string Either(string one, string other) => chinese ? $"{one}，或{other}" : $"{one} or {other}";

    private string Beyond(Signal signal, Curve limit, double shift, bool up) => signal switch
    {
        SilenceOf silence => chinese
            ? $"{SignalWords.Describe(new ValueOf(silence.Quantity, silence.Place), language)}超过{Number(signal, limit, shift)}没有数据"
            : $"no reading of {SignalWords.Describe(new ValueOf(silence.Quantity, silence.Place), language)} for more than {Number(signal, limit, shift)}",
        ValueOf { Quantity: Quantity.MainsPower } when !up => chinese ? "市电中断" : "mains power is absent",
        ValueOf { Quantity: Quantity.AgentLink } when !up => chinese ? "采集端未连接" : "the agent is not connected",
        DifferenceOf difference when Sided(limit, up) => chinese
            ? $"{SignalWords.Describe(difference.Signal, language)}比{SignalWords.Describe(difference.From, language)}{(up ? "高" : "低")}{Number(signal, up ? limit : Minus(limit), shift)}以上"
            : $"{SignalWords.Describe(difference.Signal, language)} more than {Number(signal, up ? limit : Minus(limit), shift)} {(up ? "above" : "below")} {From(difference.From)}",
        PercentOf percent => chinese
            ? $"{SignalWords.Describe(percent.Signal, language)}{(up ? "高于" : "低于")}{SignalWords.Describe(percent.From, language)}的{Number(signal, limit, shift)}"
            : $"{SignalWords.Describe(percent.Signal, language)} {(up ? "above" : "below")} {Number(signal, limit, shift)} of {From(percent.From)}",
        _ => chinese
            ? $"{SignalWords.Describe(signal, language)}{(up ? "高于" : "低于")}{Number(signal, limit, shift)}"
            : $"{SignalWords.Describe(signal, language)} {(up ? "above" : "below")} {Number(signal, limit, shift)}",
    };

    private string Limit(Signal signal, Curve limit, double shift, bool up) =>
        signal is DifferenceOf && Sided(limit, up) && limit.Points.All(point => Math.Abs(point.Value) > Math.Abs(shift))
            ? chinese
                ? $"{(up ? "高" : "低")}{Number(signal, up ? limit : Minus(limit), up ? shift : -shift)}"
                : $"{Number(signal, up ? limit : Minus(limit), up ? shift : -shift)} {(up ? "above" : "below")}"
            : Number(signal, limit, shift);

    private string From(Signal from) => from is ValueOf { Quantity: Quantity.TemperatureSetPoint, Place: "house" or null }
        ? "the set-point"
        : SignalWords.Describe(from, language);

    private static bool Sided(Curve limit, bool up) => limit.Points.All(point => up ? point.Value > 0 : point.Value < 0);

    private static Curve Minus(Curve curve) => new([.. curve.Points.Select(point => point with { Value = -point.Value })]);

    private string Number(Signal signal, Curve limit, double shift)
    {
        if (ageDays is { } age)
        {
            return Number(signal, limit.At(age) + shift);
        }

        return limit.IsConstant
            ? Number(signal, limit.Points[0].Value + shift)
            : string.Join(chinese ? "、" : ", ", limit.Points.Select(point => string.Create(
                CultureInfo.InvariantCulture,
                $"{Number(signal, point.Value + shift)}{(chinese ? $"（{point.AgeDays:0.#}日龄）" : $" (day {point.AgeDays:0.#})")}")));
    }

    private string Number(Signal signal, double value)
    {
        if (signal is SilenceOf)
        {
            return DurationWords.Say(TimeSpan.FromSeconds(value), language);
        }

        var unit = SignalWords.UnitOf(signal);
        var number = value.ToString("#,0.###", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }
}
