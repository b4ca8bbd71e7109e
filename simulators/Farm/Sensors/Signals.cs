using Roost.Domain.Readings;
using Roost.Simulation.House;

namespace Roost.Simulation.Sensors;

/// <summary>
/// The true values that sensors can be put to, each with a fixed number, and which sensor of a plan is put to which. Places by quantity:
/// <c>front</c>, <c>middle</c>, <c>rear</c> and <c>outside</c> for the air, <c>house</c>, <c>line-N</c>, <c>fan-N</c>, <c>heater-N</c>, <c>scale-N</c>.
/// </summary>
internal sealed class Signals(HouseSetup house)
{
    public const int Temperature = 0; // Front, middle, rear, outside.
    public const int Humidity = 4; // Front, middle, rear, outside.
    public const int CarbonDioxide = 8; // Front, middle, rear.
    public const int Ammonia = 11; // Front, middle, rear.
    public const int AirSpeed = 14; // Front, middle, rear.
    public const int Illuminance = 17; // Anywhere in the house.
    public const int Pressure = 18;
    public const int Feed = 19;
    public const int BirdWeight = 20; // As the scales see it.
    public const int SideFans = 21;
    public const int TunnelFans = 22;
    public const int Heater = 23; // All, then front, middle, rear.
    public const int Mains = 27;
    public const int SetPoint = 28;
    public const int FlockDay = 29;
    public const int Activity = 30;
    public const int Occupancy = 31; // Front, middle, rear.
    public const int SideFansCommand = 34;
    public const int TunnelFansCommand = 35;
    public const int HeaterCommand = 36; // All, then front, middle, rear.
    public const int Mortality = 40; // As the farmer counts it.
    public const int BirdCount = 41;
    public const int Eggs = 42;
    public const int Water = 43; // The house, then each line.

    private static readonly string[] Zones = ["front", "middle", "rear"];

    private readonly int fan = Water + 1 + house.WaterLines;

    public double[] Values { get; } = new double[Water + 1 + house.WaterLines + house.SideFans.Count + house.TunnelFans.Count];

    /// <summary>Number of the first fan.</summary>
    public int Fan => fan;

    /// <summary>The value that a sensor is put to.</summary>
    public int Of(SensorPlan plan) => Find(plan) is >= 0 and var found
        ? found
        : throw new ArgumentException($"A house has nothing to measure for the sensor \"{plan.Name}\"; see {nameof(SensorLayout)} for the places of each quantity.");

    /// <summary>The part of the house that a sensor hangs in, for what temperature and humidity there do to it; the middle when it is in none.</summary>
    public static int ZoneOf(SensorPlan plan) => Array.IndexOf(Zones, plan.Place) is >= 0 and var zone ? zone : 1;

    private int Find(SensorPlan plan)
    {
        var zone = Array.IndexOf(Zones, plan.Place);
        var air = zone >= 0 ? zone : plan.Place == "outside" ? 3 : -1;
        return plan.Quantity switch
        {
            Quantity.Temperature when air >= 0 => Temperature + air,
            Quantity.RelativeHumidity when air >= 0 => Humidity + air,
            Quantity.CarbonDioxide when zone >= 0 => CarbonDioxide + zone,
            Quantity.Ammonia when zone >= 0 => Ammonia + zone,
            Quantity.AirSpeed when zone >= 0 => AirSpeed + zone,
            Quantity.Occupancy when zone >= 0 => Occupancy + zone,
            Quantity.Illuminance => Illuminance,
            Quantity.StaticPressure => Pressure,
            Quantity.Feed => Feed,
            Quantity.BirdWeight => BirdWeight,
            Quantity.FanSpeed when plan.Place == "side" => SideFans,
            Quantity.FanSpeed when plan.Place == "tunnel" => TunnelFans,
            Quantity.FanSpeed => Numbered(plan.Place, "fan-", Values.Length - fan) is > 0 and var one ? fan + one - 1 : -1,
            Quantity.Heater when plan.Place == "house" => Heater,
            Quantity.Heater => Numbered(plan.Place, "heater-", HouseSetup.Zones) is > 0 and var one ? Heater + one : -1,
            Quantity.FanCommand when plan.Place == "side" => SideFansCommand,
            Quantity.FanCommand when plan.Place == "tunnel" => TunnelFansCommand,
            Quantity.HeaterCommand when plan.Place == "house" => HeaterCommand,
            Quantity.HeaterCommand => Numbered(plan.Place, "heater-", HouseSetup.Zones) is > 0 and var one ? HeaterCommand + one : -1,
            Quantity.Mortality => Mortality,
            Quantity.BirdCount => BirdCount,
            Quantity.Eggs => Eggs,
            Quantity.MainsPower => Mains,
            Quantity.TemperatureSetPoint => SetPoint,
            Quantity.FlockDay => FlockDay,
            Quantity.Activity => Activity,
            Quantity.Water when plan.Place == "house" => Water,
            Quantity.Water => Numbered(plan.Place, "line-", house.WaterLines) is > 0 and var line ? Water + line : -1,
            _ => -1,
        };
    }

    private static int Numbered(string place, string before, int most) =>
        place.StartsWith(before, StringComparison.Ordinal) && int.TryParse(place.AsSpan(before.Length), out var number) && number >= 1 && number <= most ? number : 0;
}
