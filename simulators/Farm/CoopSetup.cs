using Roost.Simulation.Flock;
using Roost.Simulation.House;
using Roost.Simulation.Sensors;
using Roost.Simulation.Weather;

namespace Roost.Simulation;

/// <summary>Everything that makes a simulated coop what it is; two equal setups with equal events give equal bytes.</summary>
public sealed record CoopSetup
{
    public HouseSetup House { get; init; } = new();

    public required FlockSetup Flock { get; init; }

    public WeatherSetup Weather { get; init; } = new();

    /// <summary>The farm's time zone: its midnight begins a flock day and sets the day's counters to zero.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Time of the farm's day at which the simulation begins.</summary>
    public TimeOnly StartTime { get; init; }

    /// <summary>Seed of everything that belongs to this coop alone.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seed of the weather, which the coops of a farm share; the coop's own when null.</summary>
    public ulong? WeatherSeed { get; init; }

    /// <summary>The sensors; the usual ones of such a house when null.</summary>
    public IReadOnlyList<SensorPlan>? Sensors { get; init; }

    /// <summary>The air to begin with; what the flock's age asks for when null.</summary>
    public StartAir? Air { get; init; }

    /// <summary>20,000 broilers in a house of 1,500 m² in the mountains near Chongqing.</summary>
    public static CoopSetup BroilerHouse(ulong seed, DateOnly placedOn, BirdKind? kind = null, int ageAtStartDays = 0) => new()
    {
        Flock = new(kind ?? BirdKind.Ross308, 20_000, placedOn) { AgeAtStartDays = ageAtStartDays },
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Seed = seed,
    };

    /// <summary>12,000 brown hens on the floor of the same house (8 on each m²), from any age.</summary>
    public static CoopSetup LayerHouse(ulong seed, DateOnly hatchedOn, BirdKind? kind = null, int ageAtStartDays = 210) => new()
    {
        House = new() { Litter = new(BuiltUp: ageAtStartDays > 42) },
        Flock = new(kind ?? BirdKind.HyLineBrown, 12_000, hatchedOn) { AgeAtStartDays = ageAtStartDays },
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Seed = seed,
    };
}

/// <summary>The air of the whole house at the start.</summary>
public sealed record StartAir(
    double TemperatureCelsius, double RelativeHumidityPercent, double CarbonDioxidePpm, double AmmoniaPpm = 5);
