using Roost.Simulation.Flock;

namespace Roost.Simulation.Tests.Flock;

public sealed class FlockStandardTests
{
    // Aviagen, Ross 308 objectives 2022: 2,296 g and 3,212 g of feed (1.399) at day 35. Cobb500 supplement 2022: 2,521 g, 3,635 g (1.441).
    [TestCase("ross-308", 2296, 3212)]
    [TestCase("cobb-500", 2521, 3635)]
    public void An_untroubled_flock_weighs_and_eats_at_day_35_what_its_breeder_says(string kind, double grams, double feedGrams)
    {
        var setup = CoopSetup.BroilerHouse(1, Coop.Spring, BirdKind.Named(kind));
        var coop = Coop.Of(setup).After(TimeSpan.FromDays(35));
        var flock = coop.Truth.Flock!;
        Coop.Measured($"{kind} day 35: {flock.WeightGrams:0} g ({100 * (flock.WeightGrams / grams - 1):+0.0;-0.0} %), feed {flock.FeedPerBirdGrams:0} g ({100 * (flock.FeedPerBirdGrams / feedGrams - 1):+0.0;-0.0} %), losses {100 - (flock.BirdsAlive / 200.0):0.0} %");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(flock.WeightGrams, Is.EqualTo(grams).Within(2).Percent);
            Assert.That(flock.FeedPerBirdGrams, Is.EqualTo(feedGrams).Within(2).Percent);
            Assert.That(100 - (flock.BirdsAlive / 200.0), Is.InRange(1.5, 3.1), "ceiling of Directive 2007/43/EC at day 35: 3.1 %");
            Assert.That(flock.Health, Is.EqualTo(HealthState.Healthy));
        }
    }

    [Test]
    public void Birds_drink_1_6_to_1_8_times_what_they_eat_at_21_degrees_and_more_in_heat()
    {
        // Aviagen's Ross broiler handbook 2025: 1.6 to 1.8 at 21 °C, 6.5 % more for each kelvin.
        static (double Ratio, double Inside) Drink(double outside)
        {
            var coop = Coop.Of(Coop.Steady(35, outside, 60));
            var day = coop.Every(TimeSpan.FromHours(23.9));
            return (day[^1].Flock!.WaterTodayLiters / day[^1].Flock!.FeedTodayKilograms, day.Average(figures => figures.MiddleTemperatureCelsius));
        }

        var ((cool, coolInside), (hot, hotInside)) = (Drink(8), Drink(29));
        Coop.Measured($"water to feed {cool:0.00} at {coolInside:0.0} °C in the house, {hot:0.00} at {hotInside:0.0} °C");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cool, Is.InRange(1.6, 1.8));
            Assert.That(hot, Is.EqualTo(1.7 * (1 + (0.065 * (hotInside - 21)))).Within(8).Percent);
        }
    }

    [Test]
    public void No_kind_of_bird_dries_out_or_gives_off_more_heat_than_it_eats([Values(0, 1, 2, 3, 4, 5)] int index, [Values(0.3, 0.9)] double ofLife)
    {
        // Feed has about 12.5 MJ/kg; what is neither gain nor egg becomes heat. Water to feed in comfort: 1.6 to 2.0 for every class.
        var kind = BirdKind.All[index];
        var age = (int)(ofLife * Math.Min(kind.Standard.LastDay, 300));
        var coop = Coop.Of(Coop.Steady(age, kind: kind));
        coop.After(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(5));
        var (truth, mass) = (coop.Truth, Math.Pow(coop.Truth.BirdWeightGrams / 1000, 0.75));
        var eatenWatts = kind.Standard.FeedGramsOn(age + 2) / 1000 * 12.5e6 / 86_400;
        Coop.Measured($"{kind.Name} day {age}: water to feed {truth.WaterLiters / truth.FeedKilograms:0.00}, heat {kind.HeatWatts * mass / eatenWatts:0.00} of feed's energy, litter {truth.LitterMoisturePercent[1]:0} %");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(truth.WaterLiters / truth.FeedKilograms, Is.InRange(1.6, 2.05));
            Assert.That(kind.HeatWatts * mass, Is.InRange(0.45 * eatenWatts, 1.15 * eatenWatts));
        }
    }

    [Test]
    public void Hens_of_30_weeks_lay_what_the_standard_says()
    {
        // Hy-Line Brown standards: 95.65 % hen-day, 1,980 g and 113 g of feed in week 30.
        var setup = CoopSetup.LayerHouse(1, new DateOnly(2025, 8, 20)) with { Weather = Weather.WeatherSetup.Steady(10, 70) };
        var coop = Coop.Of(setup).After(TimeSpan.FromDays(2.99));
        var eggs = coop.Truth.Flock!.EggsToday / (double)coop.Truth.Flock.BirdsAlive;
        Coop.Measured($"hens: {100 * eggs:0.0} eggs per 100 hens, {coop.Truth.Flock.FeedTodayKilograms / coop.Truth.Flock.BirdsAlive * 1000:0} g feed, {coop.Truth.Flock.WeightGrams:0} g");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(100 * eggs, Is.EqualTo(95.6).Within(2));
            Assert.That(coop.Truth.Flock.WeightGrams, Is.EqualTo(1980).Within(2).Percent);
            Assert.That(coop.Truth.Flock.FeedTodayKilograms / coop.Truth.Flock.BirdsAlive * 1000, Is.EqualTo(113).Within(3).Percent);
        }
    }

    [Test]
    public void Humidity_stays_in_the_guides_band_for_most_of_a_spring_flock()
    {
        // Aviagen's Ross broiler handbook 2025: 60 to 70 % for three days, at least 50 % to day 10, 50 to 60 % later, wet litter above 70 %.
        var coop = Coop.Of(CoopSetup.BroilerHouse(3, Coop.Spring));
        var (inBand, below, above, all) = (0, 0, 0, 0);
        for (var day = 0; day < 42; day++)
        {
            foreach (var figures in coop.Every(TimeSpan.FromDays(1)))
            {
                var (low, high) = (day < 3 ? 55 : 50, 70);
                all++;
                below += figures.RelativeHumidityPercent < low ? 1 : 0;
                above += figures.RelativeHumidityPercent > high ? 1 : 0;
                inBand += figures.RelativeHumidityPercent >= low && figures.RelativeHumidityPercent <= high ? 1 : 0;
            }
        }

        Coop.Measured($"humidity within the guide's band for {100.0 * inBand / all:0.0} % of the time, below {100.0 * below / all:0.0} %, above {100.0 * above / all:0.0} %");
        Assert.That((double)inBand / all, Is.GreaterThan(0.85));
    }

    [Test]
    public void Ammonia_rises_with_the_age_of_the_litter_as_it_does_in_measured_houses()
    {
        // Wheeler et al. 2006: nothing on new litter for six days, then 0.024 to 0.031 g a bird and day for each day; built-up litter from day 0.
        // At minimum ventilation that makes about 30 ppm at day 28 to 42 on untreated litter of pH 8.
        static double[] Emission(bool builtUp, double acidity, out double[] ppm)
        {
            var house = new Simulation.House.HouseSetup { Litter = new(builtUp, Acidity: acidity) };
            var coop = Coop.Of(CoopSetup.BroilerHouse(1, new DateOnly(2026, 1, 1)) with { House = house });
            var (grams, air) = (new double[6], new double[6]);
            for (var week = 0; week < 6; week++)
            {
                var days = coop.Every(TimeSpan.FromDays(7), 1270);
                air[week] = days.Average(figures => figures.AmmoniaPpm);
                grams[week] = days.Average(figures => figures.VentilationCubicMetersPerHour * 24
                    * (figures.FrontAmmoniaPpm + figures.AmmoniaPpm + figures.RearAmmoniaPpm) / 3 * 0.696e-3 / figures.Birds);
            }

            ppm = air;
            return grams;
        }

        var fresh = Emission(false, 8, out var freshPpm);
        var builtUp = Emission(true, 8, out var builtUpPpm);
        var treated = Emission(true, 6.5, out var treatedPpm);
        Coop.Measured($"ammonia by week, new litter: {string.Join(" ", fresh.Select(grams => FormattableString.Invariant($"{grams:0.00}")))} g/bird/d, {string.Join(" ", freshPpm.Select(ppm => FormattableString.Invariant($"{ppm:0}")))} ppm");
        Coop.Measured($"built-up: {string.Join(" ", builtUp.Select(grams => FormattableString.Invariant($"{grams:0.00}")))} g/bird/d, {string.Join(" ", builtUpPpm.Select(ppm => FormattableString.Invariant($"{ppm:0}")))} ppm; treated: {string.Join(" ", treatedPpm.Select(ppm => FormattableString.Invariant($"{ppm:0}")))} ppm");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fresh[0], Is.LessThan(0.03), "g/bird/d on new litter in the first week");
            Assert.That(fresh[5], Is.InRange(0.5, 1.3), "0.024 to 0.031 · (38.5 − 6)");
            Assert.That(fresh, Is.Ordered);
            Assert.That(builtUp[0], Is.GreaterThan(fresh[0] + 0.03));
            Assert.That(treatedPpm[5], Is.LessThan(0.4 * builtUpPpm[5]), "acid holds back most of it");
        }
    }
}
