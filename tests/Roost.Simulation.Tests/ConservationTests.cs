using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Roost.Simulation.Events;
using Roost.Simulation.Flock;
using Roost.Simulation.Machines;
using Roost.Simulation.Weather;

namespace Roost.Simulation.Tests;

public sealed class ConservationTests
{
    private const int Flocks = 10;

    private static readonly Gen<(double Day, double Hours, int Kind, int Number, double Size)> Happenings =
        Gen.Select(Gen.Double[0, 41], Gen.Double[0.2, 60], Gen.Int[0, 27], Gen.Int[1, 4], Gen.Double[0, 1]);

    private static readonly Gen<WeatherSetup> Weathers = Gen.OneOf(
        Gen.Select(
            Gen.Double[4, 24], Gen.Double[0, 14], Gen.Double[0, 8], Gen.Double[0, 5], Gen.Double[0, 10], Gen.Double[0, 20],
            (mean, season, swing, fronts, dew, sun) => new WeatherSetup
            {
                MeanCelsius = mean,
                SeasonCelsius = season,
                DailySwingCelsius = swing,
                FrontsCelsius = fronts,
                DewPointBelowMeanCelsius = dew,
                SunWattsPerSquareMeter = sun,
            }),
        Gen.Select(Gen.Double[-20, 38], Gen.Double[20, 100]).Array[2, 30].Select(points => new WeatherSetup
        {
            // A series whose points lie two days apart.
            Series = [.. points.Select((point, index) => new WeatherPoint(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(2 * index), point.Item1, point.Item2))],
        }));

    [Test]
    public void Energy_water_and_carbon_dioxide_balance_over_a_flock_whatever_happens_and_nothing_impossible_does()
    {
        var gate = new Lock();
        double energy = 0, water = 0, gas = 0;
        Gen.Select(Gen.ULong, Gen.Int[0, 364], Gen.Int[0, BirdKind.All.Count - 1], Gen.Int[100, 500], Weathers, Happenings.Array[0, 12]).Sample(
            (seed, day, kind, hensAge, weather, happenings) =>
            {
                var setup = Setup(seed, new DateOnly(2026, 1, 1).AddDays(weather.Series is null ? day : 0), BirdKind.All[kind], hensAge) with { Weather = weather };
                var start = Coop.Start(setup);
                var coop = new CoopSimulation(setup, [.. happenings.Select(happening => Event(start, happening))]);
                var possible = true;
                for (var hour = 0; hour < 42 * 24; hour += 7)
                    possible &= IsPossible(coop.After(TimeSpan.FromHours(7)).Truth);

                var books = coop.Books;
                lock (gate)
                    (energy, water, gas) = (Math.Max(energy, books.EnergyGap), Math.Max(water, books.WaterGap), Math.Max(gas, books.CarbonDioxideGap));

                return possible && books.EnergyGap < 0.001 && books.WaterGap < 0.001 && books.CarbonDioxideGap < 0.001
                    && books.HeatProducedJoules > 1e9 && books.WaterBroughtKilograms > 100;
            },
            iter: Flocks,
            threads: 2);
        Coop.Measured($"largest gap of {Flocks} flocks: energy {energy:e1}, water {water:e1}, carbon dioxide {gas:e1} of the turnover");
    }

    [Test]
    public void The_same_setup_gives_the_same_bytes_over_a_flock_and_another_seed_others()
    {
        var (first, second, other) = (Checksum(7), Checksum(7), Checksum(8));
        Coop.Measured($"checksum of 42 days, all sensors and the truth: {first}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
        }
    }

