using Roost.Simulation.Events;
using Roost.Simulation.House;
using Roost.Simulation.Machines;
using Roost.Simulation.Weather;

namespace Roost.Simulation.Tests.House;

public sealed class HouseBalanceTests
{
    [Test]
    public void Ventilation_in_steady_weather_is_what_a_heat_balance_by_hand_asks_for()
    {
        // CIGR 2002, by hand: N·10.62·m^0.75·(0.61·(1 + 0.02·(20 − T)) − 0.000228·T²)·1.10 in the light + lamps and heaters
        //   = (UA + 0.335·V)·(T − To), with UA 1000 W/K and 0.335 Wh/(m³·K) = 1.2 kg/m³ · 1006 J/(kg·K) / 3600.
        var coop = Coop.Of(Coop.Steady(28, outsideCelsius: 5)).After(TimeSpan.FromHours(10));
        var hours = coop.Every(TimeSpan.FromHours(5), 70);
        var (inside, grams, birds) = (hours.Average(Mean), hours.Average(figures => figures.BirdWeightGrams), hours[0].Birds);
        var sensible = birds * 10.62 * Math.Pow(grams / 1000, 0.75)
            * ((0.61 * (1 + (0.02 * (20 - inside)))) - (0.000228 * inside * inside)) * 1.10;
        var heaters = 210_000 * hours.Average(figures => figures.HeaterPercent) / 100;
        var byHand = ((sensible + heaters + 3000) / (inside - 5) - 1000) / 0.335;
        var simulated = hours.Average(figures => figures.VentilationCubicMetersPerHour);
        Coop.Measured($"day 28 at 5 °C outside: {inside:0.0} °C inside, {simulated:0} m³/h, by hand {byHand:0} m³/h ({100 * (simulated / byHand - 1):+0.0;-0.0} %)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inside, Is.EqualTo(hours[0].TemperatureSetPointCelsius).Within(1.2));
            Assert.That(simulated, Is.EqualTo(byHand).Within(8).Percent);
        }
    }

    [Test]
    public void Ventilation_of_a_house_of_hens_is_what_a_heat_balance_by_hand_asks_for()
    {
        // CIGR 2002 for hens on the floor, by hand, at 10 °C outside:
        //   total heat at 20 °C  6.8·m^0.75 + 25·Y W, m in kg and Y in kg of egg a day; × 1.10 in the light
        //   sensible share       0.67·(1 + 0.02·(20 − T)) − 9.8·10^−11·T⁶
        //   on litter, which dries at the air's cost, 17 % of the sensible heat becomes latent (Pedersen and Thomsen 2000)
        // Hens of 1.97 kg that lay 0.058 kg a day, at T = 20 °C: 6.8·1.663 + 25·0.058 = 11.31 + 1.45 = 12.76 W; share 0.67 − 0.0063 = 0.664;
        // 11,680 hens in the light: 11,680·12.76·1.10·0.664·0.83 = 90.4 kW. With lamps of 3 kW
        //   (90,400 + 3,000) W / 10 K = 9,340 W/K = UA + 0.335·V, UA = 1,000 W/K: V = 24,900 m³/h; 0.335 Wh/(m³·K) = 1.2·1006/3600.
        var setup = CoopSetup.LayerHouse(1, new DateOnly(2025, 8, 20)) with { Weather = WeatherSetup.Steady(10, 75) };
        var coop = Coop.Of(setup).After(TimeSpan.FromHours(34));
        var hours = coop.Every(TimeSpan.FromHours(5), 70);
        var (inside, grams, birds) = (hours.Average(Mean), hours.Average(figures => figures.BirdWeightGrams), hours[0].Birds);
        var standard = setup.Flock.Kind.Standard;
        var eggKilograms = standard.HenDayPercentOn(211) / 100 * standard.EggGramsOn(211) / 1000;
        var total = ((6.8 * Math.Pow(grams / 1000, 0.75)) + (25 * eggKilograms)) * 1.10;
        var share = (0.67 * (1 + (0.02 * (20 - inside)))) - (9.8e-11 * Math.Pow(inside, 6));
        var sensible = birds * total * share * 0.83;
        var heaters = 1000 * setup.House.Heaters.Kilowatts * hours.Average(figures => figures.HeaterPercent) / 100;
        var byHand = ((sensible + heaters + 3000) / (inside - 10) - 1000) / 0.335;
        var simulated = hours.Average(figures => figures.VentilationCubicMetersPerHour);
        Coop.Measured($"hens of {grams:0} g at 10 °C outside: {inside:0.0} °C inside, {total / 1.10:0.00} W at 20 °C, {100 * share:0.0} % sensible, heaters {heaters / 1000:0.0} kW, {simulated:0} m³/h, by hand {byHand:0} m³/h ({100 * (simulated / byHand - 1):+0.0;-0.0} %)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(total / 1.10, Is.EqualTo(12.76).Within(1).Percent, "as worked above");
            Assert.That(inside, Is.EqualTo(hours[0].TemperatureSetPointCelsius).Within(1.5));
            Assert.That(simulated, Is.EqualTo(byHand).Within(8).Percent);
        }
    }

