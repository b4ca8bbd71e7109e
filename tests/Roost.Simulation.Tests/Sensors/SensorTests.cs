using Roost.Domain.Readings;
using Roost.Simulation.Events;
using Roost.Simulation.Sensors;

namespace Roost.Simulation.Tests.Sensors;

public sealed class SensorTests
{
    [Test]
    public void The_usual_house_has_38_sensors_that_all_show_plausible_values()
    {
        var coop = Coop.Of(CoopSetup.BroilerHouse(1, Coop.Spring)).After(TimeSpan.FromDays(2));
        Assert.That(coop.SensorPlans, Has.Count.EqualTo(38));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (index, plan) in coop.SensorPlans.Index())
            {
                Assert.That(QuantityFacts.Of(plan.Quantity).IsPlausible(coop.Sensors[index]), $"{plan.Name} shows {coop.Sensors[index]}");
                Assert.That(coop.Qualities[index], Is.EqualTo(Quality.Good), plan.Name);
            }
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Without_power_only_what_has_a_battery_says_something(bool onBattery)
    {
        var setup = Coop.Steady(30) with { House = new() { SensorsOnBattery = onBattery } };
        var from = Coop.Start(setup).AddHours(12);
        var coop = Coop.Of(setup, new PowerCut(from, from.AddMinutes(10))).After(from.AddMinutes(5) - Coop.Start(setup));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(double.IsNaN(coop.Reading("temperature/front")), Is.EqualTo(!onBattery));
            Assert.That(coop.Qualities[coop.Sensor("temperature/front")], Is.EqualTo(onBattery ? Quality.Good : Quality.Bad));
            Assert.That(coop.Reading("mains-power/house"), Is.Zero);
            Assert.That(coop.After(TimeSpan.FromMinutes(6)).Reading("temperature/front"), Is.Not.NaN);
        }
    }

    [Test]
    public void A_slow_sensor_shows_63_percent_of_a_step_after_its_response_time()
    {
        // A step of the lamps' light, through an instrument of our own with 60 s, without noise or offset.
        var slow = new Instrument("slow", 60, 0, 0.001, 0, 0, 0, 0, 1000);
        var setup = Coop.Steady(20) with { Sensors = [new(Quantity.Illuminance, "house", slow)] };
        var from = Coop.Start(setup).AddHours(12);
        var coop = Coop.Of(setup, new LightsFailure(from, from.AddHours(1)));
        coop.After(from.AddSeconds(-10) - coop.Now);
        var before = coop.Sensors[0];
        coop.After(TimeSpan.FromSeconds(60));
        Assert.That(1 - (coop.Sensors[0] / before), Is.EqualTo(0.632).Within(0.002));
    }

    [Test]
    public void Noise_rounding_and_offset_are_the_instruments()
    {
        var instrument = new Instrument("noisy", 0, 0.5, 0.25, 2, 0, 0, -50, 100);
        var offsets = new List<double>();
        var spreads = new List<double>();
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var setup = Coop.Steady(20, seed: (ulong)seed) with { Sensors = [new(Quantity.Temperature, "outside", instrument)] };
            var coop = Coop.Of(setup);
            var errors = new List<double>();
            for (var step = 0; step < 2000; step++)
            {
                coop.Step();
                Assert.That(coop.Sensors[0] * 4 % 1, Is.Zero, "a multiple of 0.25");
                errors.Add(coop.Sensors[0] - 8);
            }

            var mean = errors.Average();
            offsets.Add(mean);
            spreads.Add(Math.Sqrt(errors.Average(error => (error - mean) * (error - mean))));
        }

        // Rounding to 0.25 adds 0.25/√12 = 0.072 to the noise of 0.5.
        var offset = Math.Sqrt(offsets.Average(mean => mean * mean));
        Coop.Measured($"noise {spreads.Average():0.000} (0.505), offsets {offset:0.00} (2.00) over 40 sensors");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spreads.Average(), Is.EqualTo(0.505).Within(0.01));
            Assert.That(offset, Is.EqualTo(2).Within(0.7));
        }
    }

    [Test]
    public void Humidity_creeps_into_the_ammonia_sensor()
    {
        var plain = new Instrument("plain", 0, 0, 0.001, 0, 0, 0, -10, 100);
        var setup = Coop.Steady(30) with
        {
            Sensors = [new(Quantity.Ammonia, "front", plain), new(Quantity.RelativeHumidity, "front", plain), new(Quantity.Ammonia, "middle", plain with { PerHumidityPercent = 0.1 })],
        };
        var coop = Coop.Of(setup).After(TimeSpan.FromHours(3));
        var truth = coop.Truth;
        Assert.That(coop.Sensors[2] - truth.AmmoniaPpm, Is.EqualTo(0.1 * (truth.RelativeHumidityPercent - 60)).Within(0.01));
    }

    [Test]
    public void Each_fault_looks_like_itself()
    {
        var setup = CoopSetup.BroilerHouse(4, Coop.Spring, ageAtStartDays: 25);
        var from = Coop.Start(setup).AddHours(6);
        var until = from.AddHours(12);
        var coop = Coop.Of(
            setup,
            new SensorStuck(from, until, "relative-humidity/front"),
            new SensorDrifting(from, until, "temperature/outside", 24),
            new SensorDead(from, until, "ammonia/front"),
            new SensorsSwapped(from, until, "temperature/front", "temperature/rear"),
            new SensorSaturated(from, until, "carbon-dioxide/rear"),
            new SensorSpikes(from, until, "ammonia/rear", 40, 120));
        coop.After(from - coop.Now);
        List<double> stuck = [], spiked = [], drift = [], swapped = [];
        while (coop.Now < until.AddSeconds(-10))
        {
            coop.Step();
            var truth = coop.Truth;
            stuck.Add(coop.Reading("relative-humidity/front"));
            spiked.Add(coop.Reading("ammonia/rear") - truth.RearAmmoniaPpm);
            drift.Add(coop.Reading("temperature/outside") - truth.OutsideTemperatureCelsius);
            swapped.Add(coop.Reading("temperature/front") - truth.RearTemperatureCelsius);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stuck.Skip(1).Distinct().Count(), Is.EqualTo(1));
            Assert.That(drift[^1] - drift[0], Is.EqualTo(12).Within(0.5), "24 K a day for 12 h");
            Assert.That(coop.Reading("ammonia/front"), Is.NaN);
            Assert.That(coop.Qualities[coop.Sensor("ammonia/front")], Is.EqualTo(Quality.Bad));
            Assert.That(swapped.Average(), Is.EqualTo(0).Within(0.4));
            Assert.That(coop.Reading("carbon-dioxide/rear"), Is.EqualTo(10_000));
            Assert.That(coop.Qualities[coop.Sensor("carbon-dioxide/rear")], Is.EqualTo(Quality.Uncertain));
            Assert.That(spiked.Count(error => Math.Abs(error) > 20), Is.InRange(220, 500), "one in twelve of 4,319");
        }

        coop.After(TimeSpan.FromMinutes(5));
        Assert.That(coop.Qualities.ToArray(), Is.All.EqualTo(Quality.Good), "all over");
    }

    [Test]
    public void The_controller_believes_a_stuck_sensor_and_the_house_pays_for_it()
    {
        var setup = CoopSetup.BroilerHouse(4, new DateOnly(2026, 5, 20), ageAtStartDays: 30);
        var from = Coop.Start(setup).AddHours(4);
        string[] names = ["temperature/front", "temperature/middle", "temperature/rear"];
        var (sound, fooled) = (Coop.Of(setup), Coop.Of(setup, [.. names.Select(name => new SensorStuck(from, from.AddDays(1), name))]));
        sound.After(from.AddHours(10) - sound.Now);
        fooled.After(from.AddHours(10) - fooled.Now);
        Coop.Measured($"sensors stuck since 04:00, at 14:00: {sound.Truth.MiddleTemperatureCelsius:0.0} → {fooled.Truth.MiddleTemperatureCelsius:0.0} °C");
        Assert.That(fooled.Truth.MiddleTemperatureCelsius, Is.GreaterThan(sound.Truth.MiddleTemperatureCelsius + 1));
    }

    [Test]
    public void A_sensor_with_nothing_to_measure_is_refused()
    {
        var setup = Coop.Steady(20) with { Sensors = [new(Quantity.Temperature, "attic", Instrument.Ds18B20)] };
        Assert.That(() => Coop.Of(setup), Throws.ArgumentException.With.Message.Contains("temperature/attic"));
    }
}
