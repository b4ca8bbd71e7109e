namespace Roost.Domain.Flocks;

/// <summary>
/// A flock's figures of one flock day, beside its breed's standard. Weights and what is computed of them are those of the day's middle. What
/// can't be known is null.
/// </summary>
public sealed record DayFigures
{
    /// <summary>Flock day; 0 is the day of placement.</summary>
    public required int Day { get; init; }

    /// <summary>Birds that live at the day's end.</summary>
    public required int Birds { get; init; }

    /// <summary>Dead and culled of the day, % of the birds that lived at its start.</summary>
    public required double LossPercent { get; init; }

    /// <summary>Dead and culled since placement, % of the birds placed.</summary>
    public required double LostPercent { get; init; }

    /// <summary>The most that Council Directive 2007/43/EC would have had lost by now, % of the birds placed; null for hens.</summary>
    public double? LossCeilingPercent { get; init; }

    /// <summary>Mean live weight, g, as measured.</summary>
    public double? WeightGrams { get; init; }

    /// <summary>The breed's standard of it, g.</summary>
    public required double StandardWeightGrams { get; init; }

    /// <summary>Spread of single birds' weights (coefficient of variation), % of the mean.</summary>
    public double? VariationPercent { get; init; }

    /// <summary>Share of birds within 10 % of the mean weight, %.</summary>
    public double? UniformityPercent { get; init; }

    /// <summary>Gain of a bird in a day, g, since it was last weighed.</summary>
    public double? GainGrams { get; init; }

    /// <summary>The breed's standard of a bird's gain on that day, g.</summary>
    public required double StandardGainGrams { get; init; }

    /// <summary>Live weight on the floor, kg/m².</summary>
    public double? DensityKilogramsPerSquareMeter { get; init; }

    /// <summary>Feed of a bird on the day, g.</summary>
    public double? FeedGrams { get; init; }

    /// <summary>The breed's standard of it, g.</summary>
    public required double StandardFeedGrams { get; init; }

    /// <summary>Water of a bird on the day, mL.</summary>
    public double? WaterMilliliters { get; init; }

    /// <summary>Water of a broiler at 21 °C that eats as its standard, mL; null for hens.</summary>
    public double? StandardWaterMilliliters { get; init; }

    /// <summary>Litres of water for each kg of feed.</summary>
    public double? WaterToFeed { get; init; }

    /// <summary>Feed since placement for each kg of live weight, thinned birds' included; null once a day's feed is missing.</summary>
    public double? FeedConversion { get; init; }

    /// <summary>The breed's standard of it.</summary>
    public double? StandardFeedConversion { get; init; }

    /// <summary>European production efficiency factor, as if the flock were sold on the day; null for hens.</summary>
    public double? ProductionEfficiency { get; init; }

    /// <summary>Eggs of the day for each hundred hens that live.</summary>
    public double? HenDayPercent { get; init; }

    /// <summary>The breed's standard of it; null for birds that are not kept for eggs.</summary>
    public double? StandardHenDayPercent { get; init; }

    /// <summary>Egg mass of a hen on the day, g.</summary>
    public double? EggMassGrams { get; init; }

    /// <summary>The breed's standard of it, g; null for birds that are not kept for eggs.</summary>
    public double? StandardEggMassGrams { get; init; }

    /// <summary>Feed for each egg of the day, g.</summary>
    public double? FeedPerEggGrams { get; init; }
}
