namespace Roost.Domain.Climate;

/// <summary>How warm it is for a bird, of all that cools it.</summary>
public static class HeatStress
{
    /// <summary>Air speed that still air counts as, m/s: the lowest for which the effective temperature was fitted.</summary>
    public const double StillAirMetersPerSecond = 0.2;

    /// <summary>
    /// Effective temperature for broilers, °C: the air's own at 50 % humidity in still air, less where air moves, more where it is moist.
    /// Source: Bjerg, Wang et al. 2018, doi 10.5772/intechopen.72821.
    /// </summary>
    public static double EffectiveTemperatureCelsius(double temperatureCelsius, double relativeHumidityPercent, double airSpeedMetersPerSecond) =>
        EffectiveTemperatureOfWetBulbCelsius(temperatureCelsius, HumidAir.WetBulbCelsius(temperatureCelsius, relativeHumidityPercent), airSpeedMetersPerSecond);

    /// <summary>The same, °C, where the wet-bulb temperature is known.</summary>
    public static double EffectiveTemperatureOfWetBulbCelsius(double temperatureCelsius, double wetBulbCelsius, double airSpeedMetersPerSecond)
    {
        var windMetersPerSecond = Math.Max(0, airSpeedMetersPerSecond - StillAirMetersPerSecond);
        return (0.794 * temperatureCelsius) + (0.25 * wetBulbCelsius) + 0.70 - (0.15 * (41 - temperatureCelsius) * windMetersPerSecond);
    }

    /// <summary>
    /// Heat index for layers, °F: below 70 comfort, 70 to 75 alert, 76 to 81 danger, above 81 emergency. Source: Hy-Line, "Understanding
    /// heat stress in layers", after Xin and Harmon 1998.
    /// </summary>
    public static double HeatIndexFahrenheit(double temperatureCelsius, double relativeHumidityPercent) =>
        (1.8 * temperatureCelsius) + 32 - ((0.55 - (0.0055 * relativeHumidityPercent)) * ((1.8 * temperatureCelsius) - 26));
}
