using Roost.Simulation.Events;
using Roost.Simulation.Flock;
using Roost.Simulation.Weather;

namespace Roost.Simulation.Tests.Events;

public sealed class FlockEventTests
{
    // SEIR of 20,000 birds, one infected, latent 1 d, infectious 2 d (the project's own run; β after Gonzales and Elbers 2018).
    [TestCase(1.5, 11, 13)]
    [TestCase(2.0, 8.2, 10)]
    public void Avian_influenza_reaches_the_thresholds_of_daily_losses_when_the_epidemic_model_says(double spread, double sharpDay, double lawDay)
    {
        var setup = Coop.Steady(14, 12, 70);
        var from = Coop.Start(setup);
        var coop = Coop.Of(setup, new AvianInfluenza(from, DateTimeOffset.MaxValue) { SpreadPerDay = spread, DeathsPercent = 100 });
        var dead = new List<int> { 0 };
        var shares = new List<double>();
        for (var hour = 1; hour <= 20 * 24; hour++)
        {
            coop.After(TimeSpan.FromHours(1));
            var flock = coop.Truth.Flock!;
            dead.Add(flock.Deaths[DeathCause.Disease]);
            shares.Add((dead[^1] - dead[Math.Max(0, hour - 24)]) / (double)flock.BirdsAlive);
        }

        var (sharp, law) = ((shares.FindIndex(share => share >= 0.0017) + 1) / 24.0, (shares.FindIndex(share => share >= 0.005) + 1) / 24.0);
        Coop.Measured($"HPAI, β {spread}: 0.17 % a day on day {sharp:0.0} ({sharpDay}), 0.5 % on day {law:0.0} ({lawDay})");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sharp, Is.EqualTo(sharpDay).Within(1.5));
            Assert.That(law, Is.EqualTo(lawDay).Within(1.5));
            Assert.That(coop.Truth.Flock!.Health, Is.Not.EqualTo(HealthState.Healthy));
        }
    }

    [Test]
    public void Coccidiosis_costs_feed_gain_and_some_birds_and_wets_the_litter()
    {
        var setup = Coop.Steady(18, 10, 70);
        var from = Coop.Start(setup).AddDays(1);
        var (sound, sick) = (Coop.Of(setup), Coop.Of(setup, new Coccidiosis(from, DateTimeOffset.MaxValue)));
        var lowest = 1.0;
        for (var day = 0; day < 14; day++)
        {
            sound.After(TimeSpan.FromDays(0.99));
            sick.After(TimeSpan.FromDays(0.99));
            lowest = Math.Min(lowest, sick.Truth.FeedKilograms / sick.Truth.Birds / (sound.Truth.FeedKilograms / sound.Truth.Birds));
            sound.After(TimeSpan.FromDays(0.01));
            sick.After(TimeSpan.FromDays(0.01));
        }

        var dead = sick.Truth.Flock!.Deaths[DeathCause.Disease];
        Coop.Measured($"coccidiosis: feed down to {lowest:P0}, {sick.Truth.BirdWeightGrams:0} g instead of {sound.Truth.BirdWeightGrams:0}, {dead} dead, litter {sound.Truth.LitterMoisturePercent[1]:0} → {sick.Truth.LitterMoisturePercent[1]:0} %, spread {sound.Truth.Flock!.WeightSpreadPercent:0.0} → {sick.Truth.Flock.WeightSpreadPercent:0.0} %");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lowest, Is.InRange(0.75, 0.95), "feed −5 to −20 %");
            Assert.That(sick.Truth.BirdWeightGrams, Is.LessThan(0.97 * sound.Truth.BirdWeightGrams));
            Assert.That(sick.Truth.LitterMoisturePercent[1], Is.GreaterThan(sound.Truth.LitterMoisturePercent[1] + 1.5));
            Assert.That(dead, Is.InRange(200, 1000), "1 to 5 %");
            Assert.That(sick.Truth.Flock.WeightSpreadPercent, Is.GreaterThan(sound.Truth.Flock.WeightSpreadPercent));
        }
    }

    [Test]
    public void A_treatment_that_works_ends_a_respiratory_disease()
    {
        var setup = Coop.Steady(18, 10, 70);
        var from = Coop.Start(setup);
        var (left, treated) = (Coop.Of(setup, new RespiratoryDisease(from, DateTimeOffset.MaxValue)), Coop.Of(setup, new RespiratoryDisease(from, from.AddDays(4))));
        var (untreated, cured) = (left.After(TimeSpan.FromDays(12)).Truth.Flock!, treated.After(TimeSpan.FromDays(12)).Truth.Flock!);
        Assert.That(cured.ShareIll, Is.LessThan(0.3 * untreated.ShareIll));
    }

    [Test]
    public void A_cold_night_in_the_first_week_costs_chicks_and_weight()
    {
        var setup = Coop.Steady(0, -2, 80);
        var from = Coop.Start(setup).AddDays(1).AddHours(18);
        var (warm, cold) = (Coop.Of(setup), Coop.Of(setup, new HeaterFailure(from, from.AddHours(14))));
        cold.RunTo(from.AddHours(8));
        var huddling = cold.Truth.Flock!.ShareHuddling;
        warm.RunTo(from.AddDays(5));
        cold.RunTo(from.AddDays(5));
        Coop.Measured($"a night without heaters at day 1: {cold.Truth.Flock!.Deaths[DeathCause.Cold]} chicks dead of cold, {warm.Truth.BirdWeightGrams:0} → {cold.Truth.BirdWeightGrams:0} g five days later");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(huddling, Is.GreaterThan(0.5));
            Assert.That(cold.Truth.Flock!.Deaths[DeathCause.Cold], Is.GreaterThan(100));
            Assert.That(cold.Truth.BirdWeightGrams, Is.LessThan(warm.Truth.BirdWeightGrams - 1));
        }
    }

    [Test]
    public void Sick_hens_lay_less()
    {
        var setup = CoopSetup.LayerHouse(1, new DateOnly(2025, 8, 20)) with { Weather = WeatherSetup.Steady(10, 70) };
        var from = Coop.Start(setup);
        var coop = Coop.Of(setup, new AvianInfluenza(from, DateTimeOffset.MaxValue, firstBirds: 200));
        var days = new List<double>();
        for (var day = 0; day < 8; day++)
        {
            coop.RunTo(from.AddDays(day).AddHours(23));
            days.Add(100.0 * coop.Truth.Flock!.EggsToday / coop.Truth.Flock.BirdsAlive);
        }

        Coop.Measured($"eggs per 100 living hens by day of an outbreak: {string.Join(" ", days.Select(day => FormattableString.Invariant($"{day:0}")))}");
        Assert.That(days[^1], Is.LessThan(0.94 * days[0]), "egg-production ratio under 0.94 is a sign (Gonzales and Elbers 2018)");
    }

    [Test]
    public void A_pile_smothers_birds_after_its_fifth_minute()
    {
        var setup = Coop.Steady(30, 10, 70);
        var from = Coop.Start(setup).AddHours(13);
        var coop = Coop.Of(setup, new Smothering(from, from.AddMinutes(30), Birds: 1000, DeathsPercent: 5));
        coop.After(from.AddMinutes(5) - coop.Now);
        var early = coop.Truth.Flock!.Deaths[DeathCause.Smothered];
        coop.After(TimeSpan.FromMinutes(40));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(early, Is.Zero);
            Assert.That(coop.Truth.Flock!.Deaths[DeathCause.Smothered], Is.InRange(25, 80));
        }
    }

    [Test]
    public void A_pile_shows_in_occupancy_and_activity_before_the_first_bird_suffocates()
    {
        var setup = CoopSetup.LayerHouse(1, new DateOnly(2025, 8, 20)) with { Weather = Weather.WeatherSetup.Steady(10, 70) };
        var from = Coop.Start(setup).AddHours(13);
        var (coop, calm) = (Coop.Of(setup, new Smothering(from, from.AddMinutes(40), Birds: 900)), Coop.Of(setup));
        static double Crowding(CoopSimulation house) => house.Reading("occupancy/front");
        foreach (var house in new[] { coop, calm })
            house.After(from.AddMinutes(4) - house.Now);

        var (usual, piled) = (Crowding(calm), Crowding(coop));
        var (still, lively) = (calm.Truth.ActivityPercent, coop.Truth.ActivityPercent);
        var flock = coop.Truth.Flock!;
        coop.After(TimeSpan.FromMinutes(60));
        Coop.Measured($"a pile of 900 of 12,000 hens after 4 min: floor covered at the front {usual:0} → {piled:0} %, activity {still:0.0} → {lively:0.0} %; 24 min after it {Crowding(coop):0} %");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(flock.Deaths[DeathCause.Smothered], Is.Zero);
            Assert.That(flock.ShareHuddling, Is.EqualTo(900 / 12_000.0).Within(15).Percent);
            Assert.That(piled, Is.GreaterThan(1.3 * usual));
            Assert.That(lively, Is.GreaterThan(1.2 * still));
            Assert.That(Crowding(coop), Is.EqualTo(usual).Within(15).Percent, "and it is over when the pile is");
        }
    }

    [Test]
    public void The_dead_lie_until_somebody_picks_them_up_in_the_morning_whatever_the_day()
    {
        var setup = Coop.Steady(1, outsideCelsius: -5);
        var coop = Coop.Of(setup, new HeaterFailure(Coop.Start(setup).AddHours(18), Coop.Start(setup).AddHours(23))).After(TimeSpan.FromHours(23.9));
        var evening = coop.Truth.Flock!.DeadLying;
        var night = coop.After(TimeSpan.FromHours(1)).Truth.Flock!;
        var noon = coop.After(TimeSpan.FromHours(10)).Truth.Flock!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.DeadLying, Is.GreaterThanOrEqualTo(evening).And.GreaterThan(night.DeathsToday));
            Assert.That(noon.DeadLying, Is.LessThan(evening).And.LessThan(noon.DeathsToday));
        }
    }

    [Test]
    public void A_predator_at_night_frightens_the_whole_house()
    {
        var setup = Coop.Steady(30, 10, 70);
        var from = Coop.Start(setup).AddHours(2);
        var (calm, wild) = (Coop.Of(setup), Coop.Of(setup, new Panic(from, from.AddMinutes(10), BirdsTaken: 12)));
        var (usual, activity) = (calm.After(TimeSpan.FromMinutes(125)).Truth.ActivityPercent, wild.After(TimeSpan.FromMinutes(125)).Truth.ActivityPercent);
        wild.After(TimeSpan.FromMinutes(30));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity, Is.GreaterThan(3 * usual));
            Assert.That(wild.Truth.Flock!.Deaths[DeathCause.Predator], Is.InRange(3, 30));
        }
    }

    [Test]
    public void Huddling_birds_move_less()
    {
        var setup = Coop.Steady(10, 10, 70);
        var from = Coop.Start(setup).AddHours(10);
        var coop = Coop.Of(setup, new Huddling(from, from.AddHours(1), 50)).After(TimeSpan.FromHours(10.5));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.Truth.Flock!.ShareHuddling, Is.EqualTo(0.5).Within(0.01));
            Assert.That(coop.Truth.ActivityPercent, Is.LessThan(0.9 * Coop.Of(setup).After(TimeSpan.FromHours(10.5)).Truth.ActivityPercent));
        }
    }

    [Test]
    public void Birds_leave_on_their_day_and_the_house_stands_empty()
    {
        var setup = Coop.Steady(40, 10, 70);
        var coop = Coop.Of(setup with { Flock = setup.Flock with { LeaveOnDay = 42 } }).After(TimeSpan.FromDays(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.Truth.FlockDay, Is.Null);
            Assert.That(coop.Truth.Flock, Is.Null);
            Assert.That(coop.Truth.CarbonDioxidePpm, Is.LessThan(500));
            Assert.That(coop.Books.WaterGap, Is.LessThan(0.001));
        }
    }

    [Test]
    public void An_event_that_the_simulation_does_not_know_changes_nothing()
    {
        var setup = CoopSetup.BroilerHouse(5, Coop.Spring, ageAtStartDays: 20);
        var from = Coop.Start(setup);
        var (plain, other) = (Coop.Of(setup).After(TimeSpan.FromHours(5)), Coop.Of(setup, new NetworkOutage(from, from.AddHours(3))).After(TimeSpan.FromHours(5)));
        Assert.That(other.Sensors.ToArray(), Is.EqualTo(plain.Sensors.ToArray()));
    }

    private sealed record NetworkOutage(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);
}
