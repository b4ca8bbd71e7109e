using Roost.Domain.Breeds;

namespace Roost.Domain.Flocks;

/// <summary>A flock's figures day by day, from what was counted and measured. Pure.</summary>
public static class FlockCourse
{
    // An egg's mass is the standard's where nobody weighed one within so many days.
    private const int EggWeightHoldsDays = 14;

    /// <summary>The figures of every day from placement to the last one given; a day that is not given had nothing counted or measured.</summary>
    /// <param name="standard">What the breeder expects.</param>
    /// <param name="placed">Birds placed, 1 or more.</param>
    /// <param name="floorSquareMeters">The floor that they live on, m²; null where it is not known.</param>
    /// <param name="days">The days, ascending by their number, which is 0 or more.</param>
    public static IReadOnlyList<DayFigures> Of(BreedStandard standard, int placed, double? floorSquareMeters, IReadOnlyList<FlockDay> days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(placed, 1);
        var sums = new Sums(placed);
        List<DayFigures> figures = [];
        foreach (var given in days)
        {
            while (figures.Count < given.Day)
            {
                figures.Add(Next(standard, floorSquareMeters, sums, new FlockDay(figures.Count)));
            }

            figures.Add(Next(standard, floorSquareMeters, sums, given));
        }

        return figures;
    }

    private static DayFigures Next(BreedStandard standard, double? floorSquareMeters, Sums sums, FlockDay day)
    {
        var atStart = sums.Birds;
        sums.Take(standard, day);
        var age = day.Day + 0.5;
        double mean = (atStart + sums.Birds) / 2.0;
        var feedGrams = day is { IsOver: true, FeedKilograms: { } feed } ? FlockFormulas.Ratio(feed * 1000, mean) : null;
        var waterMilliliters = day is { IsOver: true, WaterLiters: { } water } ? FlockFormulas.Ratio(water * 1000, mean) : null;
        var conversion = day.WeightGrams is { } grams && sums.FeedKilograms is { } eaten
            ? FlockFormulas.FeedConversion(eaten, sums.ThinnedKilograms + (sums.Birds * grams / 1000))
            : null;
        var lost = 100.0 * sums.Lost / sums.Placed;
        var eggs = day.IsOver ? day.Eggs : null;
        var henDay = standard.Lays && eggs is { } gathered ? FlockFormulas.HenDayPercent(gathered, mean) : null;
        var eggGrams = sums.EggGrams ?? standard.EggGramsOn(day.Day);
        return new DayFigures
        {
            Day = day.Day,
            Birds = sums.Birds,
            LossPercent = FlockFormulas.Ratio(100.0 * (day.Dead + day.Culled), atStart) ?? 0,
            LostPercent = lost,
            LossCeilingPercent = standard.Lays ? null : FlockFormulas.LossCeilingPercent(day.Day),
            WeightGrams = day.WeightGrams,
            StandardWeightGrams = standard.WeightGrams(age),
            VariationPercent = day.VariationPercent,
            UniformityPercent = day.VariationPercent is { } variation ? FlockFormulas.UniformityPercent(variation) : null,
            GainGrams = sums.GainGrams,
            StandardGainGrams = standard.WeightGrams(day.Day + 1) - standard.WeightGrams(day.Day),
            DensityKilogramsPerSquareMeter =
                day.WeightGrams is { } weight ? FlockFormulas.DensityKilogramsPerSquareMeter(sums.Birds, weight, floorSquareMeters) : null,
            FeedGrams = feedGrams,
            StandardFeedGrams = standard.FeedGramsOn(day.Day),
            WaterMilliliters = waterMilliliters,
            StandardWaterMilliliters =
                standard.Lays ? null : standard.FeedGramsOn(day.Day) * BreedStandard.WaterMillilitersPerFeedGram(day.Day),
            WaterToFeed = day is { FeedKilograms: { } fed, WaterLiters: { } drunk } ? FlockFormulas.WaterToFeed(drunk, fed) : null,
            FeedConversion = standard.Lays ? null : conversion,
            StandardFeedConversion = standard.Lays ? null : FlockFormulas.FeedConversion(sums.StandardFeedGrams, standard.WeightGrams(age)),
            ProductionEfficiency = standard.Lays || conversion is not { } kept || day.WeightGrams is not { } heavy
                ? null
                : FlockFormulas.ProductionEfficiency(100 - lost, heavy, age, kept),
            HenDayPercent = henDay,
            StandardHenDayPercent = standard.Lays ? standard.HenDayPercentOn(day.Day) : null,
            EggMassGrams = henDay * eggGrams / 100,
            StandardEggMassGrams = standard.Lays ? standard.HenDayPercentOn(day.Day) * standard.EggGramsOn(day.Day) / 100 : null,
            FeedPerEggGrams = day is { FeedKilograms: { } given } && eggs is { } laid ? FlockFormulas.Ratio(given * 1000, laid) : null,
        };
    }

    /// <summary>What adds up from day to day; the day in hand counts by half in what is of its middle.</summary>
    private sealed class Sums(int placed)
    {
        private double? feedBefore = 0;
        private double standardFeedBefore;
        private (double Age, double Grams)? weighed;
        private (int Day, double Grams)? egg;

        public int Placed { get; } = placed;

        public int Birds { get; private set; } = placed;

        public int Lost { get; private set; }

        public double ThinnedKilograms { get; private set; }

        public double? FeedKilograms { get; private set; }

        public double StandardFeedGrams { get; private set; }

        public double? GainGrams { get; private set; }

        public double? EggGrams { get; private set; }

        public void Take(BreedStandard standard, FlockDay day)
        {
            var age = day.Day + 0.5;
            Birds = Math.Max(0, Birds - day.Dead - day.Culled - day.Thinned);
            Lost += day.Dead + day.Culled;
            ThinnedKilograms += day.Thinned * (day.WeightGrams ?? standard.WeightGrams(age)) / 1000;

            // Of a day that is not over what was eaten until now is what was eaten until the weighing.
            FeedKilograms = feedBefore + (day.IsOver ? day.FeedKilograms / 2 : day.FeedKilograms);
            feedBefore += day.FeedKilograms;
            StandardFeedGrams = standardFeedBefore + (standard.FeedGramsOn(day.Day) / 2);
            standardFeedBefore += standard.FeedGramsOn(day.Day);

            GainGrams = day.WeightGrams is { } grams && weighed is { } last ? (grams - last.Grams) / (age - last.Age) : null;
            weighed = day.WeightGrams is { } now ? (age, now) : weighed;
            egg = day.EggGrams is { } fresh ? (day.Day, fresh) : egg;
            EggGrams = egg is { } known && day.Day - known.Day <= EggWeightHoldsDays ? known.Grams : null;
        }
    }
}
