using System.Globalization;
using Roost.Domain.Breeds;
using Roost.Domain.Flocks;

namespace Roost.Domain.Tests.Flocks;

public sealed class WeightForecastTests
{
    private static readonly BreedStandard Standard = BreedStandard.Ross308;

    [Test]
    public void Without_a_weighing_it_is_the_standard()
    {
        var weight = WeightForecast.Of(Standard, []).WeightAt(35)!;
        Assert.That(weight.Grams, Is.EqualTo(Standard.WeightGrams(35)));
        Assert.That(weight.HighGrams / weight.LowGrams, Is.GreaterThan(1.15), "nothing is known of the flock");
    }

    [Test]
    public void A_flock_that_is_a_tenth_lighter_stays_so()
    {
        var days = Enumerable.Range(0, 29).Select(day => new FlockDay(day) { WeightGrams = 0.9 * Standard.WeightGrams(day + 0.5) });
        var forecast = WeightForecast.Of(Standard, days);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(forecast.WeightAt(35)!.Grams, Is.EqualTo(0.9 * Standard.WeightGrams(35)).Within(1).Percent);
            Assert.That(forecast.AgeOf(2000)!.AgeDays, Is.EqualTo(34.2).Within(0.5), "the standard weighs 2000 / 0.9 g on day 34.3");
            Assert.That(forecast.AgeOf(2000)!.EarliestAgeDays, Is.LessThan(34.2));
            Assert.That(forecast.AgeOf(2000)!.LatestAgeDays, Is.GreaterThan(34.2));
        }
    }

    [Test]
    public void What_is_further_off_is_less_certain()
    {
        var forecast = WeightForecast.Of(Standard, [new FlockDay(20) { WeightGrams = 950 }]);
        var spreads = Enumerable.Range(21, 30).Select(age => forecast.WeightAt(age)!).Select(weight => weight.HighGrams / weight.LowGrams);
        Assert.That(spreads, Is.Ordered);
    }

    [Test]
    public void Nothing_is_said_of_the_past_nor_beyond_the_standard()
    {
        var forecast = WeightForecast.Of(Standard, [new FlockDay(20) { WeightGrams = 950 }]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(forecast.WeightAt(19), Is.Null);
            Assert.That(forecast.WeightAt(57), Is.Null);
            Assert.That(forecast.AgeOf(900), Is.Null);
            Assert.That(forecast.AgeOf(9000), Is.Null);
        }
    }

    [TestCase(7)]
    [TestCase(14)]
    [TestCase(21)]
    public void Nine_of_ten_made_up_flocks_end_within_the_band(int daysAhead)
    {
        const int Flocks = 2000;
        const int EndDay = 40;
        var random = new Random(7);
        var inside = 0;
        var width = 0.0;
        for (var flock = 0; flock < Flocks; flock++)
        {
            var truth = Grow(random, EndDay);
            var bias = 1 + (0.01 * Normal(random));
            var weighed = Enumerable.Range(0, EndDay - daysAhead)
                .Where(day => day > 2)
                .Select(day => new FlockDay(day) { WeightGrams = truth[day] * bias * (1 + (0.012 * Normal(random))) });
            var expected = WeightForecast.Of(Standard, weighed).WeightAt(EndDay + 0.5)!;
            inside += truth[EndDay] >= expected.LowGrams && truth[EndDay] <= expected.HighGrams ? 1 : 0;
            width += (expected.HighGrams - expected.LowGrams) / 2 / expected.Grams / Flocks;
        }

        var coverage = 100.0 * inside / Flocks;
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Measured: band of 90 %, {daysAhead} days ahead: {coverage:0.0} % of {Flocks} made-up flocks inside, ±{100 * width:0.0} %"));
        Assert.That(coverage, Is.InRange(86, 96));
    }

    // The weight at the middle of each day of a flock whose appetite wanders, and which one time in three is ill for some days.
    private static double[] Grow(Random random, int days)
    {
        var vigour = 1 + (0.02 * Normal(random));
        var grams = Standard.WeightGrams(0) * (1 + (0.03 * Normal(random)));
        var mood = 0.03 * Normal(random);
        var illFrom = random.Next(3) == 0 ? random.Next(10, 38) : int.MaxValue;
        var illFor = random.Next(2, 7);
        var middles = new double[days + 1];
        for (var day = 0; day <= days; day++)
        {
            mood = (0.85 * mood) + (0.025 * Normal(random));
            var health = day >= illFrom && day < illFrom + illFor ? 0.8 : 1;
            var gain = (Standard.WeightGrams(day + 1) - Standard.WeightGrams(day)) * vigour * (1 + mood) * health;
            middles[day] = grams + (gain / 2);
            grams += gain;
        }

        return middles;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
