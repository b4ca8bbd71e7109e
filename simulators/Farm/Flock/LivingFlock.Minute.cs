using Roost.Simulation.Controller;
using Roost.Simulation.Events;
using Roost.Simulation.House;

namespace Roost.Simulation.Flock;

/// <content>What changes slowly: appetite, behaviour, losses, eggs.</content>
internal sealed partial class LivingFlock
{
    /// <summary>For each bird in a pile so many crowd at that end of the house, itself among them (the project's own figure).</summary>
    private const double CrowdOfPile = 2.5;

    /// <summary>How the birds would spread over the house if none piled up.</summary>
    private ByZone spread = ByZone.Of(1.0 / HouseSetup.Zones);

    private double hourShare, drinkShare, feedGrams, drinkPerFeed, appetite = 1, gain = 1, restingWatts;

    /// <summary>What changes slowly, once a minute.</summary>
    public void Renew(
        DateTimeOffset when, FarmCalendar calendar, LightProgramme light, bool lit, HouseAir air, in ByZone windMetersPerSecond,
        Disturbances now, CoopBooks books)
    {
        if (Birds == 0)
            return;

        var kind = setup.Kind;
        var needs = SetPoints.TemperatureCelsius(kind, calendar.AgeDays);
        double effective = 0, ammonia = 0, carbonDioxide = 0;
        ByZone felt = default;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            felt[zone] = BirdHeat.EffectiveCelsius(air.Celsius[zone], air.Ratio[zone], windMetersPerSecond[zone]);
            effective += Share[zone] * felt[zone];
            ammonia += Share[zone] * air.AmmoniaPpm(zone);
            carbonDioxide += Share[zone] * 1e6 * air.CarbonDioxide[zone];
        }

        EffectiveCelsius = effective;
        Intake(when, calendar, light, needs, air.Celsius.Mean, ammonia);
        Behave(calendar.AgeDays, needs, felt, lit, now);
        Lose(when, calendar.AgeDays, needs, ammonia, carbonDioxide, now, books);

        var wellBeing = Math.Min(1, 0.25 + (0.75 * fed)) * (1 - Math.Min(1, 1.5 * health.ShareIll)) * (lit || light.Level(calendar.Hour, 0.01) == 0 ? 1 : 0.75)
            * (1 - (0.02 * Math.Clamp(effective - 28, 0, 10)));
        laying.Renew(Birds, calendar.FlockDay, calendar.Hour, light.OnHour, wellBeing);

