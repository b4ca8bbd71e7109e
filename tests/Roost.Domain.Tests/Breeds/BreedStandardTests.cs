using Roost.Domain.Breeds;

namespace Roost.Domain.Tests.Breeds;

public sealed class BreedStandardTests
{
    private const string Source = "Aviagen, Ross 308/308 FF Broiler Performance Objectives 2022, as hatched";

    [TestCase(0, 44, Description = Source)]
    [TestCase(7, 213, Description = Source)]
    [TestCase(24, 1258, Description = Source)]
    [TestCase(42, 2998, Description = Source)]
    [TestCase(56, 4318, Description = Source)]
    public void A_Ross_308_weighs_what_the_table_says(int day, double grams) =>
        Assert.That(BreedStandard.Ross308.WeightGrams(day), Is.EqualTo(grams));

    [TestCase(6, 35, Description = "Row of age 7: the feed of the seventh day, which is flock day 6. " + Source)]
    [TestCase(0, 12, Description = "Row of age 1. " + Source)]
    [TestCase(41, 207, Description = "Row of age 42. " + Source)]
    public void A_flock_day_eats_the_row_of_the_age_at_its_end(int flockDay, double grams) =>
        Assert.That(BreedStandard.Ross308.FeedGramsOn(flockDay), Is.EqualTo(grams));

    [TestCase(0, 42)]
    [TestCase(7, 202)]
    [TestCase(35, 2521)]
    [TestCase(56, 4641)]
    public void A_Cobb_500_weighs_what_the_supplement_of_2022_says(int day, double grams) =>
        Assert.That(BreedStandard.Cobb500.WeightGrams(day), Is.EqualTo(grams));

    [Test]
    public void A_Cobb_500_eats_the_supplements_3635_grams_by_day_35() =>
        Assert.That(Enumerable.Range(0, 35).Sum(BreedStandard.Cobb500.FeedGramsOn), Is.EqualTo(3635).Within(0.5).Percent);

    [TestCase(18, 4.4, 46.5)]
    [TestCase(30, 95.65, 61.3)]
    [TestCase(72, 84.2, 64.9)]
    public void A_Hy_Line_Brown_lays_its_weeks_eggs_in_the_middle_of_the_week(int week, double henDayPercent, double eggGrams)
    {
        // Source: Hy-Line Brown commercial layers performance standards; week n begins on day 7·(n − 1).
        var middle = (7 * (week - 1)) + 3;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BreedStandard.HyLineBrown.HenDayPercentOn(middle), Is.EqualTo(henDayPercent).Within(0.1));
            Assert.That(BreedStandard.HyLineBrown.EggGramsOn(middle), Is.EqualTo(eggGrams).Within(0.1));
            Assert.That(BreedStandard.Ross308.HenDayPercentOn(middle), Is.Zero);
        }
    }

    [Test]
    public void Every_table_grows_and_eats()
    {
        BreedStandard[] all =
        [
            BreedStandard.Ross308, BreedStandard.Cobb500, BreedStandard.SlowGrowing, BreedStandard.Huaixiang, BreedStandard.HyLineBrown,
            BreedStandard.LohmannBrown,
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var breed in all)
            {
                var days = Enumerable.Range(0, breed.LastDay + 1).ToArray();
                Assert.That(days.Select(day => breed.WeightGrams(day)), Is.Ordered, breed.Name);
                Assert.That(days.Select(breed.FeedGramsOn), Is.All.InRange(3, 300), breed.Name);
            }
        }
    }

    [Test]
    public void Weight_between_two_days_lies_on_a_straight_line_and_outside_the_table_it_stays()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BreedStandard.Ross308.WeightGrams(24.5), Is.EqualTo((1258 + 1345) / 2.0));
            Assert.That(BreedStandard.Ross308.WeightGrams(-1), Is.EqualTo(44));
            Assert.That(BreedStandard.Ross308.WeightGrams(90), Is.EqualTo(4318));
        }
    }

    [Test]
    public void Chicks_drink_about_340_millilitres_in_their_first_seven_days()
    {
        // Source: University of Georgia poultry housing notes.
        var millilitres = Enumerable.Range(0, 7)
            .Sum(day => BreedStandard.Ross308.FeedGramsOn(day) * BreedStandard.WaterMillilitersPerFeedGram(day));
        Assert.That(millilitres, Is.EqualTo(340).Within(10));
    }

    [Test]
    public void A_grown_broiler_drinks_1_7_times_its_feed() =>
        Assert.That(BreedStandard.WaterMillilitersPerFeedGram(28), Is.EqualTo(1.70).Within(0.01), "Aviagen 1.6 to 1.8, Hubbard 1.70");
}
