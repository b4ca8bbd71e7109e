using Roost.Domain.Climate;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>Effective temperature, °C; in still air where no air speed is measured.</summary>
internal sealed class EffectiveTemperatureGauge(Gauge temperature, Gauge humidity, Gauge? airSpeed) : Gauge
{
    private static readonly Sample StillAir = new(HeatStress.StillAirMetersPerSecond, Trust.Good);

    // Rules of several severities ask for the same in turn, and the wet bulb costs more than all the rest of a rule.
    private (double Temperature, double Humidity, double AirSpeed) last = (double.NaN, double.NaN, double.NaN);
    private double lastEffective;

    public override Sample At(long now)
    {
        var (warm, moist, wind) = (temperature.At(now), humidity.At(now), airSpeed?.At(now) ?? StillAir);
        var made = (warm.Value, moist.Value, wind.Value);
        if (made != last)
        {
            (last, lastEffective) = (made, HeatStress.EffectiveTemperatureCelsius(warm.Value, moist.Value, wind.Value));
        }

        var both = Sample.Of(lastEffective, warm, moist);
        return Sample.Of(lastEffective, both, wind);
    }
}

/// <summary>Heat index of layers, °F.</summary>
internal sealed class HeatIndexGauge(Gauge temperature, Gauge humidity) : Gauge
{
    public override Sample At(long now)
    {
        var (warm, moist) = (temperature.At(now), humidity.At(now));
        return Sample.Of(HeatStress.HeatIndexFahrenheit(warm.Value, moist.Value), warm, moist);
    }
}
