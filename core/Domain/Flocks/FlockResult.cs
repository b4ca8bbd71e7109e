namespace Roost.Domain.Flocks;

/// <summary>What a flock kept for meat came to in the end.</summary>
/// <param name="AgeDays">Days from placement to clearing.</param>
/// <param name="LivabilityPercent">Birds delivered, % of the placed; where those were not counted, birds that had not died.</param>
/// <param name="WeightGrams">Mean weight of a delivered bird, g.</param>
/// <param name="FeedConversion">Feed for each kg of delivered weight; null where the feed is not known.</param>
/// <param name="ProductionEfficiency">European production efficiency factor; null without the feed conversion.</param>
public sealed record FlockResult(
    double AgeDays, double LivabilityPercent, double WeightGrams, double? FeedConversion, double? ProductionEfficiency)
{
    /// <summary>The result of what was delivered; null where no weight is known.</summary>
    /// <param name="placed">Birds placed.</param>
    /// <param name="ageDays">Days from placement to clearing.</param>
    /// <param name="birds">Birds delivered.</param>
    /// <param name="liveKilograms">Their live weight, kg.</param>
    /// <param name="feedKilograms">Feed eaten by the whole flock, kg; null where it is not known.</param>
    public static FlockResult? Of(int placed, double ageDays, double birds, double liveKilograms, double? feedKilograms)
    {
        if (birds <= 0 || liveKilograms <= 0)
        {
            return null;
        }

        var livability = 100 * birds / placed;
        var grams = 1000 * liveKilograms / birds;
        var conversion = feedKilograms is > 0 and { } feed ? FlockFormulas.FeedConversion(feed, liveKilograms) : null;
        return new(
            ageDays, livability, grams, conversion,
            conversion is { } kept ? FlockFormulas.ProductionEfficiency(livability, grams, ageDays, kept) : null);
    }
}
