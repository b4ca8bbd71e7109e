using Roost.Simulation.Events;
using Roost.Simulation.House;
using Roost.Simulation.Machines;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>
/// The birds: what they eat, drink, weigh, give off and die of, as one body spread over three parts of the house. Weight follows from feed:
/// a flock that eats its standard's feed under good air is as heavy as the standard says, and one that doesn't falls behind in its age.
/// </summary>
internal sealed partial class LivingFlock
{
    private const double StepSeconds = 10;
    private const double StepDays = StepSeconds / 86_400;

    /// <summary>Share of a day's feed that only keeps a bird at its weight (the project's own figure).</summary>
    private const double Upkeep = 0.35;

    private const double FeedWaterShare = 0.12;
    private const double MetabolicWaterPerFeed = 0.48;
    private const double GainWaterShare = 0.65;
    private const double DroppingsDryShare = 0.20;
    private const double GutHours = 6;
    private const double BodyJoulesPerKilogramKelvin = 3400;

    private readonly FlockSetup setup;
    private readonly ulong seed;
    private readonly double vigour;
    private readonly FlockHealth health = new();
    private readonly DeathRegister deaths = new();
    private readonly Laying laying;
    private RandomStream random;
    private double growthDays;
    private double gutKilograms;
    private double feedDebtKilograms;
    private double spreadPercent;

    private double fed = 1;
    private double recentlyDrunk = 1;
    private double recentlyFed = 1;
    private double panicLeft;

    public LivingFlock(FlockSetup setup, ulong seed)
    {
        this.setup = setup;
        this.seed = seed;
        random = new(SmoothNoise.SeedOf(seed, 701));
        laying = new(setup.Kind.Standard, seed);
        vigour = 1 + (0.008 * SmoothNoise.Fixed(seed, 702));
        growthDays = setup.AgeAtStartDays;
        Grams = vigour * setup.Kind.Standard.WeightGrams(growthDays);
        double left = 1;
        for (var day = 0; day < setup.AgeAtStartDays; day++)
        {
            left *= 1 - Mortality.UsualPerDay(setup.Kind, day + 0.5);
            FeedPerBirdGrams += vigour * setup.Kind.Standard.FeedGramsOn(day);
        }

        Birds = (int)Math.Round(setup.Birds * left);
        spreadPercent = setup.SpreadPercent + (0.04 * Math.Min(60, setup.AgeAtStartDays));
    }

    public int Birds { get; private set; }

    /// <summary>Died since the simulation began.</summary>
    public int Dead => deaths.Total;

    /// <summary>Laid since the farm's midnight; 0 for birds that are not kept for eggs.</summary>
    public int EggsToday => laying.EggsToday;

    public double Grams { get; private set; }

    /// <summary>Core temperature, on average.</summary>
    public double BodyCelsius { get; private set; } = BirdHeat.NormalCelsius;

    public double EffectiveCelsius { get; private set; } = 20;

    public double FeedTodayKilograms { get; private set; }

    public double DrunkTodayLiters { get; private set; }

    public double FeedPerBirdGrams { get; private set; }

    /// <summary>What the flock usually drinks at this hour, L/h.</summary>
    public double UsualLitersPerHour { get; private set; }

    /// <summary>What it drinks in the busiest hour, L/h.</summary>
    public double PeakLitersPerHour { get; private set; } = 1;

    public double Huddling { get; private set; }

    /// <summary>Share of the birds that lie in a pile at the front.</summary>
    public double Piled { get; private set; }

    public double Panting { get; private set; }

    public double AtFeeder { get; private set; }

    public double AtDrinker { get; private set; }

    public double Liveliness { get; private set; } = 1;

    public ByZone Share = ByZone.Of(1.0 / HouseSetup.Zones);

    /// <summary>Birds in each part of the house.</summary>
    public ByZone ByZone
    {
        get
        {
            ByZone birds = default;
            for (var zone = 0; zone < HouseSetup.Zones; zone++)
                birds[zone] = Birds * Share[zone];
            return birds;
        }
    }

    /// <summary>Water in the birds' guts beyond what they need, kg; below zero when they lack it.</summary>
    public double GutKilograms => gutKilograms;

    public void StartDay(FarmCalendar calendar, bool first)
    {
        deaths.StartDay();
        laying.StartDay(Birds, calendar.FlockDay, first);
        FeedTodayKilograms = DrunkTodayLiters = 0;
    }

