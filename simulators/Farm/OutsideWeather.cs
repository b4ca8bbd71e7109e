namespace Roost.Simulation;

/// <summary>
/// The weather of a farm: a cool season with a daily swing and slow changes. Source of the form: warmest at 15 h, amplitude 4 to 8 °C,
/// dew point nearly constant over a day (the project's own defaults).
/// </summary>
internal static class OutsideWeather
{
    private const double MeanCelsius = 8;
    private const double DailySwingCelsius = 5;
    private const double MeanDewPointCelsius = 1;

    public static double TemperatureCelsius(ulong farmSeed, DateTimeOffset when, double hour) =>
        MeanCelsius
        + (DailySwingCelsius * Math.Cos(2 * Math.PI * (hour - 15) / 24))
        + (2.5 * SmoothNoise.At(farmSeed, 1, when, TimeSpan.FromDays(2.7)))
        + (0.6 * SmoothNoise.At(farmSeed, 2, when, TimeSpan.FromHours(1.3)));

    public static double DewPointCelsius(ulong farmSeed, DateTimeOffset when) =>
        MeanDewPointCelsius + (1.5 * SmoothNoise.At(farmSeed, 3, when, TimeSpan.FromDays(1.9)));
}
