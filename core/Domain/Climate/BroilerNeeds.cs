namespace Roost.Domain.Climate;

/// <summary>What a broiler gives to the air and needs of it, by live weight. All figures are for one bird.</summary>
public static class BroilerNeeds
{
    /// <summary>Heat of evaporation of water at house temperatures, J/g (CIGR's value is 680 Wh/kg).</summary>
    private const double EvaporationJoulesPerGram = 2450;

    /// <summary>
    /// Minimum ventilation, m³/h. A fit of the table in Aviagen's Ross broiler handbook 2025 (0.05 to 5 kg, outside −1 to 16 °C),
    /// within 2.5 %.
    /// </summary>
    public static double MinimumVentilationCubicMetersPerHour(double weightKilograms) => 0.864 * Math.Pow(weightKilograms, 0.75);

    /// <summary>Total heat, W. Source: CIGR, 4th report of the working group on climatization of animal houses, 2002.</summary>
    public static double TotalHeatWatts(double weightKilograms, double temperatureCelsius) =>
        HeatWattsAt20(weightKilograms) * (1000 + (20 * (20 - temperatureCelsius))) / 1000;

    /// <summary>The part of the heat that warms the air, W; none above 40 °C. Source: as for the total.</summary>
    public static double SensibleHeatWatts(double weightKilograms, double temperatureCelsius)
    {
        var share = (0.61 * (1000 + (20 * (20 - temperatureCelsius)))) - (0.228 * temperatureCelsius * temperatureCelsius);
        return Math.Max(0, HeatWattsAt20(weightKilograms) * share / 1000);
    }

    /// <summary>Water vapour, g/h: the rest of the heat.</summary>
    public static double VapourGramsPerHour(double weightKilograms, double temperatureCelsius) =>
        (TotalHeatWatts(weightKilograms, temperatureCelsius) - SensibleHeatWatts(weightKilograms, temperatureCelsius))
        * 3600 / EvaporationJoulesPerGram;

    /// <summary>
    /// Carbon dioxide, L/h: 170 L/h for each kW of total heat below 0.5 kg, 180 above. Source: Pedersen et al. 2008, "Carbon dioxide
    /// production in animal houses".
    /// </summary>
    public static double CarbonDioxideLitersPerHour(double weightKilograms, double temperatureCelsius) =>
        TotalHeatWatts(weightKilograms, temperatureCelsius) / 1000 * (weightKilograms < 0.5 ? 170 : 180);

    private static double HeatWattsAt20(double weightKilograms) => 10.62 * Math.Pow(weightKilograms, 0.75);
}
