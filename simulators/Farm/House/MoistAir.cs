using Roost.Simulation.Numbers;

namespace Roost.Simulation.House;

/// <summary>
/// Moist air at sea level, with a fixed density so that what flows in flows out; Magnus' formula with the constants of the WMO guide no. 8,
/// as in the domain's own, but from functions that are the same on every machine.
/// </summary>
internal static class MoistAir
{
    /// <summary>kg of dry air in a m³.</summary>
    public const double Density = 1.2;

    /// <summary>J/(kg·K).</summary>
    public const double SpecificHeat = 1006;

    /// <summary>Heat of evaporation at house temperatures, J/kg.</summary>
    public const double EvaporationHeat = 2.45e6;

    private const double PressurePascals = 101_325;

    public static double SaturationPascals(double celsius) => 611.2 * PortableMath.Exp(17.62 * celsius / (243.12 + celsius));

    /// <summary>kg of water for each kg of dry air, at saturation.</summary>
    public static double SaturationRatio(double celsius) => Ratio(SaturationPascals(celsius));

    public static double Ratio(double vapourPascals) => 0.622 * vapourPascals / (PressurePascals - vapourPascals);

    public static double Ratio(double celsius, double relativeHumidityPercent) =>
        Ratio(SaturationPascals(celsius) * relativeHumidityPercent / 100);

    public static double VapourPascals(double ratio) => PressurePascals * ratio / (0.622 + ratio);

    public static double RelativeHumidityPercent(double celsius, double ratio) =>
        Math.Min(100, 100 * VapourPascals(ratio) / SaturationPascals(celsius));

    /// <summary>
    /// Temperature that air comes to when it takes up all the water it can of its own heat, by Newton's method on
    /// <c>cp·(T − Tw) = L·(w_sat(Tw) − w)</c>.
    /// </summary>
    public static double WetBulbCelsius(double celsius, double ratio)
    {
        var wet = celsius;
        for (var round = 0; round < 6; round++)
        {
            var saturated = SaturationRatio(wet);
            var slope = saturated * 17.62 * 243.12 / ((243.12 + wet) * (243.12 + wet));
            var excess = (SpecificHeat * (celsius - wet)) - (EvaporationHeat * (saturated - ratio));
            wet += excess / (SpecificHeat + (EvaporationHeat * slope));
        }

        return Math.Min(wet, celsius);
    }
}
