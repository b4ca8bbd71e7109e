using Roost.Domain.Climate;
using Roost.Simulation.Flock;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Controller;

/// <summary>What a house of an age is to be like.</summary>
internal static class SetPoints
{
    // By week from hatch. Source: Hy-Line Brown and Lohmann Brown-Classic guides (floor rearing; lay 18 to 25 °C).
    private static readonly double[] LayersCelsius = [34, 32, 29, 26.5, 24, 22, 21, 20];

    public static double TemperatureCelsius(BirdKind kind, double ageDays)
    {
        if (!kind.Lays)
            return BroilerSetPoint.TemperatureCelsius(kind.Standard.WeightGrams(ageDays));

        var weeks = Math.Clamp(ageDays / 7, 0, LayersCelsius.Length - 1.001);
        var week = (int)weeks;
        return LayersCelsius[week] + ((weeks - week) * (LayersCelsius[week + 1] - LayersCelsius[week]));
    }

    /// <summary>Humidity above which more air is given though it must be warmed: just below the 70 % that wet litter (the same handbook).</summary>
    public const double WetLitterHumidityPercent = 69;

    /// <summary>
    /// Humidity above which more air is given: just below the upper ends of the bands of Aviagen's Ross broiler handbook 2025, 60 to 70 % for
    /// chicks of three days and 50 to 60 % later.
    /// </summary>
    public static double MostHumidityPercent(double ageDays) => ageDays < 3 ? 69 : Math.Max(59.5, 69 - (1.5 * (ageDays - 3)));

    /// <summary>
    /// Minimum ventilation of a bird, m³/h: 0.864 for each kg to the power of ¾, a fit of the table in Aviagen's Ross broiler handbook 2025;
    /// hens get the same.
    /// </summary>
    public static double LeastAirCubicMetersPerHour(BirdKind kind, double ageDays) =>
        0.864 * PortableMath.ThreeQuarterPower(kind.Standard.WeightGrams(ageDays) / 1000);
}
