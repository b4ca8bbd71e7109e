using Roost.Domain.Breeds;

namespace Roost.Simulation.Flock;

/// <summary>A breed as the simulation needs it: its standard, and how much heat its birds give off.</summary>
/// <param name="Name">Kebab-case, for configuration.</param>
/// <param name="Standard">Weight, feed and eggs by age.</param>
/// <param name="HeatWatts">
/// Total heat of a bird of 1 kg at 20 °C (CIGR 2002: broilers 10.62 W, hens on the floor 6.8 W); it grows with the ¾ power of the weight.
/// </param>
public sealed record BirdKind(string Name, BreedStandard Standard, double HeatWatts)
{
    public static BirdKind Ross308 { get; } = new("ross-308", BreedStandard.Ross308, 10.62);

    public static BirdKind Cobb500 { get; } = new("cobb-500", BreedStandard.Cobb500, 10.62);

    /// <summary>A slow-growing broiler. Its heat is the project's own figure: what its feed can give (about 12.5 MJ/kg).</summary>
    public static BirdKind SlowGrowing { get; } = new("slow-growing", BreedStandard.SlowGrowing, 8) { IsHardy = true };

    /// <summary>A native chicken. Its heat is the project's own figure, as for the slow-growing broiler.</summary>
    public static BirdKind Native { get; } = new("native", BreedStandard.Huaixiang, 5.2) { IsHardy = true };

    public static BirdKind HyLineBrown { get; } = new("hy-line-brown", BreedStandard.HyLineBrown, 6.8);

    public static BirdKind LohmannBrown { get; } = new("lohmann-brown", BreedStandard.LohmannBrown, 6.8);

    public static IReadOnlyList<BirdKind> All { get; } = [Ross308, Cobb500, SlowGrowing, Native, HyLineBrown, LohmannBrown];

    /// <summary>Kept for eggs: other set-points, light, losses and heat than meat chickens.</summary>
    public bool Lays => Standard.Lays;

    /// <summary>A meat chicken that grows slowly and does not begin to fail at the end, as fast broilers do.</summary>
    public bool IsHardy { get; init; }

    /// <summary>The kind of a name; throws for a name that is none.</summary>
    public static BirdKind Named(string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new ArgumentException(
            $"\"{name}\" is no kind of bird that the simulation knows; use one of {string.Join(", ", All.Select(kind => kind.Name))}.", nameof(name));
}
