using Roost.Simulation.House;

namespace Roost.Simulation.Controller;

/// <summary>The controller's own alarms, once a minute; each has to last before it is raised. Bands of the project's own.</summary>
internal sealed class ControllerWatch
{
    private int warm, cold, humid, stuffy, pressure, dry, leaking, hungry;

    public ControllerAlarms Alarms { get; private set; }

    public void Renew(
        ClimateController controller, in ControllerReadings readings, double ageDays, bool fansRun, bool mains, bool lightIsOn,
        double waterLitersPerHour, double usualLitersPerHour, double augerMinutes)
    {
        var alarms = mains ? ControllerAlarms.None : ControllerAlarms.NoMains;
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var celsius = readings.Celsius[zone];
            if (double.IsNaN(celsius))
            {
                alarms |= ControllerAlarms.Sensor;
                continue;
            }

            (highest, lowest) = (Math.Max(highest, celsius), Math.Min(lowest, celsius));
        }

        // On a hot day no house is colder than the air outside; directive 2007/43/EC allows 3 K above that.
        var mostCelsius = controller.SetPointCelsius + 6;
        if (readings.OutsideCelsius + 3 > mostCelsius)
            mostCelsius = readings.OutsideCelsius + 3;

        alarms |= Lasting(ref warm, highest > mostCelsius, 5, ControllerAlarms.TooWarm);
        alarms |= Lasting(ref cold, controller.SetPointCelsius - lowest > (ageDays < 7 ? 1.5 : 3), 10, ControllerAlarms.TooCold);
        alarms |= Lasting(ref humid, readings.HumidityPercent > 85, 30, ControllerAlarms.TooHumid);
        alarms |= Lasting(ref stuffy, readings.CarbonDioxidePpm > 3500, 10, ControllerAlarms.CarbonDioxide);
        // Longer than two cycles of minimum ventilation, between whose fans the inlets stand open.
        alarms |= Lasting(ref pressure, fansRun && readings.Pascals is < 6 or > 50, 10, ControllerAlarms.Pressure);
        alarms |= Lasting(ref dry, lightIsOn && usualLitersPerHour > 5 && waterLitersPerHour < 0.1 * usualLitersPerHour, 60, ControllerAlarms.NoWater);
        alarms |= Lasting(
            ref leaking, waterLitersPerHour > Math.Max(2.2 * usualLitersPerHour, usualLitersPerHour + 60), 45, ControllerAlarms.WaterLeak);
        alarms |= Lasting(ref hungry, augerMinutes > 30, 1, ControllerAlarms.Feed);
        Alarms = alarms;
    }

    private static ControllerAlarms Lasting(ref int minutes, bool wrong, int afterMinutes, ControllerAlarms alarm)
    {
        minutes = wrong ? minutes + 1 : 0;
        return minutes >= afterMinutes ? alarm : ControllerAlarms.None;
    }
}