    [Test]
    public void A_step_allocates_nothing()
    {
        var coop = Coop.Of(CoopSetup.BroilerHouse(1, Coop.Spring, ageAtStartDays: 30)).After(TimeSpan.FromDays(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        coop.RunTo(coop.Now.AddHours(20));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(7200), "under a byte a step; the compiler may take some");
    }

    [Test]
    public void A_setup_that_cannot_be_is_refused_with_all_that_is_wrong()
    {
        var setup = Coop.Steady(20) with { House = new() { FloorSquareMeters = -1, WaterLines = 0 } };
        Assert.That(() => Coop.Of(setup), Throws.ArgumentException.With.Message.Contains("floor").And.Message.Contains("drinker lines must be from 1 to 50"));
    }

    /// <summary>A house of any birds, with any fuel, with or without a battery; of some the birds leave before the end.</summary>
    private static CoopSetup Setup(ulong seed, DateOnly from, BirdKind kind, int hensAge)
    {
        var setup = kind.Lays ? CoopSetup.LayerHouse(seed, from.AddDays(-hensAge), kind, hensAge) : CoopSetup.BroilerHouse(seed, from, kind);
        return setup with
        {
            House = setup.House with { Heaters = new(210, (HeaterFuel)(1 + (int)(seed % 3))), SensorsOnBattery = seed % 2 == 0 },
            Flock = setup.Flock with { LeaveOnDay = seed % 7 == 0 ? setup.Flock.AgeAtStartDays + 38 : null },
        };
    }

    /// <summary>Whatever happens, a house in this climate stays within what a house can be.</summary>
    private static bool IsPossible(CoopFigures truth) =>
        truth.FrontTemperatureCelsius is > -45 and < 65
        && truth.RearTemperatureCelsius is > -45 and < 65
        && truth.RelativeHumidityPercent is > 0.5 and <= 100
        && truth.CarbonDioxidePpm is > 410 and < 200_000
        && truth.AmmoniaPpm is >= 0 and < 1000
        && truth.StaticPressurePascals is > -5 and < 100
        && truth.LitterMoisturePercent.All(moisture => moisture is > 0 and < 66)
        && truth.Birds is >= 0 and <= 20_000
        && truth.BirdWeightGrams is >= 0 and < 4000
        && truth.FanSpeedsPercent.All(speed => speed is >= 0 and <= 100)
        && (truth.Flock is null || (truth.Flock.BodyTemperatureCelsius is > 29 and < 51 && truth.Flock.ShareByZone.Sum() is > 0.999 and < 1.001));

    private static string Checksum(ulong seed)
    {
        var setup = CoopSetup.BroilerHouse(seed, new DateOnly(2026, 6, 20));
        var start = Coop.Start(setup);
        CoopEvent[] events =
        [
            new FanFailure(start.AddDays(10), start.AddDays(12), 1),
            new PowerCut(start.AddDays(20), start.AddDays(20).AddHours(1), 120),
            new Coccidiosis(start.AddDays(22), start.AddDays(30)),
            new SensorSpikes(start.AddDays(5), start.AddDays(40), "temperature/front", 5),
        ];
        var coop = new CoopSimulation(setup, events);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var step = 0; step < 42 * 8640; step++)
        {
            coop.Step();
            hash.AppendData(MemoryMarshal.AsBytes(coop.Sensors));
            if (step % 60 == 0)
            {
                var truth = coop.Truth;
                ReadOnlySpan<double> figures =
                [
                    truth.FrontTemperatureCelsius, truth.MiddleTemperatureCelsius, truth.RearTemperatureCelsius, truth.RelativeHumidityPercent,
                    truth.AmmoniaPpm, truth.CarbonDioxidePpm, truth.BirdWeightGrams, truth.Birds, truth.WaterLiters, truth.FeedKilograms,
                    truth.Flock?.BodyTemperatureCelsius ?? 0, truth.VentilationCubicMetersPerHour, .. truth.LitterMoisturePercent,
                ];
                hash.AppendData(MemoryMarshal.AsBytes(figures));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static CoopEvent Event(DateTimeOffset start, (double Day, double Hours, int Kind, int Number, double Size) drawn)
    {
        var (from, until) = (start.AddDays(drawn.Day), start.AddDays(drawn.Day).AddHours(drawn.Hours));
        var (number, size) = (drawn.Number, drawn.Size);
        var zone = Math.Min(number, 3);
        return drawn.Kind switch
        {
            0 => new FanFailure(from, until, number * 3),
            1 => new AllFansFailure(from, from.AddMinutes(60 * size + 1)),
            2 => new BeltSlip(from, until, number, 25, 1),
            3 => new HeaterFailure(from, until, zone),
            4 => new HeaterStuckOn(from, until, zone),
            5 => new PowerCut(from, from.AddMinutes(240 * size + 1), size < 0.5 ? 60 * size : null),
            6 => new InletStuck(from, until, 100 * size),
            7 => new PadDry(from, until),
            8 => new WaterLeak(from, until, 400 * size, number, zone),
            9 => new WaterBlockage(from, until, size < 0.5 ? null : number),
            10 => new FeedAugerFailure(from, until),
            11 => new FeedBinEmpty(from, until),
            12 => new LightsFailure(from, until),
            13 => new LitterWetting(from, until, 600 * size, zone),
            14 => new WeatherOffset(from, until, (30 * size) - 15),
            15 => new SensorStuck(from, until, "temperature/middle"),
            16 => new SensorDead(from, until, "temperature/front"),
            17 => new AvianInfluenza(from, DateTimeOffset.MaxValue, 5),
            18 => new Coccidiosis(from, until),
            19 => new Smothering(from, from.AddMinutes(30)),
            20 => new RespiratoryDisease(from, until),
            21 => new Panic(from, from.AddMinutes(60 * size + 1), number * 20),
            22 => new SensorsSwapped(from, until, "temperature/front", "temperature/outside"),
            23 => new SensorSaturated(from, until, number < 3 ? "relative-humidity/middle" : "temperature/rear"),
            24 => new SensorDrifting(from, until, number < 3 ? "temperature/rear" : "static-pressure/house", (10 * size) - 5),
            25 => new SensorSpikes(from, until, "temperature/middle", 40 * size, 30 + (300 * size)),
            26 => new HeaterStuckOn(from, until),
            _ => new Huddling(from, until),
        };
    }
}
