using Roost.Domain.Readings;
using Roost.Simulation.Flock;
using Roost.Simulation.House;

namespace Roost.Simulation.Sensors;

/// <summary>The sensors that a house of ours usually has: 38 in a house with four drinker lines, one more where hens lay.</summary>
public static class SensorLayout
{
    public static IReadOnlyList<SensorPlan> Of(HouseSetup house, BirdKind kind) =>
    [
        new(Quantity.Temperature, "front", Instrument.Sht31Temperature),
        new(Quantity.Temperature, "middle", Instrument.Sht31Temperature),
        new(Quantity.Temperature, "rear", Instrument.Sht31Temperature),
        new(Quantity.Temperature, "outside", Instrument.Ds18B20),
        new(Quantity.RelativeHumidity, "front", Instrument.Sht31Humidity),
        new(Quantity.RelativeHumidity, "middle", Instrument.Sht31Humidity),
        new(Quantity.RelativeHumidity, "rear", Instrument.Sht31Humidity),
        new(Quantity.RelativeHumidity, "outside", Instrument.Sht31Humidity),
        new(Quantity.CarbonDioxide, "middle", Instrument.Scd30),
        new(Quantity.CarbonDioxide, "rear", Instrument.Scd30),
        new(Quantity.Ammonia, "front", Instrument.Dol53),
        new(Quantity.Ammonia, "middle", Instrument.Dol53),
        new(Quantity.Ammonia, "rear", Instrument.Dol53),
        new(Quantity.StaticPressure, "house", Instrument.PressureCell),
        new(Quantity.AirSpeed, "middle", Instrument.HotWire),
        new(Quantity.Illuminance, "front", Instrument.LightCell),
        new(Quantity.Illuminance, "rear", Instrument.LightCell),
        new(Quantity.Water, "house", Instrument.PulseMeter),
        .. Enumerable.Range(1, house.WaterLines).Select(line => new SensorPlan(Quantity.Water, $"line-{line}", Instrument.PulseMeter)),
        new(Quantity.Feed, "house", Instrument.FeedMeter),
        new(Quantity.BirdWeight, "scale-1", Instrument.BirdScale),
        new(Quantity.BirdWeight, "scale-2", Instrument.BirdScale),
        new(Quantity.FanSpeed, "side", Instrument.Status),
        new(Quantity.FanSpeed, "tunnel", Instrument.Status),
        new(Quantity.Heater, "house", Instrument.Status),
        new(Quantity.MainsPower, "house", Instrument.Status),
        new(Quantity.TemperatureSetPoint, "house", Instrument.Status),
        new(Quantity.FlockDay, "house", Instrument.Status),
        new(Quantity.Activity, "house", Instrument.Status),
        new(Quantity.Occupancy, "front", Instrument.Status),
        new(Quantity.FanCommand, "side", Instrument.Status),
        new(Quantity.FanCommand, "tunnel", Instrument.Status),
        new(Quantity.HeaterCommand, "house", Instrument.Status),
        new(Quantity.Mortality, "house", Instrument.CountedByHand),
        new(Quantity.BirdCount, "house", Instrument.CountedByHand),
        .. kind.Lays ? [new SensorPlan(Quantity.Eggs, "house", Instrument.EggCounter)] : Array.Empty<SensorPlan>(),
    ];
}
