using System.Text.Json.Serialization;
using Roost.Domain.Readings;

namespace Roost.Alarms.Rules;

/// <summary>
/// A number that a rule looks at, made of the readings of one coop, in event time. A place of null is the place that the rule is judging just
/// then. A signal is unknown, which neither raises nor clears, where a reading that it needs is missing, bad, or older than it may be.
/// </summary>
[JsonDerivedType(typeof(ValueOf), "value")]
[JsonDerivedType(typeof(ChangeOf), "change")]
[JsonDerivedType(typeof(FlowOf), "flow")]
[JsonDerivedType(typeof(DayTotalOf), "day-total")]
[JsonDerivedType(typeof(RatioOf), "ratio")]
[JsonDerivedType(typeof(SpreadOf), "spread")]
[JsonDerivedType(typeof(SilenceOf), "silence")]
[JsonDerivedType(typeof(UsualOf), "usual")]
[JsonDerivedType(typeof(OtherPlacesOf), "other-places")]
[JsonDerivedType(typeof(StandardOf), "standard")]
[JsonDerivedType(typeof(EffectiveTemperature), "effective-temperature")]
[JsonDerivedType(typeof(HeatIndex), "heat-index")]
[JsonDerivedType(typeof(DifferenceOf), "difference")]
[JsonDerivedType(typeof(PercentOf), "percent")]
public abstract record Signal;

/// <summary>The newest reading. The place <c>neighbours</c> is the median of the farm's other coops.</summary>
public sealed record ValueOf(Quantity Quantity, string? Place = null) : Signal
{
    /// <summary>The place at which the median of the farm's other coops stands.</summary>
    public const string Neighbours = "neighbours";

    /// <summary>The place of what is measured outside the house.</summary>
    public const string Outside = "outside";
}

/// <summary>The newest value less the one a while ago: rate of change, in the quantity's unit.</summary>
public sealed record ChangeOf(Quantity Quantity, TimeSpan Over, string? Place = null) : Signal;

/// <summary>
/// How fast a counter that begins anew at the farm's midnight grew lately, in its unit per hour (water: L/h). Unknown until it was watched that long.
/// </summary>
public sealed record FlowOf(Quantity Quantity, TimeSpan Over, string? Place = null) : Signal;

/// <summary>What a counter that begins anew at the farm's midnight came to in the last days, today so far included.</summary>
/// <param name="Quantity">The counter.</param>
/// <param name="Days">Farm-local days; 1 is today alone.</param>
/// <param name="Place">Where.</param>
public sealed record DayTotalOf(Quantity Quantity, int Days, string? Place = null) : Signal;

/// <summary>What one counter grew for each unit that another grew, over a while: water to feed, L/kg.</summary>
public sealed record RatioOf(Quantity Quantity, Quantity To, TimeSpan Over, string? Place = null, string? ToPlace = null) : Signal;

/// <summary>Highest less lowest value of a while, in the quantity's unit: 0 for a sensor that is stuck, and for a picture that is frozen.</summary>
public sealed record SpreadOf(Quantity Quantity, TimeSpan Over, string? Place = null) : Signal;

/// <summary>Seconds since the last reading of any quality. Grows without readings.</summary>
public sealed record SilenceOf(Quantity Quantity, string? Place = null) : Signal;

/// <summary>The mean that another signal had in the same hour of the farm's day on earlier days; unknown until two of them are known.</summary>
public sealed record UsualOf(Signal Signal, int Days) : Signal;

/// <summary>Median of the same quantity at the coop's other places, outside left out: what a single sensor is held against.</summary>
public sealed record OtherPlacesOf(Quantity Quantity) : Signal;

/// <summary>What the breed's standard expects: bird weight g, feed kg and water L of the whole flock in a day, eggs a day.</summary>
public sealed record StandardOf(Quantity Quantity) : Signal;

/// <summary>
/// How warm it is for a broiler, °C, of temperature and humidity at the place and the house's air speed. Source: Bjerg, Wang et al. 2018,
/// doi 10.5772/intechopen.72821.
/// </summary>
public sealed record EffectiveTemperature : Signal;

/// <summary>Heat index of layers, °F, of temperature and humidity at the place. Source: Hy-Line, "Understanding heat stress in layers", after Xin and Harmon.</summary>
public sealed record HeatIndex : Signal;

/// <summary>One signal less another.</summary>
public sealed record DifferenceOf(Signal Signal, Signal From) : Signal;

/// <summary>One signal as a percentage of another; unknown while the other is 0 or less.</summary>
public sealed record PercentOf(Signal Signal, Signal From) : Signal;
