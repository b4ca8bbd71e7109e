using CsCheck;
using Roost.Domain.Breeds;
using Roost.Domain.Flocks;

namespace Roost.Domain.Tests.Flocks;

public sealed class FlockCourseTests
{
    private const string Source = "Aviagen, Ross 308/308 FF Broiler Performance Objectives 2022; half a day later here";

    private static readonly Gen<FlockDay[]> Days =
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 50], Gen.Int[0, 400], (dead, culled, thinned) => (dead, culled, thinned)).Array[0, 60]
            .Select(days => days.Select((day, number) => new FlockDay(number) { Dead = day.dead, Culled = day.culled, Thinned = day.thinned }).ToArray());

    [Test]
    public void Birds_never_come_back_and_none_is_both_dead_and_alive() =>
        Days.Sample(days =>
        {
            const int Placed = 20_000;
            var figures = FlockCourse.Of(BreedStandard.Ross308, Placed, 1000, days);
            var gone = 0;
            for (var day = 0; day < days.Length; day++)
            {
                gone += days[day].Dead + days[day].Culled + days[day].Thinned;
                Assert.That(figures[day].Birds, Is.EqualTo(Math.Max(0, Placed - gone)));
            }

            Assert.That(figures.Select(day => day.LostPercent), Is.Ordered);
        });

    [TestCase(21, 1.151, Description = "1.142 at 21 days, 1.269 at 28. " + Source)]
    [TestCase(35, 1.408, Description = "1.399 at 35 days, 1.531 at 42. " + Source)]
    [TestCase(42, 1.540, Description = "1.531 at 42 days, 1.663 at 49. " + Source)]
    public void A_flock_that_eats_and_grows_as_its_standard_converts_feed_as_its_standard(int day, double tabled)
    {
        const int Birds = 10_000;
        var standard = BreedStandard.Ross308;
        var days = Enumerable.Range(0, day + 1).Select(each => new FlockDay(each)
        {
            WeightGrams = standard.WeightGrams(each + 0.5),
            FeedKilograms = Birds * standard.FeedGramsOn(each) / 1000,
            WaterLiters = Birds * standard.FeedGramsOn(each) * BreedStandard.WaterMillilitersPerFeedGram(each) / 1000,
        }).ToArray();

        var last = FlockCourse.Of(standard, Birds, 500, days)[day];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.FeedConversion, Is.EqualTo(last.StandardFeedConversion).Within(1e-9));
            Assert.That(last.FeedConversion, Is.EqualTo(tabled).Within(0.005));
            Assert.That(last.FeedGrams, Is.EqualTo(last.StandardFeedGrams).Within(1e-9));
            Assert.That(last.WaterMilliliters, Is.EqualTo(last.StandardWaterMilliliters).Within(1e-9));
            Assert.That(last.GainGrams, Is.EqualTo(last.StandardGainGrams).Within(2));
            Assert.That(last.DensityKilogramsPerSquareMeter, Is.EqualTo(Birds * last.WeightGrams / 1000 / 500).Within(1e-9));
        }
    }

    [Test]
    public void Figures_of_a_small_flock_are_those_worked_by_hand()
    {
        // 100 birds; 2 dead on the day of placement; on day 1 3 dead, 1 culled, 94 left that weigh 60 g: 5.64 kg, after 1.0 + 1.5 / 2 kg of feed.
        var day = FlockCourse.Of(BreedStandard.Ross308, 100, 4,
        [
            new(0) { Dead = 2, FeedKilograms = 1.0, WeightGrams = 45 },
            new(1) { Dead = 3, Culled = 1, FeedKilograms = 1.5, WaterLiters = 3, WeightGrams = 60, VariationPercent = 10 },
        ])[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(day.Birds, Is.EqualTo(94));
            Assert.That(day.LossPercent, Is.EqualTo(100 * 4 / 98.0).Within(1e-9));
            Assert.That(day.LostPercent, Is.EqualTo(6).Within(1e-9));
            Assert.That(day.FeedConversion, Is.EqualTo(1.75 / 5.64).Within(1e-9));
            Assert.That(day.ProductionEfficiency, Is.EqualTo(94 * 0.060 / (1.5 * 1.75 / 5.64) * 100).Within(1e-9));
            Assert.That(day.GainGrams, Is.EqualTo(15).Within(1e-9));
            Assert.That(day.FeedGrams, Is.EqualTo(1500 / 96.0).Within(1e-9));
            Assert.That(day.WaterToFeed, Is.EqualTo(2).Within(1e-9));
            Assert.That(day.DensityKilogramsPerSquareMeter, Is.EqualTo(1.41).Within(1e-9));
            Assert.That(day.UniformityPercent, Is.EqualTo(68.3).Within(0.1));
        }
    }

    [Test]
    public void Feed_is_not_converted_once_a_days_feed_is_missing()
    {
        var figures = FlockCourse.Of(BreedStandard.Ross308, 100, null, [new(0) { FeedKilograms = 1 }, new(2) { FeedKilograms = 1, WeightGrams = 80 }]);
        Assert.That((figures.Count, figures[2].FeedConversion, figures[2].ProductionEfficiency), Is.EqualTo((3, (double?)null, (double?)null)));
    }

    [Test]
    public void Hens_have_eggs_for_each_hundred_and_no_meat_birds_figures()
    {
        // 1000 hens, 950 eggs of 62 g, 112 kg of feed: 95 %, 58.9 g a hen, 117.9 g an egg.
        var day = FlockCourse.Of(BreedStandard.HyLineBrown, 1000, null, [new(200) { Eggs = 950, EggGrams = 62, FeedKilograms = 112 }])[200];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(day.HenDayPercent, Is.EqualTo(95).Within(1e-9));
            Assert.That(day.EggMassGrams, Is.EqualTo(58.9).Within(1e-9));
            Assert.That(day.FeedPerEggGrams, Is.EqualTo(117.9).Within(0.05));
            Assert.That(day.StandardHenDayPercent, Is.EqualTo(95.5).Within(0.5));
            Assert.That((day.FeedConversion, day.ProductionEfficiency, day.LossCeilingPercent), Is.EqualTo(((double?)null, (double?)null, (double?)null)));
        }
    }

    [Test]
    public void A_day_that_is_not_over_has_no_rates()
    {
        var day = FlockCourse.Of(BreedStandard.Ross308, 100, null, [new(0) { FeedKilograms = 1, WaterLiters = 2, IsOver = false }])[0];
        Assert.That((day.FeedGrams, day.WaterMilliliters, day.WaterToFeed), Is.EqualTo(((double?)null, (double?)null, (double?)2)));
    }
}
