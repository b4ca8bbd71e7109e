using Roost.Domain.Breeds;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>What the breed's standard expects of the flock on this day of its life.</summary>
internal sealed class StandardGauge(Quantity quantity, FlockFigures flock) : Gauge
{
    public override Sample At(long now)
    {
        var age = flock.AgeDaysAt(now);
        if (flock.Context.Breed is not { } breed || !(age >= 0))
        {
            return Sample.Unknown;
        }

        var day = (int)age;
        var expected = quantity switch
        {
            Quantity.BirdWeight => breed.WeightGrams(age),
            Quantity.Feed => breed.FeedGramsOn(day) * flock.Birds / 1000,
            Quantity.Water => breed.FeedGramsOn(day) * BreedStandard.WaterMillilitersPerFeedGram(day) * flock.Birds / 1000,
            Quantity.Eggs when breed.Lays => breed.HenDayPercentOn(day) / 100 * flock.Birds,
            _ => double.NaN,
        };
        return double.IsFinite(expected) ? new(expected, Trust.Good) : Sample.Unknown;
    }
}
