namespace Roost.Simulation.Weather;

/// <summary>
/// The climate that a house stands in. The defaults are the project's own for about 900 m in the mountains near Chongqing: the city's
/// monthly means (8 °C in January, 28 °C in July) less 5 °C for the height; damp, little wind, small daily swing.
/// </summary>
public sealed record WeatherSetup
{
    /// <summary>Mean of the year.</summary>
    public double MeanCelsius { get; init; } = 14;

    /// <summary>How far midsummer and midwinter lie from the mean.</summary>
    public double SeasonCelsius { get; init; } = 10;

    /// <summary>How far the afternoon and the night lie from the day's mean: 3 to 4 under the clouds of the Sichuan basin, 4 to 8 elsewhere.</summary>
    public double DailySwingCelsius { get; init; } = 3.5;

    /// <summary>Day of the year that is coldest on average.</summary>
    public int ColdestDayOfYear { get; init; } = 18;

    /// <summary>How far fronts push the day's mean up and down.</summary>
    public double FrontsCelsius { get; init; } = 4;

    /// <summary>How far the dew point lies below the day's mean temperature.</summary>
    public double DewPointBelowMeanCelsius { get; init; } = 3.5;

    /// <summary>Sun on the roof at noon in clear summer, as heat that gets into the house, for each m² of floor.</summary>
    public double SunWattsPerSquareMeter { get; init; } = 8;

    /// <summary>Measured or forecast weather, which replaces all of the above; in the order of time. Null to make the weather up.</summary>
    public IReadOnlyList<WeatherPoint>? Series { get; init; }

    /// <summary>Weather that stays as it is.</summary>
    public static WeatherSetup Steady(double temperatureCelsius, double relativeHumidityPercent) => new()
    {
        Series = [new(DateTimeOffset.UnixEpoch, temperatureCelsius, relativeHumidityPercent)],
        SunWattsPerSquareMeter = 0,
    };
}

/// <summary>The weather of a moment; on a straight line between two, and as the nearest outside them.</summary>
public readonly record struct WeatherPoint(DateTimeOffset Time, double TemperatureCelsius, double RelativeHumidityPercent);
