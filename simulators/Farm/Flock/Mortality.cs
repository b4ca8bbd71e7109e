using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>Hazards of a flock, as shares that die in a day.</summary>
internal static class Mortality
{
    /// <summary>
    /// What every flock loses. Meat chickens: the project's own, 1.1 % by day 7, 2.2 % by day 35 and 2.5 % by day 42, below the ceiling of
    /// Directive 2007/43/EC; hardy ones 3 % by day 105, as breeders of native birds state. Layers: Hy-Line Brown standards, 0.4 % in the first week, 2 % by week 17, in lay 0.05 to 0.15 % a week.
    /// </summary>
    public static double UsualPerDay(BirdKind kind, double ageDays) => kind.Lays
        ? ageDays switch
        {
            < 7 => 0.004 / 7,
            < 119 => 0.016 / 112,
            < 420 => 0.00055 / 7,
            _ => 0.0013 / 7,
        }
        : ageDays switch
        {
            < 2 => 0.0016,
            < 4 => 0.0023,
            < 7 => 0.0010,
            < 10 => 0.0006,
            _ when kind.IsHardy => 0.00018,
            < 30 => 0.00035,
            < 45 => 0.00035 + (0.00002 * (ageDays - 30)),
            _ => Math.Min(0.003, 0.00065 + (0.00006 * (ageDays - 45))),
        };

    /// <summary>
    /// By how much a day's losses are multiplied in heat that birds still bear: e^0.9 for each kelvin of effective temperature above 33 °C for
    /// birds of 2 kg and more; lighter ones bear more (the project's own law).
    /// </summary>
    public static double HeatFactor(double effectiveCelsius, double grams) =>
        PortableMath.Exp(0.9 * Math.Clamp(effectiveCelsius - 33 - (2 * Math.Max(0, 2 - (grams / 1000))), 0, 6));

    /// <summary>
    /// Deaths from a core temperature, a minute: none below 42.8 °C, 0.1 % at 44, 4 % at 46, a quarter at 47; birds differ (the project's own law
    /// around the 46 to 47 °C that kill).
    /// </summary>
    public static double OverheatedPerMinute(double bodyCelsius) =>
        bodyCelsius < 42.8 ? 0 : Math.Min(0.5, 0.001 * PortableMath.Exp(1.87 * (bodyCelsius - 44)));

    /// <summary>Chicks in the cold: from 5 K below what they need, 2 % a day for each kelvin more (the project's own law).</summary>
    public static double ChilledPerDay(double belowKelvin, double ageDays) =>
        ageDays < 12 ? Math.Clamp(0.02 * (belowKelvin - 5), 0, 0.5) : 0;

    /// <summary>Carbon dioxide above 30,000 ppm suffocates (University of Kentucky poultry manual, ch. 7; the slope is the project's own).</summary>
    public static double SuffocatedPerMinute(double carbonDioxidePpm) => Math.Clamp((carbonDioxidePpm - 30_000) / 1e6, 0, 0.1);

    /// <summary>Lack of water beyond 8 % of the body, 4 % a day for each percent more; lack of feed for days, up to 5 % a day (own laws).</summary>
    public static double WantPerDay(double drynessShare, double fedShare) =>
        Math.Clamp(4 * (drynessShare - 0.08), 0, 1) + (0.05 * Math.Clamp((0.15 - fedShare) / 0.15, 0, 1));
}
