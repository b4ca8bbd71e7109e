using Roost.Domain.Breeds;
using Roost.Domain.Climate;

namespace Roost.Simulation;

/// <summary>
/// A Ross 308 house in closed form: the figures of any moment come from that moment alone, so history and live are one function and
/// nothing has to be stepped. The air is taken to be in balance with the birds, the ventilation and the weather at every moment;
/// what takes minutes in a real house is smoothed into the inputs. Pure and thread-safe.
/// </summary>
public sealed class CoopClimate
{
    // A usual house of 1,500 m² (the project's own figures): walls and roof, leaks, fans, heaters, and the cross-section of the air.
    private const double WallsWattsPerKelvin = 1000;
    private const double LeakCubicMetersPerHour = 1300;
    private const double FanCubicMetersPerHour = 160_000;
    private const double HeaterWatts = 150_000;
    private const double CrossSectionSquareMeters = 36;

    /// <summary>Heat that a cubic metre of air takes up for each kelvin: 1.2 kg/m³ × 1006 J/(kg·K).</summary>
    private const double AirWattHoursPerCubicMeterKelvin = 0.335;

    private const double AirKilogramsPerCubicMeter = 1.2;
    private const double OutsideCarbonDioxidePpm = 420;

    /// <summary>A ppm of ammonia at 25 °C.</summary>
    private const double AmmoniaMilligramsPerCubicMeterPpm = 0.696;

    /// <summary>Acid on the litter holds back more than half of the ammonia (the project's own figure).</summary>
    private const double LitterTreatmentShare = 0.42;

    private readonly CoopPlan plan;
    private readonly ulong seed;
    private readonly BreedStandard breed = BreedStandard.Ross308;
    private readonly double birdsPlaced;
    private readonly double growth;
    private readonly double litter;

    /// <summary>Creates the house of a plan.</summary>
    public CoopClimate(CoopPlan plan)
    {
        this.plan = plan;
        seed = plan.Seed;
        birdsPlaced = Math.Round(20_000 * (1 + (0.03 * SmoothNoise.Fixed(seed, 90))));
        growth = 1 + (0.03 * SmoothNoise.Fixed(seed, 91));
        litter = LitterTreatmentShare * (1 + (0.2 * SmoothNoise.Fixed(seed, 92)));
    }

    /// <summary>The figures of a moment, before the first placement and after any number of flocks too.</summary>
    public CoopFigures At(DateTimeOffset when)
    {
        var day = plan.DayAt(when);
        var light = LightProgramme.Of(day.FlockDay);
        var ageDays = (day.FlockDay ?? 0) + (day.Hour / 24);
        var birds = day.FlockDay is null ? 0 : birdsPlaced * (1 - FlockLosses.ShareBy(ageDays));
        var grams = day.FlockDay is null ? 0 : breed.WeightGrams(ageDays) * growth;
        var setPoint = day.FlockDay is null ? 18 : BroilerSetPoint.TemperatureCelsius(grams);
        var outside = OutsideWeather.TemperatureCelsius(plan.FarmSeed, when, day.Hour);
        var air = Balance(when, day, birds, grams / 1000, setPoint, outside, light.Level(day.Hour, rampHours: 0.75));

        return new CoopFigures
        {
            FlockDay = day.FlockDay,
            Birds = birds,
            BirdWeightGrams = grams * (1 + (0.008 * Noise(20, when, TimeSpan.FromMinutes(40)))),
            TemperatureSetPointCelsius = setPoint,
            FrontTemperatureCelsius = air.Celsius - 0.3 - (1.2 * air.FanShare) + Flutter(30, when),
            MiddleTemperatureCelsius = air.Celsius + Flutter(31, when),
            RearTemperatureCelsius = air.Celsius + 0.3 + (1.5 * air.FanShare) + Flutter(32, when),
            OutsideTemperatureCelsius = outside,
            RelativeHumidityPercent = Math.Clamp(air.HumidityPercent + (0.8 * Noise(21, when, TimeSpan.FromMinutes(4))), 15, 98),
            AmmoniaPpm = Math.Max(0, air.AmmoniaPpm * (1 + (0.05 * Noise(22, when, TimeSpan.FromMinutes(6))))),
            CarbonDioxidePpm = air.CarbonDioxidePpm * (1 + (0.02 * Noise(23, when, TimeSpan.FromMinutes(3)))),
            StaticPressurePascals = 18 + (14 * air.FanShare) + (1.5 * Noise(24, when, TimeSpan.FromSeconds(20))),
            AirSpeedMetersPerSecond = (air.FanShare * FanCubicMetersPerHour / CrossSectionSquareMeters / 3600)
                + (0.02 * (1 + Noise(25, when, TimeSpan.FromSeconds(15)))),
            IlluminanceLux = light.Lux * light.Level(day.Hour, rampHours: 0.25) * (1 + (0.03 * Noise(26, when, TimeSpan.FromMinutes(2)))),
            FanSpeedPercent = 100 * air.FanShare,
            HeaterPercent = 100 * air.HeaterShare,
            WaterLiters = birds > 0 ? WaterBy(when, day, light) : 0,
            FeedKilograms = birds > 0 ? FeedBy(when, day, light) : 0,
            MainsPower = true,
            ActivityPercent = birds > 0 ? Activity(when, day, light) : 0,
        };
    }