    /// <summary>The birds leave, and what water they hold with them.</summary>
    public void Leave(CoopBooks books)
    {
        books.WaterOut(gutKilograms);
        (Birds, gutKilograms, feedDebtKilograms) = (0, 0, 0);
    }

    public void Begin(Disturbances now) => health.Begin(now.Active, Birds);

    /// <summary>What a step brings: heat and gas into the air, feed and water into the birds, droppings into the litter.</summary>
    public void Step(
        HouseAir air, in ByZone windMetersPerSecond, bool lit, double hour, bool lightShouldBeOn, Disturbances now, Feeders feeders, WaterLines lines,
        ref SourcesByZone sources, CoopBooks books)
    {
        if (Birds == 0)
        {
            feeders.Step(now, 0, hour);
            lines.Step(now, 0, 1);
            return;
        }

        var (respired, stored) = GiveOff(air, windMetersPerSecond, ref sources);
        BodyCelsius = Math.Clamp(BodyCelsius + (stored * StepSeconds / (BodyJoulesPerKilogramKelvin * Birds * Grams / 1000)), 30, 50);

        var dayKilograms = Birds * feedGrams / 1000;
        var eaten = Eat(dayKilograms, lit, hour, lightShouldBeOn, now, feeders);
        var drunk = Drink(dayKilograms, lit, lightShouldBeOn, now, lines);
        var gained = Grow(dayKilograms, eaten);

        var excreted = Math.Max(0, gutKilograms) * StepSeconds / (GutHours * 3600);
        var loose = LooseKilograms;
        var waterIn = drunk + ((FeedWaterShare + MetabolicWaterPerFeed) * eaten);
        var retained = GainWaterShare * gained;
        gutKilograms += waterIn - (respired * StepSeconds) - retained - excreted - loose;
        books.WaterIn(waterIn);
        books.WaterOut(retained);
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            sources[zone].LitterKilogramsPerSecond += Share[zone] * (excreted + loose) / StepSeconds;
            sources[zone].DroppingsKilogramsPerSecond += Share[zone] * DroppingsDryShare * eaten / StepSeconds;
        }
    }

    public FlockFigures Figures(FarmCalendar calendar, double activityPercent, int deadLying) => new()
    {
        AgeDays = calendar.AgeDays,
        BirdsAlive = Birds,
        DeathsToday = deaths.Today,
        Deaths = deaths.ByCause,
        WeightGrams = Grams,
        WeightSpreadPercent = spreadPercent,
        FeedTodayKilograms = FeedTodayKilograms,
        WaterTodayLiters = DrunkTodayLiters,
        FeedPerBirdGrams = FeedPerBirdGrams,
        ActivityPercent = activityPercent,
        ShareHuddling = Huddling,
        SharePiled = Piled,
        ShareFrightened = panicLeft,
        DeadLying = deadLying,
        ShareAtFeeder = AtFeeder,
        ShareAtDrinker = AtDrinker,
        SharePanting = Panting,
        ShareIll = health.ShareIll,
        Health = health.DyingPerDay > 0.005 || BodyCelsius > 44 ? HealthState.Dying
            : health.ShareIll > 0.01 ? HealthState.Ill
            : Panting > 0.3 || Huddling > 0.3 || Dryness > 0.05 || fed < 0.7 ? HealthState.Stressed
            : HealthState.Healthy,
        BodyTemperatureCelsius = BodyCelsius,
        EffectiveTemperatureCelsius = EffectiveCelsius,
        EggsToday = laying.EggsToday,
        HenDayPercent = laying.HenDayPercent,
        ShareByZone = [Share[0], Share[1], Share[2]],
    };

    /// <summary>Share of the floor on which something moves, %; it follows meals and light.</summary>
    public double ActivityPercent(DateTimeOffset when, double lightLevel)
    {
        if (Birds == 0)
            return 0;

        // Round a pile birds run, climb and struggle.
        var awake = (2.2 * lightLevel) + (35 * hourShare) + (15 * panicLeft) + (30 * Piled);
        return Math.Clamp(
            awake * Liveliness
                * (1 + (0.35 * SmoothNoise.At(seed, 50, when, TimeSpan.FromSeconds(25))) + (0.25 * SmoothNoise.At(seed, 51, when, TimeSpan.FromMinutes(9)))),
            0.1,
            100);
    }

    /// <summary>Water that the birds lack, as a share of their weight; a night's thirst of 3 % is none.</summary>
    private double Dryness => Math.Max(0, (-gutKilograms / Math.Max(1, Birds * Grams / 1000)) - 0.03);

    /// <summary>Water that ill birds' guts lose in a step; they drink most of it again.</summary>
    private double LooseKilograms => health.LooseMillilitersPerKilogramDay / 1000 * Birds * (Grams / 1000) * StepDays;

    private (double RespiredKilogramsPerSecond, double StoredWatts) GiveOff(HouseAir air, in ByZone wind, ref SourcesByZone sources)
    {
        double respired = 0, stored = 0;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var birds = Birds * Share[zone];
            var heat = BirdHeat.Of(
                restingWatts, setup.Kind.Lays, air.Celsius[zone], MoistAir.VapourPascals(air.Ratio[zone]), wind[zone], BodyCelsius);
            var vapour = birds * heat.Latent / MoistAir.EvaporationHeat;
            ref var source = ref sources[zone];
            source.HeatWatts += birds * heat.Sensible;
            source.VapourKilogramsPerSecond += vapour;
            source.CarbonDioxideCubicMetersPerSecond += birds * BirdHeat.CarbonDioxideCubicMetersPerSecond(heat.Total, Grams);
            respired += vapour;
            stored += birds * (heat.Total - heat.Sensible - heat.Latent);
        }

        return (respired, stored);
    }

    private double Eat(double dayKilograms, bool lit, double hour, bool lightShouldBeOn, Disturbances now, Feeders feeders)
    {
        // Birds that can't drink stop eating within 2 to 6 h.
        var wanted = dayKilograms * hourShare / 3600 * StepSeconds * appetite * Math.Min(1, 0.1 + (1.3 * recentlyDrunk));
        var possible = wanted * (lightShouldBeOn && !lit ? DailyIntake.DarkShare : 1) * (1 - panicLeft);
        var hungry = lit ? Math.Min(feedDebtKilograms / (3 * 3600), dayKilograms / 86_400) * StepSeconds : 0;
        var eaten = feeders.Step(now, possible + hungry, hour);
        feedDebtKilograms = Math.Clamp(feedDebtKilograms + wanted - eaten, 0, 0.2 * dayKilograms);
        FeedTodayKilograms += eaten;
        FeedPerBirdGrams += 1000 * eaten / Birds;
        var share = wanted > 0 ? eaten / wanted : 1;
        recentlyFed += (Math.Min(1.5, share) - recentlyFed) * StepSeconds / (3 * 3600);
        fed += (Math.Min(1, recentlyFed * appetite) - fed) * StepSeconds / 86_400;
        return eaten;
    }

    private double Drink(double dayKilograms, bool lit, bool lightShouldBeOn, Disturbances now, WaterLines lines)
    {
        var usual = dayKilograms * drinkPerFeed * drinkShare / 3600 * StepSeconds;
        UsualLitersPerHour = usual * 3600 / StepSeconds;
        PeakLitersPerHour = dayKilograms * drinkPerFeed * 0.12;
        var wanted = usual * (0.75 + (0.25 * Math.Min(1.2, recentlyFed))) * (0.4 + (0.6 * health.Appetite))
            * (lightShouldBeOn && !lit ? 0.1 : 1) * (1 - panicLeft);
        wanted += 0.9 * LooseKilograms * (lit ? 1.2 : 0.3);
        var thirsty = Dryness * Birds * Grams / 1000 * StepSeconds / 1800;
        var drunk = lines.Step(now, wanted + thirsty, PeakLitersPerHour);
        DrunkTodayLiters += drunk;
        var share = wanted > 0 ? Math.Min(1, drunk / wanted) : 1;
        recentlyDrunk += (share - recentlyDrunk) * StepSeconds / (2 * 3600);
        return drunk;
    }

    /// <summary>Lives on what was eaten; returns what all birds gained, kg.</summary>
    private double Grow(double dayKilograms, double eaten)
    {
        var progress = ((eaten / dayKilograms) - (Upkeep * StepDays)) / (1 - Upkeep);
        growthDays = Math.Max(0, growthDays + (progress * (progress > 0 ? gain : 1)));
        var grams = vigour * setup.Kind.Standard.WeightGrams(growthDays);
        var gained = Birds * (grams - Grams) / 1000;
        Grams = grams;
        return gained;
    }
}