        // More heat awake than asleep: 1.10 and 0.78 of the mean (the project's own, from measurements of hens by Li et al. 1991).
        // Birds that pant don't rest.
        var awake = Math.Max(0.78 + (0.32 * (lit ? light.Level(calendar.Hour, 0.75) : 0)), 0.78 + (0.32 * Math.Min(1, 1.5 * Panting)));
        restingWatts = BirdHeat.WattsAt20(kind, Grams, laying.EggGramsPerDay) * awake * (0.75 + (0.25 * Math.Min(1, fed)));
        spreadPercent += ((0.04 * (calendar.AgeDays < 60 ? 1 : 0)) + (1.5 * health.ShareIll) + (1.0 * Math.Max(0, 0.9 - fed))) / 1440;
    }

    private void Intake(DateTimeOffset when, FarmCalendar calendar, LightProgramme light, double needs, double airCelsius, double ammoniaPpm)
    {
        var kind = setup.Kind;
        hourShare = DailyIntake.ShareOfHour(calendar.Hour, light);
        var before = calendar.Hour - 0.5;
        drinkShare = DailyIntake.ShareOfHour(before < 0 ? before + 24 : before, light);
        feedGrams = vigour * kind.Standard.FeedGramsOn((int)growthDays);

        // Rounded, because the system's exponential may differ in the last digit between machines.
        var comfortable = kind.Lays ? 1.9 : Math.Round(Domain.Breeds.BreedStandard.WaterMillilitersPerFeedGram(calendar.FlockDay), 9);

        // 6.5 % more water for each kelvin above 21 °C, or above what younger birds need (Aviagen's Ross broiler handbook 2025).
        drinkPerFeed = comfortable * Math.Min(4, 1 + (0.065 * Math.Max(0, airCelsius - Math.Max(21, needs + 1.5))));

        // For each kelvin too warm feed −1.2 %, above 32 °C −5 %, and gain a little more than feed; for each kelvin too cold feed +0.6 % and none
        // of that for gain, but who huddles eats less than half; ammonia: 0.02 of feed conversion for each 10 ppm above 20 (own laws).
        var hot = Math.Max(0, EffectiveCelsius - (needs + 2.5));
        var cold = Math.Max(0, needs - 1.5 - EffectiveCelsius);
        var stifling = Math.Max(0, EffectiveCelsius - Math.Max(32, needs + 4));
        var wobble = 0.015 * SmoothNoise.At(seed, 703, when, TimeSpan.FromHours(30));
        appetite = health.Appetite * (1 + wobble) * (1 + (0.006 * Math.Min(cold, 10))) * Math.Clamp(1 - (0.012 * hot) - (0.04 * stifling), 0.15, 1)
            * (1 - (0.6 * Huddling));
        gain = health.Gain * Math.Clamp(1 - (0.003 * hot) - (0.006 * Math.Min(cold, 10)), 0.5, 1)
            * (1 - (0.0013 * Math.Clamp(ammoniaPpm - 20, 0, 100)));
    }

    private void Behave(double ageDays, double needs, in ByZone felt, bool lit, Disturbances now)
    {
        // Down keeps a chick warm for 2 K less than it needs, the feathers of four weeks for 4.5 K (the project's own figures).
        var stands = 2 + (2.5 * Math.Min(1, ageDays / 28));

        // A pile stands within minutes, and takes as long to come apart.
        Piled += (Math.Min(1, now.PiledBirds / (double)Birds) - Piled) / 2;
        Huddling = Math.Clamp(Math.Max(Math.Max(now.HuddlingShare, Piled), (needs - stands - EffectiveCelsius) / 6), 0, 0.95);
        Panting = Math.Clamp((EffectiveCelsius - Math.Max(27, needs + 3)) / 7, 0, 1) + Math.Clamp((BodyCelsius - 42) / 3, 0, 1);
        Panting = Math.Min(1, Panting);
        panicLeft = now.Panicking ? 1 : panicLeft * 0.95;
        AtFeeder = lit ? Math.Min(0.6, 2.6 * hourShare * appetite * (1 + Math.Min(1, feedDebtKilograms * 5 / Math.Max(1, Birds * feedGrams / 1000)))) : 0.005;
        AtDrinker = lit ? Math.Min(0.5, (1.3 * drinkShare * drinkPerFeed / 1.7) + (3 * Dryness)) : 0.004;
        Liveliness = health.Liveliness * (1 - (0.5 * Panting)) * (1 - (0.4 * Huddling)) * (1 + Math.Min(0.6, 6 * Dryness)) * (0.9 + (0.1 * Math.Min(1.5, recentlyFed)));

        // Warm birds drift to the cooler end, cold ones to the warmer: up to 30 % more at the inlets of a tunnel house (University of Georgia).
        var mean = (felt[0] + felt[1] + felt[2]) / 3;
        var pull = EffectiveCelsius > needs + 2 ? -0.08 : EffectiveCelsius < needs - 1 ? 0.08 : 0;
        double sum = 0;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var goal = (1 + Math.Clamp(pull * (felt[zone] - mean), -0.3, 0.3)) / HouseSetup.Zones;
            spread[zone] += (goal - spread[zone]) / 30;
            sum += spread[zone];
        }

        // They pile up at the front, against the end wall.
        var crowd = Math.Min(1, CrowdOfPile * Piled);
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
            Share[zone] = ((1 - crowd) * spread[zone] / sum) + (zone == 0 ? crowd : 0);
    }

    private void Lose(
        DateTimeOffset when, double ageDays, double needs, double ammoniaPpm, double carbonDioxidePpm, Disturbances now, CoopBooks books)
    {
        var usual = Mortality.UsualPerDay(setup.Kind, ageDays);
        Lose(DeathCause.Usual, usual / 1440 * Birds, books);
        Lose(DeathCause.Heat, (((Mortality.HeatFactor(EffectiveCelsius, Grams) - 1) * usual / 1440) + Mortality.OverheatedPerMinute(BodyCelsius)) * Birds, books);
        Lose(DeathCause.Cold, Mortality.ChilledPerDay(needs - EffectiveCelsius, ageDays) / 1440 * Birds, books);
        Lose(DeathCause.Gas, ((ammoniaPpm > 50 ? 0.3 * usual / 1440 : 0) + Mortality.SuffocatedPerMinute(carbonDioxidePpm)) * Birds, books);
        Lose(DeathCause.Want, Mortality.WantPerDay(Dryness, fed) / 1440 * Birds, books);
        Bury(DeathCause.Disease, health.Renew(when, Birds, ref random), books);
        foreach (var happening in now.Active)
        {
            if (happening is Smothering pile && (when - pile.From).TotalMinutes > 5)
                Lose(DeathCause.Smothered, Math.Min(pile.Birds, Birds) * pile.DeathsPercent / 100 / 25, books);
            else if (happening is Panic { BirdsTaken: > 0 } panic)
                Lose(DeathCause.Predator, panic.BirdsTaken / Math.Max(1, (panic.Until - panic.From).TotalMinutes), books);
        }
    }

    private void Lose(DeathCause cause, double expected, CoopBooks books)
    {
        if (expected > 0)
            Bury(cause, Math.Min(Birds, random.Poisson(expected)), books);
    }

    /// <summary>The dead take their share of the water with them.</summary>
    private void Bury(DeathCause cause, int birds, CoopBooks books)
    {
        if (birds == 0)
            return;

        var carried = gutKilograms * birds / Birds;
        books.WaterOut(carried);
        gutKilograms -= carried;
        Birds -= birds;
        deaths.Add(cause, birds);
    }
}
