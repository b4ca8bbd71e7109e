namespace Roost.Domain.Flocks;

/// <summary>What was counted, weighed and measured of a flock on one farm-local day. What nobody took is null.</summary>
/// <param name="Day">Flock day; 0 is the day of placement.</param>
public sealed record FlockDay(int Day)
{
    /// <summary>Birds found dead.</summary>
    public int Dead { get; init; }

    /// <summary>Birds taken out by hand.</summary>
    public int Culled { get; init; }

    /// <summary>Birds taken away to be sold before the house is cleared (thinning).</summary>
    public int Thinned { get; init; }

    /// <summary>Mean live weight of a bird, g.</summary>
    public double? WeightGrams { get; init; }

    /// <summary>Standard error of that mean, % of it, of a sample's size and spread; null for a scale's.</summary>
    public double? WeightErrorPercent { get; init; }

    /// <summary>Spread of single birds' weights (coefficient of variation), % of the mean.</summary>
    public double? VariationPercent { get; init; }

    /// <summary>Feed eaten, kg.</summary>
    public double? FeedKilograms { get; init; }

    /// <summary>Water drunk, L.</summary>
    public double? WaterLiters { get; init; }

    /// <summary>Eggs gathered.</summary>
    public double? Eggs { get; init; }

    /// <summary>Mean weight of an egg, g.</summary>
    public double? EggGrams { get; init; }

    /// <summary>Whether the day is over: what is measured of an unfinished one is too little for a rate.</summary>
    public bool IsOver { get; init; } = true;
}
