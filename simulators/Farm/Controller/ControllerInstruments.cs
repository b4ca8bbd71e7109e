using Roost.Simulation.House;
using Roost.Simulation.Sensors;

namespace Roost.Simulation.Controller;

/// <summary>The sensors that the house controller is wired to, by name; a name that the house has not shows nothing.</summary>
internal sealed class ControllerInstruments(SensorBank sensors)
{
    private readonly int front = sensors.Find("temperature/front");
    private readonly int middle = sensors.Find("temperature/middle");
    private readonly int rear = sensors.Find("temperature/rear");
    private readonly int outside = sensors.Find("temperature/outside");
    private readonly int humidity = sensors.Find("relative-humidity/middle");
    private readonly int outsideHumidity = sensors.Find("relative-humidity/outside");
    private readonly int carbonDioxide = sensors.Find("carbon-dioxide/middle");
    private readonly int pressure = sensors.Find("static-pressure/house");

    public ControllerReadings Read()
    {
        ByZone celsius = default;
        celsius[0] = At(front);
        celsius[1] = At(middle);
        celsius[2] = At(rear);
        return new()
        {
            Celsius = celsius,
            OutsideCelsius = At(outside),
            HumidityPercent = At(humidity),
            OutsideHumidityPercent = At(outsideHumidity),
            CarbonDioxidePpm = At(carbonDioxide),
            Pascals = At(pressure),
        };
    }

    private double At(int sensor) => sensor >= 0 ? sensors.Readings[sensor] : double.NaN;
}
