using System.Text.Json.Serialization;

namespace Roost.Domain.Readings;

/// <summary>
/// What a reading measures. Each quantity has one canonical unit (<see cref="QuantityFacts"/>); drivers convert at the border and
/// nobody converts later. On the wire, in the API and in configuration a quantity is written in kebab case: <c>relative-humidity</c>.
/// </summary>
[JsonConverter(typeof(QuantityJsonConverter))]
public enum Quantity
{
    /// <summary>Air temperature, °C.</summary>
    Temperature = 1,

    /// <summary>The air temperature that the house controller aims at now, °C.</summary>
    TemperatureSetPoint,

    /// <summary>Relative humidity, %.</summary>
    RelativeHumidity,

    /// <summary>Ammonia, ppm by volume.</summary>
    Ammonia,

    /// <summary>Carbon dioxide, ppm by volume.</summary>
    CarbonDioxide,

    /// <summary>Static pressure of the house below outside, Pa.</summary>
    StaticPressure,

    /// <summary>Air speed, m/s.</summary>
    AirSpeed,

    /// <summary>Illuminance, lx.</summary>
    Illuminance,

    /// <summary>Water drunk since the farm's midnight, L.</summary>
    Water,

    /// <summary>Feed eaten since the farm's midnight, kg.</summary>
    Feed,

    /// <summary>Mean live weight of a bird, g.</summary>
    BirdWeight,

    /// <summary>Fan speed or stage in use, % of full.</summary>
    FanSpeed,

    /// <summary>Heater output, % of full.</summary>
    Heater,

    /// <summary>Mains power: 1 present, 0 absent.</summary>
    MainsPower,

    /// <summary>Share of the picture (or of the floor) that moved, %.</summary>
    Activity,

    /// <summary>Share of the floor that birds cover, %.</summary>
    Occupancy,

    /// <summary>Age of the flock in farm-local days; 0 is the day of placement.</summary>
    FlockDay,

    /// <summary>A bare count, for pulses and for tests of the way.</summary>
    Count,

    /// <summary>Fan speed or stage that the house controller commands, % of full.</summary>
    FanCommand,

    /// <summary>Heater output that the house controller commands, % of full.</summary>
    HeaterCommand,

    /// <summary>Birds found dead or culled since the farm's midnight.</summary>
    Mortality,

    /// <summary>Birds that live.</summary>
    BirdCount,

    /// <summary>Eggs gathered since the farm's midnight.</summary>
    Eggs,

    /// <summary>Mean brightness of a camera's picture, % of white.</summary>
    PictureBrightness,

    /// <summary>How much fine detail a camera's picture has, as % of what a clean lens in good light shows.</summary>
    PictureSharpness,

    /// <summary>Mean difference between two pictures that follow each other, noise included, in grey levels; 0 for a frozen picture.</summary>
    PictureChange,

    /// <summary>How far a camera's picture has moved from how the camera was put up, % of its width.</summary>
    PictureShift,

    /// <summary>Whether an agent is connected to the cloud, by the cloud's clock: 1 connected, 0 not. The place is the agent.</summary>
    AgentLink,

    /// <summary>How far an agent's clock is ahead of the cloud's, s; negative when it is behind. The place is the agent.</summary>
    ClockOffset,

    /// <summary>How full the agent's spool is, % of the room that it may use. The place is the agent.</summary>
    SpoolUsed,

    /// <summary>The siren of the house: 1 sounds, 0 is silent; bad when it does not obey.</summary>
    Siren,

    /// <summary>The number of the newest test of the alarm chain that went in at an agent. The place is the agent.</summary>
    ChainTest,
}