    [Test]
    public void Carbon_dioxide_is_0_180_cubic_meters_an_hour_for_each_kilowatt_of_birds()
    {
        // Pedersen et al. 2008: 0.180 m³/h per kW of total heat above 0.5 kg; total heat CIGR 2002. Well mixed: C = 420 + 10^6·G/V.
        var coop = Coop.Of(Coop.Steady(28, outsideCelsius: 5)).After(TimeSpan.FromHours(10));
        var hours = coop.Every(TimeSpan.FromHours(5), 70);
        var (inside, grams) = (hours.Average(Mean), hours.Average(figures => figures.BirdWeightGrams));
        var kilowatts = hours[0].Birds * 10.62 * Math.Pow(grams / 1000, 0.75) * (1 + (0.02 * (20 - inside))) * 1.10 / 1000;
        var fromAir = hours.Average(figures =>
            figures.VentilationCubicMetersPerHour * (figures.FrontCarbonDioxidePpm + figures.CarbonDioxidePpm + figures.RearCarbonDioxidePpm - (3 * 420)) / 3) / 1e6;
        Coop.Measured($"carbon dioxide {fromAir / kilowatts:0.000} m³/h per kW (Pedersen 0.180)");
        Assert.That(fromAir / kilowatts, Is.EqualTo(0.180).Within(5).Percent);
    }

    [Test]
    public void Unflued_heaters_add_their_fumes_and_flued_ones_do_not()
    {
        // Stoichiometry of propane: 0.127 m³ of carbon dioxide and 0.127 kg of water for each kWh of lower heating value.
        var flued = Coop.Steady(1, outsideCelsius: -5);
        var unflued = flued with { House = new HouseSetup { Heaters = new(210, HeaterFuel.UnfluedPropane) } };
        var (without, with) = (Coop.Of(flued).After(TimeSpan.FromHours(6)), Coop.Of(unflued).After(TimeSpan.FromHours(6)));
        var (clean, fumes) = (without.Every(TimeSpan.FromHours(4)).Average(figures => figures.CarbonDioxidePpm), with.Every(TimeSpan.FromHours(4)).Average(figures => figures.CarbonDioxidePpm));
        Coop.Measured($"day-old chicks at −5 °C outside: {clean:0} ppm with flued, {fumes:0} ppm with unflued heaters");
        Assert.That(fumes, Is.GreaterThan(clean + 500));
    }

    // The project's own two-node model of 4,200 m³ and 20,000 birds of 2.3 kg with all fans off; here birds awake, so 10 % more heat.
    [TestCase(30, 1500, new[] { 31.2, 33.3, 33.9, 34.2, 34.4, 34.7, 35.6 }, new[] { 64.0, 69, 81, 93, 100, 100, 100 }, new[] { 1720.0, 2540, 3500, 4430, 5330, 7050, 11_600 }, 1.0)]
    [TestCase(20, 2500, new[] { 21.8, 25.3, 26.4, 26.9, 27.3, 27.9, 29.4 }, null, null, 2.7)]
    public void All_fans_off_heats_and_fouls_a_full_house_within_minutes(
        double celsius, double carbonDioxide, double[] temperatures, double[]? humidities, double[]? gas, double withinKelvin)
    {
        var setup = Coop.Steady(35, celsius, 65) with { Air = new(celsius, 65, carbonDioxide), StartTime = new(12, 0) };
        var from = Coop.Of(setup).Now;
        var coop = Coop.Of(setup, new AllFansFailure(from, from.AddHours(2)), new HeaterFailure(from, from.AddHours(2)));
        int[] minutes = [1, 5, 10, 15, 20, 30, 60];
        using (Assert.EnterMultipleScope())
        {
            for (var row = 0; row < minutes.Length; row++)
            {
                coop.After(from.AddMinutes(minutes[row]) - coop.Now);
                var truth = coop.Truth;
                Coop.Measured($"fans off at {celsius:0} °C, +{minutes[row]} min: {Mean(truth):0.0} °C (table {temperatures[row]}), {truth.RelativeHumidityPercent:0} % ({humidities?[row]}), {truth.CarbonDioxidePpm:0} ppm ({gas?[row]})");
                Assert.That(Mean(truth), Is.EqualTo(temperatures[row]).Within(withinKelvin), $"temperature after {minutes[row]} min");
                if (humidities is not null && gas is not null)
                {
                    Assert.That(truth.RelativeHumidityPercent, Is.EqualTo(humidities[row]).Within(8), $"humidity after {minutes[row]} min");
                    Assert.That(truth.CarbonDioxidePpm, Is.EqualTo(gas[row]).Within(20).Percent, $"carbon dioxide after {minutes[row]} min");
                }
            }
        }
    }

