using Roost.Simulation.Flock;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.House;

/// <summary>
/// The litter of one part of the house: water and dry matter. It dries into the air as far as the air's own water allows, and the wetter,
/// warmer and older it is, the more ammonia it gives off.
/// </summary>
internal struct Litter
{
    /// <summary>Above this water runs off.</summary>
    private const double FullShare = 0.65;

    /// <summary>kg of water for each m², second and kg/kg of difference: heat transfer of 3.2 W/(m²·K) by Lewis' relation.</summary>
    private const double EvaporationPerSquareMeter = 3.2 / MoistAir.SpecificHeat;

    public double WaterKilograms;
    public double DryKilograms;

    /// <summary>Water vapour over its surface, kg/kg; renewed once a minute.</summary>
    public double SurfaceRatio;

    /// <summary>Ammonia that it gives off, mg/s; renewed once a minute.</summary>
    public double AmmoniaMilligramsPerSecond;

    public readonly double MoistureShare => WaterKilograms / (WaterKilograms + DryKilograms);

    public static double EvaporationKilogramsPerSecond(double squareMeters, double airMetersPerSecond) =>
        squareMeters * EvaporationPerSquareMeter * (1 + (1.2 * Math.Max(0, airMetersPerSecond - 0.2)));

    /// <summary>Takes up water, and returns what runs off because it is full.</summary>
    public double Wet(double kilograms)
    {
        WaterKilograms += kilograms;
        var most = DryKilograms * FullShare / (1 - FullShare);
        var excess = Math.Max(0, WaterKilograms - most);
        WaterKilograms -= excess;
        return excess;
    }

    /// <summary>
    /// Renews what changes slowly. Ammonia: Wheeler et al. 2006 (0.028 to 0.038 g a bird and day for each day of age on built-up litter; 0.024
    /// to 0.031 from the seventh day on new litter), with the project's own law for temperature, moisture and acidity around what such houses
    /// usually have: 21 °C, 26 %, pH 8.
    /// </summary>
    public void Renew(LitterSetup setup, BirdKind kind, double birds, double ageDays, double litterCelsius)
    {
        var moisture = MoistureShare;
        // The project's own fit of how tightly litter holds its water: hardly at 30 %, and not below 15 to 18 % in air of 50 to 60 %.
        var loose = 5.2 * moisture;
        var activity = 1 - PortableMath.Exp(-loose * Math.Sqrt(loose));
        SurfaceRatio = activity * MoistAir.SaturationRatio(litterCelsius);
        var gramsPerBirdDay = (kind.Lays, setup.BuiltUp) switch
        {
            (true, _) => 0.55 * Math.Min(1, ageDays / 60),
            (_, true) => 0.033 * Math.Max(0.5, ageDays),
            _ => 0.0275 * Math.Max(0.15, ageDays - 6),
        };
        // Those were fast broilers; birds that eat less leave less behind.
        var day = (int)ageDays;
        var fast = BirdKind.Ross308.Standard;
        var eaten = kind.Lays ? 1 : kind.Standard.FeedGramsOn(day) / fast.FeedGramsOn(Math.Min(day, fast.LastDay));
        var warmth = PortableMath.Exp(0.0769610 * (litterCelsius - 21)); // 1.08 to the power of the difference.
        var wetness = Math.Clamp(((100 * moisture) - 5) / 21, 0.3, 2);
        var acidity = PortableMath.Exp(1.151293 * (setup.Acidity - 8)); // The square root of 10 to the power of the difference.
        AmmoniaMilligramsPerSecond = birds * gramsPerBirdDay * eaten * warmth * wetness * acidity * 1000 / 86_400;
    }
}
