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

    /// <summary>What of this can't be, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        (string Name, double Value, double Least, double Most)[] numbers =
        [
            ("The floor in m²", House.FloorSquareMeters, 1, 100_000),
            ("The volume in m³", House.VolumeCubicMeters, 1, 1_000_000),
            ("The cross-section in m²", House.CrossSectionSquareMeters, 0.5, 10_000),
            ("The walls' W/K", House.WallsWattsPerKelvin, 0, 1e6),
            ("The inner surface in m²", House.SurfaceSquareMeters, 0, 1e6),
            ("The mass in J/K", House.MassJoulesPerKelvin, 1e4, 1e12),
            ("The leaks in m²", House.LeakSquareMeters, 0.001, 1000),
            ("The number of sidewall fans", House.SideFans.Count, 1, 100),
            ("The number of tunnel fans", House.TunnelFans.Count, 0, 100),
            ("The sidewall inlets in m²", House.Inlets.SideSquareMeters, 0.001, 10_000),
            ("The inlets' seconds to open", House.Inlets.SecondsToOpen, 1, 3600),
            ("The heaters' kW", House.Heaters.Kilowatts, 0, 100_000),
            ("The litter's moisture in %", House.Litter.MoisturePercent, 0, 60),
            ("The litter's dry matter in kg/m²", House.Litter.DryKilogramsPerSquareMeter, 0.1, 200),
            ("The number of drinker lines", House.WaterLines, 1, 50),
            ("The number of birds", Flock.Birds, 1, 1_000_000),
            ("The age at the start in days", Flock.AgeAtStartDays, 0, 1000),
        ];
        return
        [
            .. numbers
                .Where(number => !(number.Value >= number.Least && number.Value <= number.Most))
                .Select(number => FormattableString.Invariant($"{number.Name} must be from {number.Least:0.###} to {number.Most:0.###}, not {number.Value:0.###}.")),
        ];
    }

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
