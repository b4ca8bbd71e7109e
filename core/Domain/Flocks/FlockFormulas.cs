namespace Roost.Domain.Flocks;

/// <summary>The trade's figures of a flock, each from bare numbers. Pure; a figure whose denominator is not positive is null.</summary>
public static class FlockFormulas
{
    /// <summary>Live weight on each square metre of floor, kg/m². Source of the term and its limits (33, 39, 42): Council Directive 2007/43/EC.</summary>
    public static double? DensityKilogramsPerSquareMeter(double birds, double weightGrams, double? floorSquareMeters) =>
        floorSquareMeters is { } floor ? Ratio(birds * weightGrams / 1000, floor) : null;

    /// <summary>Feed conversion: kg of feed for each kg of live weight, not corrected for the dead. Source: Aviagen's broiler handbook 2025.</summary>
    public static double? FeedConversion(double feedKilograms, double liveKilograms) => Ratio(feedKilograms, liveKilograms);

    /// <summary>Litres of water for each kg of feed, which is mL for each g.</summary>
    public static double? WaterToFeed(double waterLiters, double feedKilograms) => Ratio(waterLiters, feedKilograms);

    /// <summary>
    /// European production efficiency factor: 100 · livability % · weight kg / (age d · feed conversion), written EPEF, EPI or PEF; 300 and more
    /// is usual of fast broilers. Source: Aviagen's broiler handbook 2025.
    /// </summary>
    /// <param name="livabilityPercent">Birds that live, % of those placed.</param>
    /// <param name="weightGrams">Mean live weight, g.</param>
    /// <param name="ageDays">Days since placement, with fractions.</param>
    /// <param name="feedConversion">kg of feed for each kg of live weight.</param>
    public static double? ProductionEfficiency(double livabilityPercent, double weightGrams, double ageDays, double feedConversion) =>
        Ratio(livabilityPercent * weightGrams / 1000, ageDays * feedConversion) * 100;

    /// <summary>
    /// Share of birds within 10 % of the mean weight, %, of weights that spread normally: erf(10 / (CV · √2)). Source: normal law, as tabled in
    /// Aviagen's broiler handbook 2025 (CV 8 % gives 79, 10 gives 68, 12 gives 60).
    /// </summary>
    public static double? UniformityPercent(double variationPercent) => variationPercent > 0 ? 100 * Erf(10 / (variationPercent * Math.Sqrt(2))) : null;

    /// <summary>The most that a flock may have lost by an age, % of the placed: 1 + 0.06 · age. Source: Council Directive 2007/43/EC, Annex V.</summary>
    public static double LossCeilingPercent(double ageDays) => 1 + (0.06 * Math.Max(0, ageDays));

    /// <summary>Eggs of a day for each hundred hens that live, %.</summary>
    public static double? HenDayPercent(double eggs, double hens) => Ratio(100 * eggs, hens);

    /// <summary>Mean and spread of single weights. Null below two weights, for one bird has no spread.</summary>
    /// <param name="weightsGrams">The birds' weights, g.</param>
    /// <returns>The mean, g, and the coefficient of variation, % of it, of the sample (n − 1).</returns>
    public static (double MeanGrams, double VariationPercent)? Spread(IReadOnlyList<double> weightsGrams)
    {
        if (weightsGrams.Count < 2)
        {
            return null;
        }

        var mean = weightsGrams.Average();
        var variance = weightsGrams.Sum(grams => (grams - mean) * (grams - mean)) / (weightsGrams.Count - 1);
        return (mean, 100 * Math.Sqrt(variance) / mean);
    }

    internal static double? Ratio(double above, double below) => below > 0 ? above / below : null;

    // Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 7.1.6; beyond 5 it is 1 to twelve digits.
    private static double Erf(double x)
    {
        if (x > 5)
        {
            return 1;
        }

        var (sum, term) = (0.0, x);
        for (var odd = 3; term > 1e-12; odd += 2)
        {
            sum += term;
            term *= 2 * x * x / odd;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
