namespace Roost.Simulation.Flock;

/// <summary>The birds of one placement.</summary>
/// <param name="Kind">Breed or type.</param>
/// <param name="Birds">Placed, as chicks.</param>
/// <param name="PlacedOn">Farm-local day of placement, flock day 0.</param>
public sealed record FlockSetup(BirdKind Kind, int Birds, DateOnly PlacedOn)
{
    /// <summary>Age at which the simulation begins; the flock is then as old, as heavy and as many as the breed's standard says.</summary>
    public int AgeAtStartDays { get; init; }

    /// <summary>Flock day on which the birds leave and the house stands empty; null while they stay.</summary>
    public int? LeaveOnDay { get; init; }

    /// <summary>Spread of single birds' weights at placement, % of the mean; it widens with age and trouble.</summary>
    public double SpreadPercent { get; init; } = 7;
}
