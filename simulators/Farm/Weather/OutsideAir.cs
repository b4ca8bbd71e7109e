using Roost.Simulation.House;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Weather;

/// <summary>
/// The air outside, renewed once a minute: the season, the day, fronts and gusts, or a given series. Form: warmest at 15 h, the dew point
/// nearly constant over a day. Air that is colder than the season comes dry from the continent, so its dew point lies as much lower; air that
/// is warmer sinks under high pressure and brings little more water (the project's own defaults).
/// </summary>
internal sealed class OutsideAir(WeatherSetup setup, ulong seed)
{
    /// <summary>Of what the air is warmer than its season, so much is found in the dew point.</summary>
    private const double WarmAirsWaterShare = 0.3;

    private int inSeries;

    public OutsideState Now { get; private set; }

    public void Renew(DateTimeOffset when, double hour, int dayOfYear, double offsetKelvin)
    {
        double celsius, ratio;
        if (setup.Series is { Count: > 0 } series)
        {
            var point = At(series, when);
            celsius = point.TemperatureCelsius + offsetKelvin;
            ratio = MoistAir.Ratio(point.TemperatureCelsius, point.RelativeHumidityPercent);
        }
        else
        {
            var season = setup.MeanCelsius
                - (setup.SeasonCelsius * PortableMath.CosTurns((dayOfYear + (hour / 24) - setup.ColdestDayOfYear) / 365.25));
            var unusual = (setup.FrontsCelsius * SmoothNoise.At(seed, 1, when, TimeSpan.FromDays(2.7))) + offsetKelvin;
            celsius = season + unusual
                + (setup.DailySwingCelsius * PortableMath.CosTurns((hour - 15) / 24) * (1 + (0.4 * SmoothNoise.At(seed, 4, when, TimeSpan.FromDays(1.4)))))
                + (0.6 * SmoothNoise.At(seed, 2, when, TimeSpan.FromHours(1.3)));
            var dewPoint = season - setup.DewPointBelowMeanCelsius + (unusual * (unusual > 0 ? WarmAirsWaterShare : 1))
                + (1.5 * SmoothNoise.At(seed, 3, when, TimeSpan.FromDays(1.9)));
            ratio = MoistAir.SaturationRatio(Math.Min(dewPoint, celsius - 0.3));
        }

        ratio = Math.Min(ratio, MoistAir.SaturationRatio(celsius));
        var clear = 0.6 + (0.4 * SmoothNoise.At(seed, 5, when, TimeSpan.FromHours(9)));
        var sun = hour is > 6.5 and < 19.5 ? setup.SunWattsPerSquareMeter * clear * PortableMath.CosTurns((hour - 13) / 26) : 0;
        Now = new(
            celsius,
            ratio,
            MoistAir.WetBulbCelsius(celsius, ratio),
            MoistAir.RelativeHumidityPercent(celsius, ratio),
            Math.Max(0, sun));
    }

    private WeatherPoint At(IReadOnlyList<WeatherPoint> series, DateTimeOffset when)
    {
        while (inSeries < series.Count - 1 && series[inSeries + 1].Time <= when)
            inSeries++;

        var from = series[inSeries];
        if (inSeries == series.Count - 1 || when <= from.Time)
            return from;

        var to = series[inSeries + 1];
        var share = (when - from.Time) / (to.Time - from.Time);
        return new(
            when,
            from.TemperatureCelsius + (share * (to.TemperatureCelsius - from.TemperatureCelsius)),
            from.RelativeHumidityPercent + (share * (to.RelativeHumidityPercent - from.RelativeHumidityPercent)));
    }
}
