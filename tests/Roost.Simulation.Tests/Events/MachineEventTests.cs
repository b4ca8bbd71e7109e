using Roost.Simulation.Controller;
using Roost.Simulation.Events;
using Roost.Simulation.Weather;

namespace Roost.Simulation.Tests.Events;

public sealed class MachineEventTests
{
    [Test]
    public void A_failed_tunnel_fan_lowers_the_pressure_and_the_air_it_moves()
    {
        var setup = Coop.Steady(35, 30, 55);
        var from = Coop.Start(setup).AddHours(14);
        var (whole, broken) = (Coop.Of(setup), Coop.Of(setup, new FanFailure(from, from.AddHours(4), 5), new FanFailure(from, from.AddHours(4), 6)));
        whole.After(from.AddMinutes(2) - whole.Now);
        broken.After(from.AddMinutes(2) - broken.Now);
        Coop.Measured($"two of ten tunnel fans fail: {whole.Truth.StaticPressurePascals:0.0} → {broken.Truth.StaticPressurePascals:0.0} Pa, {whole.Truth.VentilationCubicMetersPerHour:0} → {broken.Truth.VentilationCubicMetersPerHour:0} m³/h");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken.Truth.FanSpeedsPercent[4], Is.Zero);
            Assert.That(broken.Truth.ElectricWatts, Is.LessThan(0.9 * whole.Truth.ElectricWatts));
            Assert.That(broken.Truth.StaticPressurePascals, Is.LessThan(whole.Truth.StaticPressurePascals - 3));
            Assert.That(broken.Truth.VentilationCubicMetersPerHour, Is.LessThan(0.92 * whole.Truth.VentilationCubicMetersPerHour));
        }
    }

    [Test]
    public void A_slipping_belt_takes_its_share_of_speed_over_days()
    {
        var setup = Coop.Steady(30, 32, 55);
        var from = Coop.Start(setup);
        var coop = Coop.Of(setup, new BeltSlip(from, from.AddDays(10), 5, LossPercent: 20, OverDays: 4));
        var speeds = new double[6];
        for (var day = 0; day < speeds.Length; day++)
            speeds[day] = coop.After(TimeSpan.FromDays(1)).Truth.FanSpeedsPercent[4];
        Assert.That(speeds, Is.EqualTo(new double[] { 95, 90, 85, 80, 80, 80 }).Within(0.1));
    }

    [Test]
    public void After_a_power_cut_the_generator_brings_fans_and_light_back_when_it_starts()
    {
        var setup = Coop.Steady(33, 28, 60);
        var from = Coop.Start(setup).AddHours(12);
        var coop = Coop.Of(setup, new PowerCut(from, from.AddHours(1), GeneratorAfterSeconds: 120));
        coop.After(from.AddSeconds(60) - coop.Now);
        var dark = coop.Truth;
        coop.After(from.AddSeconds(200) - coop.Now);
        var generator = coop.Truth;
        coop.After(from.AddMinutes(70) - coop.Now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((dark.FanSpeedPercent, dark.IlluminanceLux, dark.MainsPower, dark.Powered), Is.EqualTo((0.0, 0.0, false, false)));
            Assert.That(generator.FanSpeedPercent, Is.GreaterThan(50));
            Assert.That((generator.MainsPower, generator.Powered), Is.EqualTo((false, true)));
            Assert.That(generator.Controller!.Alarms & ControllerAlarms.NoMains, Is.Not.Zero);
            Assert.That(coop.Truth.MainsPower);
            Assert.That(coop.Truth.Flock!.DeathsToday, Is.LessThan(20), "two minutes harm nobody");
        }
    }

    [Test]
    public void A_heater_that_sticks_overheats_its_part_of_the_house()
    {
        var setup = Coop.Steady(20, 12, 70);
        var from = Coop.Start(setup).AddHours(10);
        var coop = Coop.Of(setup, new HeaterStuckOn(from, from.AddHours(6), 1));
        coop.After(from.AddHours(1) - coop.Now);
        var truth = coop.Truth;
        Coop.Measured($"heater 1 stuck on for 1 h: {truth.FrontTemperatureCelsius:0.0} {truth.MiddleTemperatureCelsius:0.0} {truth.RearTemperatureCelsius:0.0} °C");
        Assert.That(truth.FrontTemperatureCelsius, Is.GreaterThan(truth.RearTemperatureCelsius + 1));
    }

    [Test]
    public void Inlets_stuck_shut_raise_the_pressure_and_stuck_open_ones_lose_it()
    {
        var setup = Coop.Steady(33, 12, 70);
        var from = Coop.Start(setup).AddHours(10);
        double Pascals(double? open)
        {
            var coop = open is null ? Coop.Of(setup) : Coop.Of(setup, new InletStuck(from, from.AddHours(2), open));
            coop.After(from.AddMinutes(10) - coop.Now);
            return coop.Every(TimeSpan.FromMinutes(30), 70).Average(figures => figures.StaticPressurePascals);
        }

        var (shut, usual, open) = (Pascals(0), Pascals(null), Pascals(100));
        Coop.Measured($"inlets shut {shut:0} Pa, usual {usual:0} Pa, wide open {open:0} Pa");
        Assert.That(new[] { open, usual, shut }, Is.Ordered.And.All.InRange(0, 90));
        Assert.That(shut, Is.GreaterThan(usual + 15));
    }

    [Test]
    public void Pads_cool_the_air_that_comes_in_and_dry_ones_do_not()
    {
        // Efficiency 0.75 of the way from 36 °C to its wet bulb at 35 %, 23.9 °C, would be 9 K.
        var setup = Coop.Steady(35, 36, 35);
        var from = Coop.Start(setup);
        var (wet, dry) = (Coop.Of(setup).After(TimeSpan.FromHours(14)), Coop.Of(setup, new PadDry(from, from.AddDays(2))).After(TimeSpan.FromHours(14)));
        Coop.Measured($"36 °C, 35 % outside: front {wet.Truth.FrontTemperatureCelsius:0.0} °C and {wet.Truth.FrontRelativeHumidityPercent:0} % with pads, {dry.Truth.FrontTemperatureCelsius:0.0} °C without");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wet.Truth.Controller!.PadsOn);
            Assert.That(dry.Truth.FrontTemperatureCelsius - wet.Truth.FrontTemperatureCelsius, Is.InRange(4, 9));
            Assert.That(dry.Truth.Flock!.SharePanting, Is.GreaterThan(wet.Truth.Flock!.SharePanting));
        }
    }

    [Test]
    public void A_leak_shows_in_the_night_flow_and_days_later_in_litter_and_ammonia()
    {
        var setup = Coop.Steady(24, 6, 75);
        var from = Coop.Start(setup).AddDays(1);
        var (sound, leaking) = (Coop.Of(setup), Coop.Of(setup, new WaterLeak(from, from.AddDays(6), 60, Line: 3, Zone: 2)));
        double Night(CoopSimulation coop)
        {
            coop.After(from.AddHours(25) - coop.Now);
            var before = coop.Truth.WaterLiters;
            return (coop.After(TimeSpan.FromHours(3)).Truth.WaterLiters - before) / 3;
        }

        var (usual, night) = (Night(sound), Night(leaking));
        sound.After(TimeSpan.FromDays(3));
        leaking.After(TimeSpan.FromDays(3));
        Coop.Measured($"night flow {usual:0} → {night:0} L/h; after 4 days litter {leaking.Truth.LitterMoisturePercent[0]:0}/{leaking.Truth.LitterMoisturePercent[1]:0} %, ammonia {sound.Truth.AmmoniaPpm:0.0} → {leaking.Truth.AmmoniaPpm:0.0} ppm");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night - usual, Is.EqualTo(60).Within(2));
            Assert.That(leaking.Truth.LineWaterLiters[2], Is.GreaterThan(leaking.Truth.LineWaterLiters[0] + 200), "60 L/h since midnight");
            Assert.That(leaking.Truth.LitterMoisturePercent[1], Is.GreaterThan(leaking.Truth.LitterMoisturePercent[0] + 4));
            Assert.That(leaking.Truth.AmmoniaPpm, Is.GreaterThan(sound.Truth.AmmoniaPpm + 3), "more than an ammonia sensor's own error");
            Assert.That(leaking.Truth.Controller!.Alarms & ControllerAlarms.WaterLeak, Is.Not.Zero);
        }
    }

    [Test]
    public void Without_water_the_flow_stops_at_once_and_birds_crowd_and_die_only_much_later()
    {
        var setup = Coop.Steady(28, 10, 70);
        var from = Coop.Start(setup).AddHours(9);
        var coop = Coop.Of(setup, new WaterBlockage(from, from.AddDays(3)));
        coop.After(from - coop.Now);
        var liters = coop.Truth.WaterLiters;
        coop.After(TimeSpan.FromHours(8));
        var evening = coop.Truth;
        coop.After(from.AddDays(3) - coop.Now);
        var late = coop.Truth.Flock!.Deaths[Simulation.Flock.DeathCause.Want];
        Coop.Measured($"dead of thirst after 3 days without water: {late}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(evening.WaterLiters, Is.EqualTo(liters));
            Assert.That(evening.Controller!.Alarms & ControllerAlarms.NoWater, Is.Not.Zero);
            Assert.That(evening.Flock!.Deaths[Simulation.Flock.DeathCause.Want], Is.Zero);
            Assert.That(late, Is.GreaterThan(100));
        }
    }

    [Test]
    public void One_blocked_line_leaves_its_birds_to_the_others()
    {
        var setup = Coop.Steady(28, 10, 70);
        var from = Coop.Start(setup);
        var (sound, blocked) = (Coop.Of(setup).After(TimeSpan.FromHours(23)), Coop.Of(setup, new WaterBlockage(from, from.AddDays(3), 2)).After(TimeSpan.FromHours(23)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(blocked.Truth.LineWaterLiters[1], Is.Zero);
            Assert.That(blocked.Truth.WaterLiters, Is.EqualTo(sound.Truth.WaterLiters).Within(2).Percent);
        }
    }

    [Test]
    public void A_jammed_auger_runs_without_end_until_the_pans_are_empty_and_weight_stands_still()
    {
        var setup = Coop.Steady(28, 10, 70);
        var from = Coop.Start(setup).AddHours(6);
        var (sound, jammed) = (Coop.Of(setup), Coop.Of(setup, new FeedAugerFailure(from, from.AddDays(2))));
        sound.After(TimeSpan.FromDays(1.9));
        jammed.After(TimeSpan.FromDays(1.9));
        Coop.Measured($"auger jammed for 40 h: {jammed.Truth.BirdWeightGrams:0} g instead of {sound.Truth.BirdWeightGrams:0}, water {jammed.Truth.WaterLiters / sound.Truth.WaterLiters:P0}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(jammed.Truth.FeedKilograms, Is.LessThan(0.05 * sound.Truth.FeedKilograms));
            Assert.That(jammed.Truth.BirdWeightGrams, Is.LessThan(sound.Truth.BirdWeightGrams - 100));
            Assert.That(jammed.Truth.WaterLiters / sound.Truth.WaterLiters, Is.InRange(0.6, 0.9), "birds that don't eat drink 10 to 30 % less, and these are lighter by now");
            Assert.That(jammed.Truth.Controller!.Alarms & ControllerAlarms.Feed, Is.Not.Zero);
        }
    }

    [Test]
    public void An_empty_bin_stays_empty_until_it_is_filled()
    {
        var setup = Coop.Steady(28, 10, 70);
        var from = Coop.Start(setup).AddHours(6);
        var coop = Coop.Of(setup, new FeedBinEmpty(from, from.AddDays(1)));
        coop.After(TimeSpan.FromHours(20));
        var empty = coop.Truth.BinKilograms;
        coop.After(TimeSpan.FromHours(40));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty, Is.Zero);
            Assert.That(coop.Truth.BinKilograms, Is.GreaterThan(10_000));
        }
    }

    [Test]
    public void Without_light_birds_hardly_eat_and_catch_up_later()
    {
        var setup = Coop.Steady(28, 10, 70);
        var from = Coop.Start(setup).AddHours(9);
        var (sound, dark) = (Coop.Of(setup), Coop.Of(setup, new LightsFailure(from, from.AddHours(4))));
        sound.After(TimeSpan.FromHours(12.9));
        dark.After(TimeSpan.FromHours(12.9));
        var (usual, atNoon) = (sound.Truth, dark.Truth);
        sound.After(TimeSpan.FromHours(11));
        dark.After(TimeSpan.FromHours(11));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(atNoon.IlluminanceLux, Is.Zero);
            Assert.That(atNoon.FeedKilograms, Is.LessThan(0.75 * usual.FeedKilograms));
            Assert.That(dark.Truth.FeedKilograms, Is.GreaterThan(0.88 * sound.Truth.FeedKilograms));
        }
    }

    [Test]
    public void A_heat_wave_makes_birds_pant_drink_and_eat_less()
    {
        var setup = CoopSetup.BroilerHouse(2, new DateOnly(2026, 6, 20), ageAtStartDays: 33);
        var from = Coop.Start(setup);
        var (usual, wave) = (Coop.Of(setup), Coop.Of(setup, new WeatherOffset(from, from.AddDays(5), 10)));
        var (cool, hot) = (usual.After(TimeSpan.FromHours(63)).Truth, wave.After(TimeSpan.FromHours(63)).Truth);
        Coop.Measured($"heat wave: outside {hot.OutsideTemperatureCelsius:0.0} °C, inside {cool.RearTemperatureCelsius:0.0} → {hot.RearTemperatureCelsius:0.0} °C, panting {hot.Flock!.SharePanting:P0}, dead of heat {hot.Flock.Deaths[Simulation.Flock.DeathCause.Heat]}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.OutsideTemperatureCelsius - cool.OutsideTemperatureCelsius, Is.EqualTo(10).Within(0.01));
            Assert.That(hot.Flock.SharePanting, Is.GreaterThan(cool.Flock!.SharePanting));
            Assert.That(hot.WaterLiters / hot.FeedKilograms, Is.GreaterThan(1.2 * cool.WaterLiters / cool.FeedKilograms));
        }
    }

    [Test]
    public void Given_weather_is_followed_on_straight_lines()
    {
        var start = Coop.Start(Coop.Steady(20));
        WeatherPoint[] series = [new(start, 10, 80), new(start.AddHours(10), 20, 50), new(start.AddHours(20), 20, 50)];
        var coop = Coop.Of(Coop.Steady(20) with { Weather = new() { Series = series } });
        var (five, fifteen) = (coop.After(TimeSpan.FromHours(5)).Truth, coop.After(TimeSpan.FromHours(10)).Truth);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(five.OutsideTemperatureCelsius, Is.EqualTo(15).Within(0.02));
            Assert.That(five.OutsideRelativeHumidityPercent, Is.EqualTo(65).Within(0.1));
            Assert.That(fifteen.OutsideTemperatureCelsius, Is.EqualTo(20).Within(0.02));
        }
    }

    [Test]
    public void An_event_for_something_the_house_has_not_is_refused_with_what_it_has()
    {
        var setup = Coop.Steady(20);
        var from = Coop.Start(setup);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Coop.Of(setup, new FanFailure(from, from.AddHours(1), 15)), Throws.ArgumentException.With.Message.Contains("1 to 14"));
            Assert.That(() => Coop.Of(setup, new WaterLeak(from, from.AddHours(1), 10, Line: 9)), Throws.ArgumentException.With.Message.Contains("drinker line 9"));
            Assert.That(() => Coop.Of(setup, new PadDry(from, from)), Throws.ArgumentException.With.Message.Contains("before it begins"));
            Assert.That(() => Coop.Of(setup, new SensorStuck(from, from.AddHours(1), "temperature/attic")), Throws.ArgumentException.With.Message.Contains("temperature/front"));
        }
    }
}
