namespace Roost.Domain.Climate;

/// <summary>Moist air at sea level, 101,325 Pa.</summary>
public static class HumidAir
{
    private const double PressurePascals = 101_325;

    /// <summary>Molar mass of water over that of dry air.</summary>
    private const double MassRatio = 0.622;

    /// <summary>
    /// Vapour pressure of saturated air over water, Pa. Magnus' formula with the constants of the WMO guide no. 8: within 0.3 % of the
    /// steam tables from −20 to 50 °C.
    /// </summary>
    public static double SaturationPressurePascals(double temperatureCelsius) =>
        611.2 * Math.Exp(17.62 * temperatureCelsius / (243.12 + temperatureCelsius));

    /// <summary>Grams of water in each kilogram of dry air.</summary>
    public static double MoistureGramsPerKilogram(double temperatureCelsius, double relativeHumidityPercent)
    {
        var vapourPascals = SaturationPressurePascals(temperatureCelsius) * relativeHumidityPercent / 100;
        return 1000 * MassRatio * vapourPascals / (PressurePascals - vapourPascals);
    }

    /// <summary>Relative humidity of air with so much water, %; above 100 where it would be fog.</summary>
    public static double RelativeHumidityPercent(double temperatureCelsius, double moistureGramsPerKilogram)
    {
        var vapourPascals = PressurePascals * moistureGramsPerKilogram / ((1000 * MassRatio) + moistureGramsPerKilogram);
        return 100 * vapourPascals / SaturationPressurePascals(temperatureCelsius);
    }

    /// <summary>
    /// Wet-bulb temperature, °C, within 1 °C for 5 to 99 % and −20 to 50 °C. Source: Stull 2011, "Wet-bulb temperature from relative
    /// humidity and air temperature".
    /// </summary>
    public static double WetBulbCelsius(double temperatureCelsius, double relativeHumidityPercent)
    {
        var root = Math.Sqrt(relativeHumidityPercent);
        return (temperatureCelsius * Math.Atan(0.151977 * Math.Sqrt(relativeHumidityPercent + 8.313659)))
            + Math.Atan(temperatureCelsius + relativeHumidityPercent)
            - Math.Atan(relativeHumidityPercent - 1.676331)
            + (0.00391838 * relativeHumidityPercent * root * Math.Atan(0.023101 * relativeHumidityPercent))
            - 4.686035;
    }
}
