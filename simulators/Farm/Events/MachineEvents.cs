namespace Roost.Simulation.Events;

/// <summary>One fan stands still. Fans are numbered from 1, sidewall fans first, then tunnel fans.</summary>
public sealed record FanFailure(DateTimeOffset From, DateTimeOffset Until, int Fan) : CoopEvent(From, Until);

/// <summary>No fan turns, though there is power.</summary>
public sealed record AllFansFailure(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>
/// A belt slips more and more: the fan loses <paramref name="LossPercent"/> of its speed over <paramref name="OverDays"/>. Worn belts lose
/// 10 to 25 %.
/// </summary>
public sealed record BeltSlip(DateTimeOffset From, DateTimeOffset Until, int Fan, double LossPercent = 20, double OverDays = 5)
    : CoopEvent(From, Until);

/// <summary>A heater does not light. Heaters are numbered from 1 at the front; null for all.</summary>
public sealed record HeaterFailure(DateTimeOffset From, DateTimeOffset Until, int? Heater = null) : CoopEvent(From, Until);

/// <summary>A heater burns whatever it is told; null for all.</summary>
public sealed record HeaterStuckOn(DateTimeOffset From, DateTimeOffset Until, int? Heater = null) : CoopEvent(From, Until);

/// <summary>The sidewall inlets don't move: at <paramref name="OpenPercent"/>, or where they are when null.</summary>
public sealed record InletStuck(DateTimeOffset From, DateTimeOffset Until, double? OpenPercent = null) : CoopEvent(From, Until);

/// <summary>The pads get no water.</summary>
public sealed record PadDry(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>A drinker line leaks into the litter of one part of the house (1 front, 2 middle, 3 rear). Lines are numbered from 1.</summary>
public sealed record WaterLeak(DateTimeOffset From, DateTimeOffset Until, double LitersPerHour, int Line = 1, int Zone = 2)
    : CoopEvent(From, Until);

/// <summary>A drinker line gives no water; null for all: the supply is out.</summary>
public sealed record WaterBlockage(DateTimeOffset From, DateTimeOffset Until, int? Line = null) : CoopEvent(From, Until);

/// <summary>The auger runs but brings nothing: jammed.</summary>
public sealed record FeedAugerFailure(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>The bin is empty and nobody fills it.</summary>
public sealed record FeedBinEmpty(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>No light whatever the programme says.</summary>
public sealed record LightsFailure(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>Water gets onto the litter of one part of the house from outside: rain, a burst pipe.</summary>
public sealed record LitterWetting(DateTimeOffset From, DateTimeOffset Until, double LitersPerHour, int Zone = 3) : CoopEvent(From, Until);