    private Air Balance(DateTimeOffset when, FarmDay day, double birds, double kilograms, double setPoint, double outside, double lightLevel)
    {
        // Broilers give a quarter less heat in the dark (the project's own figure, from measurements of hens).
        var awake = 0.78 + (0.32 * lightLevel);
        var heat = birds > 0 ? birds * awake * BroilerNeeds.SensibleHeatWatts(kilograms, setPoint) : 0;
        var difference = Math.Max(0.5, setPoint - outside);
        var least = LeakCubicMetersPerHour + (birds * BroilerNeeds.MinimumVentilationCubicMetersPerHour(kilograms));
        var wanted = (heat - (WallsWattsPerKelvin * difference)) / (AirWattHoursPerCubicMeterKelvin * difference);
        var ventilation = Math.Clamp(wanted, least, FanCubicMetersPerHour);
        var loss = ((AirWattHoursPerCubicMeterKelvin * ventilation) + WallsWattsPerKelvin) * difference;
        var heater = Math.Clamp((loss - heat) / HeaterWatts, 0, 1);
        var fan = (ventilation - LeakCubicMetersPerHour) / FanCubicMetersPerHour;

        // A proportional controller stands above its set-point while it ventilates and below it while it heats, and its cycle shows.
        var controlled = setPoint + 0.2 + (2 * fan) - (0.5 * Math.Min(1, 4 * heater))
            + (0.2 * Math.Sin(2 * Math.PI * (day.Hour * 60 / 7))) + (0.35 * Noise(10, when, TimeSpan.FromMinutes(50)));
        var hottest = outside + (heat / ((AirWattHoursPerCubicMeterKelvin * ventilation) + WallsWattsPerKelvin));
        var celsius = wanted > FanCubicMetersPerHour ? Math.Max(controlled, hottest) : controlled;

        var dewPoint = Math.Min(outside - 0.5, OutsideWeather.DewPointCelsius(plan.FarmSeed, when));
        var vapour = birds * awake * BroilerNeeds.VapourGramsPerHour(Math.Max(kilograms, 0.04), celsius);
        var moisture = HumidAir.MoistureGramsPerKilogram(dewPoint, 100) + (vapour / (ventilation * AirKilogramsPerCubicMeter));
        var carbonDioxide = birds * awake * BroilerNeeds.CarbonDioxideLitersPerHour(Math.Max(kilograms, 0.04), celsius);
        return new(
            celsius,
            HumidAir.RelativeHumidityPercent(celsius, moisture),
            AmmoniaMilligramsPerHour(day, birds) / ventilation / AmmoniaMilligramsPerCubicMeterPpm,
            OutsideCarbonDioxidePpm + (1000 * carbonDioxide / ventilation),
            fan,
            heater);
    }

    /// <summary>Fresh litter starts after six days. Source: Wheeler et al. 2006, 0.024 to 0.031 g a bird and day for each day of age.</summary>
    private double AmmoniaMilligramsPerHour(FarmDay day, double birds) =>
        birds * litter * 0.026 * Math.Max(0.3, (day.FlockDay ?? 0) + (day.Hour / 24) - 6) * 1000 / 24;

    private double FeedBy(DateTimeOffset when, FarmDay day, LightProgramme light) =>
        BirdsOn(day) * FeedGramsOn(day) / 1000 * DailyIntake.ShareBy(Wobble(when, day.Hour, 40), light);

    /// <summary>Birds drink half an hour after they eat.</summary>
    private double WaterBy(DateTimeOffset when, FarmDay day, LightProgramme light)
    {
        const double DelayHours = 0.5;
        var share = DailyIntake.ShareBy(Wobble(when, day.Hour, 41) - DelayHours, light) - DailyIntake.ShareBy(-DelayHours, light);
        var flockDay = day.FlockDay ?? 0;
        return BirdsOn(day) * FeedGramsOn(day) * BreedStandard.WaterMillilitersPerFeedGram(flockDay) / 1000 * share;
    }

    /// <summary>Birds at the start of the day, so that what a day adds up to does not shrink with its losses.</summary>
    private double BirdsOn(FarmDay day) => birdsPlaced * (1 - FlockLosses.ShareBy(day.FlockDay ?? 0));

    private double FeedGramsOn(FarmDay day) =>
        breed.FeedGramsOn(day.FlockDay ?? 0) * growth * (1 + (0.02 * SmoothNoise.Fixed(seed, 1_000_000 + day.Date.DayNumber)));

    /// <summary>Brings the hour forward and back by minutes, so slowly that it never runs backwards; not at all at midnight.</summary>
    private double Wobble(DateTimeOffset when, double hour, int channel) =>
        Math.Clamp(hour + (0.1 * Noise(channel, when, TimeSpan.FromMinutes(90)) * Math.Sin(Math.PI * hour / 24)), 0, 24);

    private double Activity(DateTimeOffset when, FarmDay day, LightProgramme light)
    {
        var meal = DailyIntake.ShareBy(day.Hour + 0.25, light) - DailyIntake.ShareBy(day.Hour - 0.25, light);
        var awake = (2.2 * light.Level(day.Hour, rampHours: 0.25)) + (70 * meal);
        return Math.Max(0.1, awake * (1 + (0.35 * Noise(50, when, TimeSpan.FromSeconds(25))) + (0.25 * Noise(51, when, TimeSpan.FromMinutes(9)))));
    }

    private double Flutter(int channel, DateTimeOffset when) =>
        (0.12 * Noise(channel, when, TimeSpan.FromSeconds(45))) + (0.2 * Noise(channel + 100, when, TimeSpan.FromMinutes(25)));

    private double Noise(int channel, DateTimeOffset when, TimeSpan period) => SmoothNoise.At(seed, channel, when, period);

    private readonly record struct Air(
        double Celsius, double HumidityPercent, double AmmoniaPpm, double CarbonDioxidePpm, double FanShare, double HeaterShare);
}
