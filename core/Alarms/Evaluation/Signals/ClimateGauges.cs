using Roost.Domain.Climate;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>Effective temperature, °C; in still air where no air speed is measured.</summary>
internal sealed class EffectiveTemperatureGauge(Gauge temperature, Gauge humidity, Gauge? airSpeed) : Gauge
{
    private static readonly Sample StillAir = new(HeatStress.StillAirMetersPerSecond, Trust.Good);

    // The wet bulb costs more than all the rest of a rule, and a change of air speed or of a set-point leaves it as it was.
    private (double Temperature, double Humidity) wetAt = (double.NaN, double.NaN);
    private double wetBulbCelsius;

    public override Sample At(long now)
    {
        var (warm, moist, wind) = (temperature.At(now), humidity.At(now), airSpeed?.At(now) ?? StillAir);
        if (wetAt != (warm.Value, moist.Value))
        {
            (wetAt, wetBulbCelsius) = ((warm.Value, moist.Value), HumidAir.WetBulbCelsius(warm.Value, moist.Value));
        }

        var effective = HeatStress.EffectiveTemperatureOfWetBulbCelsius(warm.Value, wetBulbCelsius, wind.Value);
        return Sample.Of(effective, Sample.Of(effective, warm, moist), wind);
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
