using Roost.Simulation.Machines;

namespace Roost.Simulation.House;

/// <summary>
/// A house and what is built into it. The defaults are a closed, insulated broiler house of 1,500 m² with sidewall and tunnel ventilation.
/// </summary>
public sealed record HouseSetup
{
    /// <summary>Parts along the house that the air is reckoned in: front, middle, rear. The pads are at the front, the tunnel fans at the rear.</summary>
    public const int Zones = 3;

    public double FloorSquareMeters { get; init; } = 1500;

    public double VolumeCubicMeters { get; init; } = 4200;

    /// <summary>What the air flows through on its way from front to rear.</summary>
    public double CrossSectionSquareMeters { get; init; } = 40;

    /// <summary>
    /// Heat through walls, roof and floor edge for each kelvin (UA): 0.9 to 1.2 kW/K for an insulated house of this size (the project's own
    /// figure, from roof R19 to R25).
    /// </summary>
    public double WallsWattsPerKelvin { get; init; } = 1000;

    /// <summary>Inner surface of walls and ceiling.</summary>
    public double SurfaceSquareMeters { get; init; } = 2300;

    /// <summary>Heat that litter, floor and structure take up for each kelvin: 40 to 190 MJ/K (the project's own figure).</summary>
    public double MassJoulesPerKelvin { get; init; } = 150e6;

    /// <summary>Air that changes by itself with all fans standing, in house volumes an hour: 0.1 to 0.5 for a closed house.</summary>
    public double StillAirChangesPerHour { get; init; } = 0.12;

    /// <summary>Gaps, as an opening that air flows through without contraction (Cd·A).</summary>
    public double LeakSquareMeters { get; init; } = 0.5;

    /// <summary>Fans along the sidewalls, one after the other from front to rear: minimum ventilation and the first stages.</summary>
    public FanGroup SideFans { get; init; } = new(4, new FanCurve(20_500, 90));

    /// <summary>Fans at the rear: the later stages.</summary>
    public FanGroup TunnelFans { get; init; } = new(10, new FanCurve(40_400, 90));

    public InletSetup Inlets { get; init; } = new();

    /// <summary>Evaporative pads in the tunnel inlet; null without.</summary>
    public PadSetup? Pads { get; init; } = new();

    public HeaterSetup Heaters { get; init; } = new();

    /// <summary>
    /// Whether sensors go on without mains. The agent's own do, from its battery; those of a house controller, which seldom has one, fall silent
    /// with it until the mains or a generator are back. What tells of the mains never falls silent.
    /// </summary>
    public bool SensorsOnBattery { get; init; } = true;

    public LitterSetup Litter { get; init; } = new();

    /// <summary>Drinker lines, which run side by side along the whole house.</summary>
    public int WaterLines { get; init; } = 4;

    public FeederSetup Feeders { get; init; } = new();

    /// <summary>Heat of the lamps at full light.</summary>
    public double LampWatts { get; init; } = 3000;
}

/// <summary>Litter at placement.</summary>
/// <param name="BuiltUp">Kept from earlier flocks: it gives off ammonia from the first day. New litter starts after six days (Wheeler 2006).</param>
/// <param name="DryKilogramsPerSquareMeter">Dry matter at placement.</param>
/// <param name="MoisturePercent">Water, of the wet weight, at placement.</param>
/// <param name="Acidity">pH as far as ammonia depends on it: 8 in the houses that Wheeler et al. 2006 measured, less in well kept litter, 1 to 3 less in treated one.</param>
public sealed record LitterSetup(
    bool BuiltUp = false, double DryKilogramsPerSquareMeter = 6, double MoisturePercent = 20, double Acidity = 7.7);