    [Test]
    public void Grown_birds_die_of_heat_within_two_hours_without_fans_in_summer()
    {
        // University of Kentucky poultry manual, ch. 7: in still air above 36 °C deaths begin after 20 to 30 min; core temperature above 46 kills.
        var setup = Coop.Steady(35, 30, 65) with { Air = new(30, 65, 1500), StartTime = new(12, 0) };
        var from = Coop.Of(setup).Now;
        var coop = Coop.Of(setup, new PowerCut(from, from.AddHours(4)));
        var before = coop.Truth.Flock!;
        DateTimeOffset? above36 = null, firstTwenty = null, half = null;
        while (coop.Now < from.AddHours(3))
        {
            coop.After(TimeSpan.FromMinutes(1));
            var truth = coop.Truth;
            above36 ??= Mean(truth) > 36 ? coop.Now : null;
            firstTwenty ??= before.BirdsAlive - (truth.Flock?.BirdsAlive ?? 0) >= 20 ? coop.Now : null;
            half ??= (truth.Flock?.BirdsAlive ?? 0) < before.BirdsAlive / 2 ? coop.Now : null;
        }

        Coop.Measured($"36 °C after {(above36 - from)?.TotalMinutes} min, 20 dead after {(firstTwenty - from)?.TotalMinutes} min, half dead after {(half - from)?.TotalMinutes} min");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((firstTwenty - from)?.TotalMinutes, Is.InRange(25, 90));
            Assert.That((half - from)?.TotalMinutes, Is.InRange(60, 150));
        }
    }

    [Test]
    public void A_brooding_house_without_heaters_cools_by_five_kelvin_in_half_an_hour()
    {
        // The project's own figures for chicks of 0.1 kg at −5 °C outside: 30 → 24.9 °C in 30 min, 24.4 in 1 h, 20 in 6 h; heat need 73 kW.
        var setup = Coop.Steady(2, outsideCelsius: -5, outsidePercent: 80);
        var from = Coop.Start(setup).AddHours(14);
        var coop = Coop.Of(setup, new HeaterFailure(from, from.AddHours(12))).After(TimeSpan.FromHours(6));
        var kilowatts = 2.1 * coop.Every(from - coop.Now).Average(figures => figures.HeaterPercent);
        coop.After(from - coop.Now);
        var start = Mean(coop.Truth);
        double Drop(double minutes) => start - Mean(coop.After(from.AddMinutes(minutes) - coop.Now).Truth);
        var (half, one, six) = (Drop(30), Drop(60), Drop(360));
        Coop.Measured($"heaters {kilowatts:0} kW before; without them −{half:0.0} K in 30 min (5.1), −{one:0.0} K in 1 h (5.6), −{six:0.0} K in 6 h (10)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kilowatts, Is.EqualTo(73).Within(15).Percent);
            Assert.That(half, Is.EqualTo(5.1).Within(1));
            Assert.That(one, Is.EqualTo(5.6).Within(1));
            Assert.That(six, Is.EqualTo(10).Within(3));
        }
    }

    [Test]
    public void The_rear_is_warmer_and_fouler_than_the_front_in_tunnel_ventilation()
    {
        var coop = Coop.Of(Coop.Steady(35, outsideCelsius: 24, outsidePercent: 60)).After(TimeSpan.FromHours(12));
        var truth = coop.Truth;
        Coop.Measured($"tunnel at {truth.VentilationCubicMetersPerHour:0} m³/h: {truth.FrontTemperatureCelsius:0.0} {truth.MiddleTemperatureCelsius:0.0} {truth.RearTemperatureCelsius:0.0} °C, {truth.AirSpeedMetersPerSecond:0.0} m/s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(truth.Controller!.Tunnel);
            Assert.That(truth.RearTemperatureCelsius - truth.FrontTemperatureCelsius, Is.InRange(0.4, 2.8), "inlet to fan at most 2.8 K: Ross and Cobb guides");
            Assert.That(truth.RearCarbonDioxidePpm, Is.GreaterThan(truth.FrontCarbonDioxidePpm));
            Assert.That(truth.AirSpeedMetersPerSecond, Is.InRange(1.5, 3));
        }
    }

    private static double Mean(CoopFigures figures) =>
        (figures.FrontTemperatureCelsius + figures.MiddleTemperatureCelsius + figures.RearTemperatureCelsius) / 3;
}
